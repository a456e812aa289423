from datetime import datetime

from django.db import connection, transaction

from tinhso.onestop.messages.envelope import Letter
from tinhso.onestop.messages.repetition import OtherContent
from tinhso.onestop.models import PortalArrival


@transaction.atomic
def take_arrival(*, letter: Letter, now: datetime) -> PortalArrival:
    """Keep a message of the portal before anything is done with it; a repetition gives the row of the first.

    Raises: OtherContent. No event: nothing has happened to a dossier yet.
    """
    lock_code(letter.national_code)
    known = PortalArrival.objects.filter(message_id=letter.message_id).first()
    known = known or PortalArrival.objects.filter(national_code=letter.national_code, seq=letter.seq).first()
    if known is None:
        return PortalArrival.objects.create(
            message_id=letter.message_id,
            national_code=letter.national_code,
            seq=letter.seq,
            kind=letter.kind,
            body=letter.body,
            digest=letter.digest,
            received_at=now,
        )
    if known.message_id != letter.message_id or known.digest != letter.digest:
        raise OtherContent(known.pk)
    return known


def lock_code(national_code: str) -> None:
    """Hold everything of one national code for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 8))", [national_code])
