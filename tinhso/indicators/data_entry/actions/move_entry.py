"""The one compare-and-set behind every move of an approval."""

from typing import Any

from tinhso.indicators.models import Approval, DataEntry
from tinhso.indicators.models.data_entry.approval import MOVES

State = Approval.State


class StaleEntry(RuntimeError):
    """Somebody moved the report in the meantime, or this move does not follow from where it stands."""


class ReasonMissing(ValueError):
    """Giving back and unlocking ask for a reason of at least ten letters."""


SHORTEST_REASON = 10
LONGEST_REASON = 1000


def move(entry: DataEntry, ver: int, to: State, **changes: Any) -> None:
    """Raises: StaleEntry unless the approval still has this `ver` and may go to `to`."""
    starts = [begin for begin, end in MOVES if end == to]
    found = Approval.objects.filter(entry=entry, ver=ver, state__in=starts)
    if not found.update(state=to, ver=ver + 1, **changes):
        raise StaleEntry(entry.pk)


def checked_reason(reason: str) -> str:
    text = reason.strip()[:LONGEST_REASON]
    if len(text) < SHORTEST_REASON:
        raise ReasonMissing(f"Ghi rõ lý do, ít nhất {SHORTEST_REASON} ký tự.")
    return text


def facts_of(entry: DataEntry) -> dict[str, Any]:
    """What every event of a report tells."""
    return {"entry_id": entry.pk, "data_set": entry.data_set.code, "period": entry.period}


def locked_entry(entry: DataEntry) -> DataEntry:
    """The report, locked until the transaction ends."""
    return (
        DataEntry.objects.select_for_update(of=("self",))
        .select_related("agency__parent", "data_set")
        .get(pk=entry.pk)
    )
