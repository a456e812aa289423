"""Numbers of a report that are far from what was expected: noted, explained by whoever reports, confirmed by another."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from tinhso.indicators.data_entry.bounds import References, as_stored, words_of
from tinhso.indicators.data_entry.table import Cell
from tinhso.indicators.models import DataEntry, DataSet, UnusualValue
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period


class Unexplained(ValueError):
    """Unusual numbers without a reason."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__(
            f"{len(cells)} số liệu khác thường chưa có lý do: " + ", ".join(cell.label for cell in cells[:5])
        )
        self.cells = cells


class Unconfirmed(ValueError):
    """Unusual numbers that a second person has not looked at."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__(
            f"{len(labels)} số liệu khác thường chưa được xem lại; đánh dấu từng số đã xem: "
            + ", ".join(labels[:5])
        )


class OwnNumber(ValueError):
    """Who typed an unusual number does not confirm it."""

    def __init__(self) -> None:
        super().__init__(
            "Người nhập số liệu không tự xác nhận số liệu khác thường. Người khác xem lại và xác nhận."
        )


def note_unusual(entry: DataEntry, cells: Iterable[Cell], now: datetime) -> list[Cell]:
    """Those that are far from what was expected and not confirmed, as they are known from now on. Six queries."""
    return note_cells(cells, References.read(entry.data_set, entry.agency, entry.span), now)


def note_cells(cells: Iterable[Cell], known: References, now: datetime) -> list[Cell]:
    """What was noted before and is in order by now, because what it was held against was corrected, is taken back."""
    held = [cell for cell in cells if cell.value is not None and cell.value_id]
    far = {}
    for cell in held:
        compared = known.of((cell.element.code, cell.dims), cell.before, cell.last_year)
        if found := [one for one in compared if cell.value is not None and one.is_far(cell.value)]:
            far[cell.value_id] = as_stored(found)
    noted = UnusualValue.objects.filter(value__in=[cell.value_id for cell in held])
    noted.unconfirmed().exclude(value__in=far).delete()
    there = {one.value_id: one for one in noted.filter(value__in=far)}
    UnusualValue.objects.bulk_create(
        UnusualValue(value_id=pk, against=against, noted_at=now)
        for pk, against in far.items()
        if pk not in there
    )
    return [
        cell
        for cell in held
        if cell.value_id in far and (cell.value_id not in there or there[cell.value_id].confirmed_at is None)
    ]


def mark_unusual(cells: Sequence[Cell], data_set: DataSet, agency: Agency, period: Period) -> None:
    """Say of each that is far from what is expected how, also where that is not noted yet. Four queries."""
    known = References.read(data_set, agency, period)
    for cell in cells:
        compared = known.of((cell.element.code, cell.dims), cell.before, cell.last_year)
        found = [one for one in compared if cell.value is not None and one.is_far(cell.value)]
        if found and not cell.unusual:
            cell.unusual = words_of(cell.value, as_stored(found))


def unconfirmed_among(value_ids: Collection[int]) -> set[int]:
    """Those of these numbers that nobody else has found right yet. One query, none without numbers."""
    if not value_ids:
        return set()
    found = UnusualValue.objects.unconfirmed().filter(value__in=value_ids)
    return set(found.values_list("value", flat=True))


def check_explained(cells: Iterable[Cell]) -> None:
    """Unexplained where one of these has no reason."""
    bare = [cell for cell in cells if not cell.reason]
    if bare:
        raise Unexplained(bare)


def confirm(cells: Iterable[Cell], looked_at: Collection[int], by: Actor, now: datetime) -> int:
    """Confirm these numbers, all of which were looked at. Unconfirmed, OwnNumber."""
    wanted = {cell.value_id: cell.label for cell in cells}
    if left := [label for pk, label in wanted.items() if pk not in looked_at]:
        raise Unconfirmed(left)
    found = UnusualValue.objects.unconfirmed().filter(value__in=wanted)
    if by.user_id is not None and found.filter(value__by=by.user_id).exists():
        raise OwnNumber
    return found.update(confirmed_by=by.user_id, confirmed_at=now)
