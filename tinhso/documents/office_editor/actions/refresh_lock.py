from datetime import datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.office_editor.locks import LIFE, held_document, matching_lock
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor


@transaction.atomic
def refresh_lock(*, document: OutgoingDocument, name: str, by: Actor, now: datetime) -> None:
    """The suite still has the draft open: another half hour. No event: nothing happened.

    Raises: NotYourTurn, LockMismatch.
    """
    check_step(document, DRAFT, document.case.ver, by)
    lock = matching_lock(held_document(document), name, now)
    lock.expires_at = now + LIFE
    lock.save(update_fields=["expires_at"])
