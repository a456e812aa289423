"""What a table or a form changes in a register: found first, written after."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Max

from tinhso.indicators.infrastructure.row_reading import ItemWords, RowReader, RowRefused
from tinhso.indicators.models import (
    InfrastructureItem,
    ItemKind,
    NetworkOperator,
    OperatorTable,
    StationPosition,
)
from tinhso.kernel.people.public import Agency

BATCH = 1000
UPDATED = 200  # rows of an UPDATE, which names each in every column
DEGREES = re.compile(r"\d{1,3}[.,]\d{3,}|\d{1,3}\s*[°º][^·”]*")
COMPARED = (
    "name",
    "place_id",
    "village",
    "in_use_since",
    "technologies",
    "shared",
    "villages",
    "kilometres",
    "internet",
    "hours",
    "user_agency_id",
    "bandwidth",
)
COUNTED_COLUMNS = frozenset({"place_id", "technologies", "shared", "villages", "internet", "user_agency_id"})
"""A change in one of these begins another row, so that the figures of earlier days stay what they were."""


@dataclass(frozen=True)
class Change:
    """A standing row and what it is to say; `columns` are those in which it differs, `position` among them."""

    item: InfrastructureItem
    words: ItemWords
    columns: tuple[str, ...]


@dataclass(frozen=True)
class BadLine:
    """A line that was not understood: its number, its code or beginning, and why."""

    line: int
    what: str
    reason: str


@dataclass
class ItemChanges:
    """All that an import would do. `nameless`: a line without a code was not understood, so nobody knows what is gone."""

    added: list[ItemWords] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[InfrastructureItem] = field(default_factory=list)
    ended: list[tuple[InfrastructureItem, date]] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    nameless: bool = False


def changes_of(table: OperatorTable) -> ItemChanges:
    """What importing the table would do now. Four queries."""
    found = ItemChanges(bad=[BadLine(*one[:3]) for one in table.unread])
    wanted, seen = _readable(table, found)
    standing = {one.code: one for one in standing_items(table.kind, table.operator)}
    for words in wanted:
        item = standing.get(words.code)
        if item is None:
            if words.until is None:
                found.added.append(words)
        elif words.until is not None:
            found.ended.append((item, max(words.until, item.since)))
        elif columns := differing_columns(item, words):
            found.changed.append(Change(item, words, columns))
        else:
            found.same.append(item)
    if not found.nameless:
        missing = [one for one in standing.values() if one.table_id is not None and one.code not in seen]
        found.ended += [(one, max(table.as_of, one.since)) for one in missing]
    found.bad.sort(key=lambda one: one.line)
    if table.kind == ItemKind.STATION:
        found.bad = [BadLine(one.line, _unplaced(one.what), _unplaced(one.reason)) for one in found.bad]
    return found


def _unplaced(words: str) -> str:
    """Without what reads like degrees, whichever column it slipped into: not all who enter may see where a station stands."""
    return DEGREES.sub("…", words)


def standing_items(kind: str, operator: NetworkOperator) -> Iterable[InfrastructureItem]:
    return InfrastructureItem.objects.standing().of(kind).filter(operator=operator).select_related("position")


def _readable(table: OperatorTable, found: ItemChanges) -> tuple[list[ItemWords], set[str]]:
    """The rows that can be entered and the codes of all; what cannot goes to the bad lines."""
    reader, lines, wanted = RowReader(table.kind, table.as_of), dict[str, int](), list[ItemWords]()
    found.nameless = any(one[3] for one in table.unread)
    for line, cells in table.rows:
        code = cells.get("code", "").strip()
        found.nameless = found.nameless or not code
        if code and code in lines:
            found.bad.append(BadLine(line, code, f"Mã này đã có ở dòng {lines[code]}."))
            continue
        lines[code] = line
        try:
            wanted.append(reader.read(cells))
        except RowRefused as refused:
            found.bad += [BadLine(line, code or "–", words) for _, words in refused.problems]
    return wanted, set(lines)


def differing_columns(item: InfrastructureItem, words: ItemWords) -> tuple[str, ...]:
    """A cell that is empty in a table says nothing against a day or a position that is known."""
    found = [
        name
        for name in COMPARED
        if _plain(getattr(item, name)) != _plain(getattr(words, name))
        and not (name == "in_use_since" and words.in_use_since is None)
    ]
    known = getattr(item, "position", None)
    if words.position and (known is None or (known.lat, known.lon) != words.position):
        found.append("position")
    return tuple(found)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def add_items(
    wanted: Sequence[ItemWords],
    *,
    kind: str,
    operator: NetworkOperator,
    agency: Agency,
    day: date,
    table: OperatorTable | None = None,
    since: date | None = None,
) -> list[InfrastructureItem]:
    """New rows with their positions: from `since`, else from the day of use that they say, else from `day`; one that comes again
    begins where its last row ended."""
    ended = InfrastructureItem.objects.of(kind).filter(operator=operator).exclude(until=None).order_by()
    ends = dict(ended.values_list("code").annotate(last=Max("until")))
    made = InfrastructureItem.objects.bulk_create(
        [
            InfrastructureItem(
                kind=kind,
                operator=operator,
                agency=agency,
                table=table,
                code=one.code,
                since=since or max(one.in_use_since or day, ends.get(one.code, date.min)),
                **{name: _stored(getattr(one, name)) for name in COMPARED},
            )
            for one in wanted
        ],
        batch_size=BATCH,
    )
    set_positions(zip(made, wanted, strict=True))
    return made


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def set_positions(pairs: Iterable[tuple[InfrastructureItem, ItemWords]]) -> None:
    rows = [
        StationPosition(item=item, lat=words.position[0], lon=words.position[1])
        for item, words in pairs
        if words.position
    ]
    StationPosition.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["lat", "lon"],
    )


def change_items(
    changes: Sequence[Change], *, agency: Agency, day: date, table: OperatorTable | None
) -> list[InfrastructureItem]:
    """What only describes is written over; a change that figures count ends the row and begins another on `day`. All are of one
    register and operator; first those that begin anew, then the others. A few queries for each batch."""
    anew, over = list[Change](), list[Change]()
    for change in map(_completed, changes):
        begins = day > change.item.since and COUNTED_COLUMNS.intersection(change.columns)
        (anew if begins else over).append(change)
    made = _begun(anew, agency, day, table) if anew else []
    for change in over:
        change.item.agency = agency
        if table is not None:
            change.item.table = table
        for name in COMPARED:
            setattr(change.item, name, _stored(getattr(change.words, name)))
    columns = ["agency", "table", *(name.removesuffix("_id") for name in COMPARED)]
    InfrastructureItem.objects.bulk_update([one.item for one in over], columns, batch_size=UPDATED)
    set_positions((one.item, one.words) for one in over)
    return [*made, *(one.item for one in over)]


def _completed(change: Change) -> Change:
    """With the position and the day of use that the row has where the new words say none."""
    known, words = getattr(change.item, "position", None), change.words
    if known is not None and words.position is None:
        words = replace(words, position=(known.lat, known.lon))
    words = replace(words, in_use_since=words.in_use_since or change.item.in_use_since)
    return replace(change, words=words)


def _begun(
    changes: Sequence[Change], agency: Agency, day: date, table: OperatorTable | None
) -> list[InfrastructureItem]:
    first = changes[0].item
    end_items((one.item, day) for one in changes)
    return add_items(
        [one.words for one in changes],
        kind=first.kind,
        operator=first.operator,
        agency=agency,
        day=day,
        table=table,
        since=day,
    )


def end_items(ends: Iterable[tuple[InfrastructureItem, date]]) -> None:
    """One query for each day."""
    by_day = defaultdict[date, list[int]](list)
    for item, until in ends:
        by_day[until].append(item.pk)
    for until, ids in by_day.items():
        InfrastructureItem.objects.filter(pk__in=ids).update(until=until)
