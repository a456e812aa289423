"""Figures of one day read on the borders of another, through the lines of the mergers and splits between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, Self

from tinhso.kernel.places.models import AdminUnit, UnitSuccession

Figures = dict[int, Decimal]


@dataclass(frozen=True)
class Converted:
    """Figures by unit id on the borders of the wanted day; the three parts together are the whole that was given.

    `by_unit` can be read. `incomplete` are units that also received a part of a split nobody weighed (or, back
    in time, a part of a merger): what is known of them is here, but it is not their figure: "không quy đổi
    được". `unplaced` are old units (by their own ids) whose figure found no place at all.
    """

    by_unit: Figures = field(default_factory=dict)
    incomplete: Figures = field(default_factory=dict)
    unplaced: Figures = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum(
            (sum(part.values(), Decimal()) for part in (self.by_unit, self.incomplete, self.unplaced)),
            Decimal(),
        )


def convert(figures: Mapping[int, Decimal | int], from_day: date, to_day: date) -> Converted:
    """Read figures (unit id of `from_day` to number) on the borders of `to_day`. Two queries."""
    return Crosswalk.read(from_day, to_day).convert(figures)


class Line(NamedTuple):
    """A line of the crosswalk: the part of an old unit that went to a new one; None where nobody weighed it."""

    old_id: int
    new_id: int
    share: Decimal | None


@dataclass(frozen=True)
class Reform:
    """What a reform did: its lines by the old and by the new unit, who lived on after it and who was born by it."""

    by_old: dict[int, list[Line]]
    by_new: dict[int, list[Line]]
    living: set[int]
    born: set[int]

    @cached_property
    def unweighed(self) -> set[int]:
        """Old units of which a part has no weight: their figures cannot be converted."""
        return {old for old, parts in self.by_old.items() if any(p.share is None for p in parts)}


@dataclass(frozen=True)
class Reforms:
    """Every reform that is known, by its day, and from and until when (None: still) each unit exists."""

    units: dict[int, tuple[date, date | None]]
    lines: dict[date, list[Line]]

    @classmethod
    def read(cls) -> Self:
        """Two queries over everything: a province has some two thousand units and lines in all."""
        units = AdminUnit.objects.order_by().values_list("pk", "valid__startswith", "valid__endswith")
        lines: dict[date, list[Line]] = {}
        rows = UnitSuccession.objects.order_by("pk").values_list("on", "old_id", "new_id", "share")
        for on, old, new, share in rows:
            lines.setdefault(on, []).append(Line(old, new, share))
        return cls({pk: (since, until) for pk, since, until in units}, lines)

    def of(self, on: date) -> Reform:
        by_old: dict[int, list[Line]] = {}
        by_new: dict[int, list[Line]] = {}
        for line in self.lines.get(on, []):
            by_old.setdefault(line.old_id, []).append(line)
            by_new.setdefault(line.new_id, []).append(line)
        living = {
            pk for pk, (since, until) in self.units.items() if since <= on and (not until or on < until)
        }
        return Reform(by_old, by_new, living, {pk for pk in living if self.units[pk][0] == on})

    @cached_property
    def days(self) -> list[tuple[date, Reform]]:
        return [(on, self.of(on)) for on in sorted(self.lines)]


@dataclass(frozen=True)
class Crosswalk:
    """The reforms between two days, read once for as many figures as are to cross them."""

    reforms: list[Reform]
    forward: bool

    @classmethod
    def read(cls, from_day: date, to_day: date, known: Reforms | None = None) -> Self:
        """Two queries, none where the reforms are `known`, for crosswalks of several days at once."""
        early, late = sorted((from_day, to_day))
        if early == late:
            return cls([], True)
        every = known or Reforms.read()
        found = [reform for on, reform in every.days if early < on <= late]
        forward = from_day <= to_day
        return cls(found if forward else found[::-1], forward)

    def convert(self, figures: Mapping[int, Decimal | int]) -> Converted:
        state = _State({unit: Decimal(n) for unit, n in figures.items()})
        for reform in self.reforms:
            (_forward if self.forward else _backward)(state, reform)
        whole = {u: n for u, n in state.figures.items() if u not in state.incomplete}
        part = {u: state.figures.get(u, Decimal()) for u in sorted(state.incomplete)}
        return Converted(whole, part, state.unplaced)


@dataclass
class _State:
    figures: Figures
    incomplete: set[int] = field(default_factory=set)
    unplaced: Figures = field(default_factory=dict)

    def put_apart(self, unit: int, number: Decimal) -> None:
        self.unplaced[unit] = self.unplaced.get(unit, Decimal()) + number


def _forward(state: _State, reform: Reform) -> None:
    lines, living = reform.by_old, reform.living
    unweighed = reform.unweighed
    lost = unweighed | state.incomplete
    touched = {p.new_id for old in lost for p in lines.get(old, [])}
    moved: Figures = {}
    for unit, number in state.figures.items():
        parts = [p for p in lines.get(unit, []) if p.share is not None]
        if unit in living:
            moved[unit] = moved.get(unit, Decimal()) + number
        elif unit in unweighed or not parts:
            state.put_apart(unit, number)
        else:
            for part in parts:
                moved[part.new_id] = moved.get(part.new_id, Decimal()) + number * (part.share or 0)
    state.figures = moved
    state.incomplete = (state.incomplete & living) | touched


def _backward(state: _State, reform: Reform) -> None:
    before, after, born = reform.by_new, reform.by_old, reform.born
    moved: Figures = {}
    touched: set[int] = set()
    for unit, number in state.figures.items():
        lines = before.get(unit, [])
        alone = unit in born and len(lines) == 1 and len(after[lines[0].old_id]) == 1
        if not lines and unit not in born:
            moved[unit] = number
        elif alone:
            moved[lines[0].old_id] = number
        else:
            state.put_apart(unit, number)
            touched |= {line.old_id for line in lines} | ({unit} - born)
    state.figures = moved
    state.incomplete |= touched
