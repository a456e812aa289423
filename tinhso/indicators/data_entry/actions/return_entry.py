"""The head gives a report back to be mended."""

from datetime import datetime

from django.db import transaction

from tinhso.indicators.data_entry.actions.move_entry import (
    StaleEntry,
    State,
    checked_reason,
    facts_of,
    locked_entry,
    move,
)
from tinhso.indicators.data_entry.events import EntryReturned
from tinhso.indicators.models import Approval, DataEntry
from tinhso.indicators.rights.entry_permissions import check_can_approve
from tinhso.kernel.events.public import Actor, record

EMPTY = {"submitted_at": None, "approved_at": None, "approved_by": None, "locked_at": None}


@transaction.atomic
def return_entry(*, entry: DataEntry, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """It is not complete any more.

    Raises: NotYourReport, ReasonMissing, StaleEntry (a locked one has to be unlocked).
    """
    entry = locked_entry(entry)
    check_can_approve(entry, by)
    text = checked_reason(reason)
    if Approval.objects.filter(entry=entry, state=State.LOCKED).exists():
        raise StaleEntry(entry.pk)
    move(entry, ver, State.DRAFT, reason=text, **EMPTY)
    DataEntry.objects.filter(pk=entry.pk).update(completed_at=None, completed_by=None, on_time=None)
    record(EntryReturned(**facts_of(entry)), by=by, at=now)
