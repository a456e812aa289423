from datetime import datetime

from django.db import transaction

from tinhso.documents.models import DraftLock, OutgoingDocument
from tinhso.documents.office_editor.events import DraftLocked
from tinhso.documents.office_editor.locks import LIFE, LockMismatch, held_document, lock_at, matching_lock
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def lock_draft(
    *, document: OutgoingDocument, name: str, by: Actor, now: datetime, former: str = ""
) -> DraftLock:
    """The office suite locks the draft under a name, or under a new one in place of `former`; the same name again refreshes.

    Raises: NotYourTurn, LockMismatch.
    """
    check_step(document, DRAFT, document.case.ver, by)
    held = held_document(document)
    if former:
        lock = matching_lock(held, former, now)
    else:
        found = lock_at(held, now)
        if found is None:
            return _begun(held, name, by, now)
        if found.name != name:
            raise LockMismatch(document.pk, found.name)
        lock = found
    lock.name, lock.expires_at = name, now + LIFE
    lock.save(update_fields=["name", "expires_at"])
    return lock


def _begun(document: OutgoingDocument, name: str, by: Actor, now: datetime) -> DraftLock:
    DraftLock.objects.filter(document=document).delete()  # one whose time is over
    number = newest(document).number
    made = DraftLock.objects.create(
        document=document,
        name=name,
        officer_id=by.user_id or 0,
        base=number,
        version=number,
        at=now,
        expires_at=now + LIFE,
    )
    record(DraftLocked(case_id=document.pk, version=number), by=by, at=now)
    return made
