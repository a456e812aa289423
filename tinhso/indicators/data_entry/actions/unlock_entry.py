"""An agency above opens a locked or closed report again, and says why."""

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
from tinhso.indicators.data_entry.actions.return_entry import EMPTY
from tinhso.indicators.data_entry.events import EntryUnlocked
from tinhso.indicators.models import Approval, DataEntry
from tinhso.indicators.rights.entry_permissions import check_can_unlock
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def unlock_entry(*, entry: DataEntry, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Figures keep what was approved until it is approved anew.

    Raises: NotYourReport, ReasonMissing, StaleEntry.
    """
    entry = locked_entry(entry)
    check_can_unlock(entry, by)
    text = checked_reason(reason)
    approval = Approval.objects.filter(entry=entry).first()
    if approval and approval.state == State.LOCKED:
        move(entry, ver, State.DRAFT, reason=text, **EMPTY)
    elif approval and not Approval.objects.filter(pk=approval.pk, ver=ver, state=State.DRAFT).update(
        reason=text, ver=ver + 1
    ):
        raise StaleEntry(entry.pk)
    DataEntry.objects.filter(pk=entry.pk).update(reopened=True)
    record(EntryUnlocked(**facts_of(entry)), by=by, at=now)
