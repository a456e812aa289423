from datetime import datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.office_editor.events import DraftUnlocked
from tinhso.documents.office_editor.locks import held_document, matching_lock
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def unlock_draft(*, document: OutgoingDocument, name: str, by: Actor, now: datetime) -> None:
    """The suite closed the draft.

    Raises: NotYourTurn, LockMismatch.
    """
    check_step(document, DRAFT, document.case.ver, by)
    matching_lock(held_document(document), name, now).delete()
    record(DraftUnlocked(case_id=document.pk, by_hand=False), by=by, at=now)
