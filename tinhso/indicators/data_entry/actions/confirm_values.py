"""A second person finds unusual numbers right where a report counts without anybody's approval."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tinhso.indicators.data_entry.actions.move_entry import facts_of, locked_entry
from tinhso.indicators.data_entry.events import ValuesConfirmed
from tinhso.indicators.data_entry.table import cells_of
from tinhso.indicators.data_entry.unusual import check_explained, confirm, note_unusual
from tinhso.indicators.models import DataEntry
from tinhso.indicators.rights.entry_permissions import check_can_approve
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def confirm_values(*, entry: DataEntry, looked_at: Collection[int], by: Actor, now: datetime) -> int:
    """How many were confirmed; all that are unusual were looked at.

    Raises: NotYourReport, Unexplained, Unconfirmed, OwnNumber.
    """
    entry = locked_entry(entry)
    check_can_approve(entry, by)
    unusual = note_unusual(entry, cells_of(entry.data_set, entry.agency, entry.span), now)
    check_explained(unusual)
    confirmed = confirm(unusual, looked_at, by, now)
    if confirmed:
        record(ValuesConfirmed(**facts_of(entry), values=confirmed), by=by, at=now)
    return confirmed
