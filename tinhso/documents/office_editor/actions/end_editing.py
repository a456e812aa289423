from datetime import datetime

from django.db import transaction

from tinhso.documents.models import DraftLock, OutgoingDocument
from tinhso.documents.office_editor.events import DraftUnlocked
from tinhso.documents.office_editor.locks import held_document
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def end_editing(*, document: OutgoingDocument, by: Actor, now: datetime) -> None:
    """Whose turn the draft is ends what is open in the suite; what is saved from there afterwards becomes no version, its bytes
    are stored. Where nothing is open nothing happens.

    Raises: NotYourTurn.
    """
    check_step(document, DRAFT, document.case.ver, by)
    found, _rows = DraftLock.objects.at(now).filter(document=held_document(document)).delete()
    if found:
        record(DraftUnlocked(case_id=document.pk, by_hand=True), by=by, at=now)
