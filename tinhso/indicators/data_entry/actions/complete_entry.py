"""An agency says that its report is complete ("Báo cáo đủ")."""

from datetime import datetime

from django.db import transaction

from tinhso.indicators.data_entry.actions.move_entry import State, facts_of, locked_entry, move
from tinhso.indicators.data_entry.actions.save_values import check_open
from tinhso.indicators.data_entry.events import EntryCompleted
from tinhso.indicators.data_entry.table import Cell, cells_of, missing, violated
from tinhso.indicators.data_entry.unusual import check_explained, note_unusual
from tinhso.indicators.data_entry.validation import Violation
from tinhso.indicators.models import DataEntry, ValidationRule
from tinhso.indicators.rights.entry_permissions import check_can_enter
from tinhso.kernel.events.public import Actor, record


class NotComplete(ValueError):
    """Compulsory numbers are missing, or rules are broken that have to hold."""

    def __init__(self, cells: list[Cell], broken: list[Violation]) -> None:
        super().__init__(f"{len(cells)} ô bắt buộc còn trống, {len(broken)} quy tắc chưa đạt")
        self.cells, self.broken = cells, broken


@transaction.atomic
def complete_entry(*, entry: DataEntry, ver: int, by: Actor, now: datetime) -> None:
    """In time or late is judged by the first time.

    Broken rules of high importance hold a report back, and all of them where the data set is valid-complete-
    only.

    Raises: NotYourReport, EntryClosed, NotComplete, Unexplained, StaleEntry.
    """
    entry = locked_entry(entry)
    check_can_enter(entry.agency, by)
    check_open(entry, now)
    cells = cells_of(entry.data_set, entry.agency, entry.span)
    high = ValidationRule.Importance.HIGH
    broken = [v for v in violated(cells, entry.span) if _holds_back(v, entry, high)]
    if broken or (empty := missing(cells)):
        raise NotComplete(missing(cells) if broken else empty, broken)
    check_explained(note_unusual(entry, cells, now))
    entry.reopened = False
    if entry.completed_at is None:
        entry.completed_at, entry.completed_by_id = now, by.user_id
        entry.on_time = now.date() <= entry.due_on
    entry.save(update_fields=["completed_at", "completed_by", "on_time", "reopened"])
    if entry.needs_approval:
        move(entry, ver, State.SUBMITTED, submitted_at=now)
    record(EntryCompleted(**facts_of(entry), on_time=bool(entry.on_time)), by=by, at=now)


def _holds_back(violation: Violation, entry: DataEntry, high: str) -> bool:
    return entry.data_set.valid_complete_only or violation.rule.importance == high
