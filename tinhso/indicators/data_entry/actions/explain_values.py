"""Whoever reports says why numbers are far from what was expected."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.indicators.data_entry.actions.move_entry import SHORTEST_REASON, facts_of, locked_entry
from tinhso.indicators.data_entry.actions.save_values import check_open
from tinhso.indicators.data_entry.events import ValuesExplained
from tinhso.indicators.data_entry.table import Key, cells_of
from tinhso.indicators.data_entry.unusual import note_unusual
from tinhso.indicators.models import DataEntry, UnusualValue
from tinhso.indicators.rights.entry_permissions import check_can_enter
from tinhso.kernel.events.public import Actor, record

LONGEST = 500


class ReasonRefused(ValueError):
    """Reasons that are too short or too long; `errors` has the words beside each."""

    def __init__(self, errors: dict[Key, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@transaction.atomic
def explain_values(*, entry: DataEntry, reasons: Mapping[Key, str], by: Actor, now: datetime) -> int:
    """How many reasons were written; those of numbers that are not unusual, or are confirmed, are left out.

    Raises: NotYourReport, EntryClosed, ReasonRefused.
    """
    entry = locked_entry(entry)
    check_can_enter(entry.agency, by)
    check_open(entry, now)
    unusual = note_unusual(entry, cells_of(entry.data_set, entry.agency, entry.span), now)
    cells = {(cell.element.code, cell.dims): cell for cell in unusual}
    explanations = {key: text.strip() for key, text in reasons.items() if key in cells}
    changed = {key: text for key, text in explanations.items() if text != cells[key].reason}
    if wrong := {key: words for key, text in changed.items() if (words := _wrong(text))}:
        raise ReasonRefused(wrong)
    for key, text in changed.items():
        noted = UnusualValue.objects.unconfirmed().filter(value=cells[key].value_id)
        noted.update(reason=text, reason_by=by.user_id, reason_at=now)
    if changed:
        record(ValuesExplained(**facts_of(entry), values=len(changed)), by=by, at=now)
    return len(changed)


def _wrong(text: str) -> str:
    if len(text) < SHORTEST_REASON:
        return f"Ghi rõ lý do, ít nhất {SHORTEST_REASON} ký tự."
    if len(text) > LONGEST:
        return f"Lý do dài quá {LONGEST} ký tự (hiện có {len(text)}). Ông/bà viết ngắn lại."
    return ""
