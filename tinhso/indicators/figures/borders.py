"""Figures by place, read on the borders of any day: what cannot be converted is counted apart, so the whole adds up."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tinhso.indicators.cells.amounts import EVERYTHING, Amount, Scope
from tinhso.indicators.cells.spans import ONE_DAY
from tinhso.indicators.figures.figures import ByKey, Figure, compute, parts_by
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.places.public import Crosswalk, Reforms
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

Numbers = dict[int, Decimal]


@dataclass
class OnBorders:
    """Numbers by unit of the wanted day; `incomplete` and `unplaced` as the crosswalk of places says."""

    by_unit: Numbers = field(default_factory=dict)
    incomplete: Numbers = field(default_factory=dict)
    unplaced: Numbers = field(default_factory=dict)

    def add(self, part: Mapping[int, Decimal], into: Numbers) -> None:
        for unit, number in part.items():
            into[unit] = into.get(unit, Decimal()) + number


def on_borders(numbers: Mapping[int, Decimal], day: date) -> OnBorders:
    """Numbers by unit, of whatever days the units are, on the borders of `day`."""
    return all_on_borders([numbers], day)[0]


def all_on_borders(found: Sequence[Mapping[int, Decimal]], day: date) -> list[OnBorders]:
    """Each of these numbers by unit on the borders of `day`; the crosswalk is read once. Two queries."""
    known = Reforms.read()
    eras = _eras({unit for numbers in found for unit in numbers}, day, known)
    ways = [(units, Crosswalk.read(last, day, known)) for last, units in eras.items()]
    return [_crossed(numbers, ways) for numbers in found]


def _crossed(numbers: Mapping[int, Decimal], ways: Sequence[tuple[set[int], Crosswalk]]) -> OnBorders:
    whole = OnBorders()
    for units, way in ways:
        found = way.convert({unit: n for unit, n in numbers.items() if unit in units})
        whole.add(found.by_unit, whole.by_unit)
        whole.add(found.incomplete, whole.incomplete)
        whole.add(found.unplaced, whole.unplaced)
    for unit in set(whole.by_unit) & set(
        whole.incomplete
    ):  # whole in one era, a part in another: not its figure
        whole.incomplete[unit] += whole.by_unit.pop(unit)
    return whole


def _eras(units: Collection[int], day: date, known: Reforms) -> dict[date, set[int]]:
    """The units grouped by a day on which all of a group existed: `day` itself, else their last or first."""
    eras: dict[date, set[int]] = {}
    for unit in units:
        since, until = known.units[unit]
        last = max(since, min(day, until - ONE_DAY) if until else day)
        eras.setdefault(last, set()).add(unit)
    return eras


@dataclass(frozen=True)
class PlacedFigures:
    """An indicator by unit of the wanted day; `incomplete` and `unplaced` as in `OnBorders`.

    `nowhere` is the figure of the rows that name no place. A ratio is computed from its converted parts.
    """

    by_unit: dict[int, Figure]
    incomplete: dict[int, Figure]
    unplaced: dict[int, Figure]
    nowhere: Figure | None

    @property
    def every(self) -> Iterator[Figure]:
        """Their parts add up to the whole."""
        for part in (self.by_unit, self.incomplete, self.unplaced):
            yield from part.values()
        if self.nowhere:
            yield self.nowhere


def read_on_borders(
    version: IndicatorVersion, periods: Sequence[Period], day: date, scope: Scope = EVERYTHING
) -> list[PlacedFigures]:
    """The figures of every place that has rows, on the borders of `day`, for each of these periods.

    One query a source and period, and the crosswalk's.
    """
    found = [parts_by(version, period, "place", scope, totals_only=True) for period in periods]
    numbers = [_totals(part.found) for parts in found for part in parts.values()]
    placed = iter(all_on_borders(numbers, day))
    return [
        _placed(version, period, parts, {ref: next(placed) for ref in parts})
        for period, parts in zip(periods, found, strict=True)
    ]


def _placed(
    version: IndicatorVersion,
    period: Period,
    parts: Mapping[MeasureRef, ByKey],
    placed: Mapping[MeasureRef, OnBorders],
) -> PlacedFigures:
    def figures(kind: str) -> dict[int, Figure]:
        by_ref: dict[MeasureRef, Numbers] = {ref: getattr(one, kind) for ref, one in placed.items()}
        units = {unit for numbers in by_ref.values() for unit in numbers}
        return {unit: _computed(version, period, by_ref, unit) for unit in units}

    bare = {ref: one.found.get(None) for ref, one in parts.items()}
    nowhere = compute(version, period, bare) if any(bare.values()) else None
    return PlacedFigures(figures("by_unit"), figures("incomplete"), figures("unplaced"), nowhere)


def _totals(found: Mapping[int | None, Amount | None]) -> Numbers:
    return {key: one.total for key, one in found.items() if key is not None and one is not None}


def _computed(
    version: IndicatorVersion, period: Period, by_ref: Mapping[MeasureRef, Numbers], unit: int
) -> Figure:
    return compute(version, period, {ref: Amount(n.get(unit, Decimal())) for ref, n in by_ref.items()})
