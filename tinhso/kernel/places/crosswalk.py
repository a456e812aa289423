"""Figures of one day read on the borders of another, through the lines of the mergers and splits between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

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
    """Read figures (unit id of `from_day` to number) on the borders of `to_day`. Queries: 2 a reform between."""
    return Crosswalk.read(from_day, to_day).convert(figures)


@dataclass(frozen=True)
class Reform:
    """What a reform did: its lines by the old and by the new unit, who lived on after it and who was born by it."""

    by_old: dict[int, list[UnitSuccession]]
    by_new: dict[int, list[UnitSuccession]]
    living: set[int]
    born: set[int]

    @cached_property
    def unweighed(self) -> set[int]:
        """Old units of which a part has no weight: their figures cannot be converted."""
        return {old for old, parts in self.by_old.items() if any(p.share is None for p in parts)}

    @classmethod
    def read(cls, on: date) -> Self:
        """Two queries."""
        by_old: dict[int, list[UnitSuccession]] = {}
        by_new: dict[int, list[UnitSuccession]] = {}
        for line in UnitSuccession.objects.filter(on=on):
            by_old.setdefault(line.old_id, []).append(line)
            by_new.setdefault(line.new_id, []).append(line)
        living = dict(AdminUnit.objects.on(on).order_by().values_list("pk", "valid__startswith"))
        return cls(by_old, by_new, set(living), {pk for pk, since in living.items() if since == on})


@dataclass(frozen=True)
class Crosswalk:
    """The reforms between two days, read once for as many figures as are to cross them.

    `known` are reforms that were read before, for crosswalks of several days at once.
    """

    reforms: list[Reform]
    forward: bool

    @classmethod
    def read(cls, from_day: date, to_day: date, known: dict[date, Reform] | None = None) -> Self:
        """One query, none for the same day; and two a reform."""
        known = {} if known is None else known
        early, late = sorted((from_day, to_day))
        found = UnitSuccession.objects.filter(on__gt=early, on__lte=late).order_by("on")
        days = list(found.values_list("on", flat=True).distinct()) if early < late else []
        for on in days:
            if on not in known:
                known[on] = Reform.read(on)
        reforms = [known[on] for on in days]
        forward = from_day <= to_day
        return cls(reforms if forward else reforms[::-1], forward)

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
