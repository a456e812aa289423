"""The head approves a complete report: its values count from now on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.indicators.data_entry.actions.move_entry import State, facts_of, locked_entry, move
from tinhso.indicators.data_entry.events import EntryApproved
from tinhso.indicators.data_entry.table import cells_of
from tinhso.indicators.data_entry.unusual import check_explained, confirm, note_unusual
from tinhso.indicators.models import DataEntry
from tinhso.indicators.rights.entry_permissions import check_can_approve, check_is_not_own
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def approve_entry(
    *, entry: DataEntry, ver: int, by: Actor, now: datetime, looked_at: Collection[int] = ()
) -> None:
    """By another than who typed its numbers. `looked_at`: the unusual ones (ids of their revisions) looked at again.

    Raises: NotYourReport, OwnFigures, Unexplained, Unconfirmed, StaleEntry.
    """
    entry = locked_entry(entry)
    check_can_approve(entry, by)
    check_is_not_own(entry, by)
    unusual = note_unusual(entry, cells_of(entry.data_set, entry.agency, entry.span), now)
    check_explained(unusual)
    confirm(unusual, looked_at, by, now)
    move(entry, ver, State.APPROVED, approved_at=now, approved_by_id=by.user_id, reason="")
    DataEntry.objects.filter(pk=entry.pk).update(approvals=[*entry.approvals, timezone.now()])
    record(EntryApproved(**facts_of(entry)), by=by, at=now)
