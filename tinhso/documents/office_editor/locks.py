"""The lock of a draft as the office suite names it (WOPI): thirty minutes from when it was last heard of."""

from datetime import datetime, timedelta

from tinhso.casework.public import Conflict
from tinhso.documents.models import DraftLock, OutgoingDocument

LIFE = timedelta(minutes=30)


class LockMismatch(Conflict):
    """Another lock holds the draft, or none; `current` is its name, "" for none."""

    def __init__(self, case_id: int, current: str) -> None:
        super().__init__(case_id)
        self.current = current


def held_document(document: OutgoingDocument) -> OutgoingDocument:
    """The row of the draft, for this transaction alone."""
    return OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)


def lock_at(document: OutgoingDocument, now: datetime) -> DraftLock | None:
    return DraftLock.objects.at(now).filter(document=document).first()


def matching_lock(document: OutgoingDocument, name: str, now: datetime) -> DraftLock:
    """The lock that holds, which has this name. Raises: LockMismatch."""
    found = lock_at(document, now)
    if found is None or found.name != name:
        raise LockMismatch(document.pk, found.name if found else "")
    return found
