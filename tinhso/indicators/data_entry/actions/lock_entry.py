"""An approved report is locked: only an agency above can open it again."""

from datetime import datetime

from django.db import transaction

from tinhso.indicators.data_entry.actions.move_entry import State, facts_of, locked_entry, move
from tinhso.indicators.data_entry.events import EntryLocked
from tinhso.indicators.models import DataEntry
from tinhso.indicators.rights.entry_permissions import check_can_approve
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def lock_entry(*, entry: DataEntry, ver: int, by: Actor, now: datetime) -> None:
    """Raises: NotYourReport, StaleEntry."""
    entry = locked_entry(entry)
    check_can_approve(entry, by)
    move(entry, ver, State.LOCKED, locked_at=now)
    record(EntryLocked(**facts_of(entry)), by=by, at=now)
