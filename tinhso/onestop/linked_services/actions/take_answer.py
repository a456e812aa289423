from datetime import datetime

from django.db import connection, transaction

from tinhso.onestop.linked_services.letter import LinkedLetter
from tinhso.onestop.messages.repetition import OtherContent
from tinhso.onestop.models import LinkedAnswer


@transaction.atomic
def take_answer(*, letter: LinkedLetter, now: datetime) -> LinkedAnswer:
    """Keep an answer before anything is done with it; a repetition gives the row of the first.

    No event: nothing has happened to a dossier yet.

    Raises: OtherContent.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 9))", [str(letter.message_id)])
    known = LinkedAnswer.objects.filter(message_id=letter.message_id).first()
    if known is None:
        return LinkedAnswer.objects.create(
            message_id=letter.message_id,
            request_key=letter.request_key,
            kind=letter.kind,
            body=letter.body,
            digest=letter.digest,
            received_at=now,
        )
    if known.digest != letter.digest:
        raise OtherContent(known.pk)
    return known
