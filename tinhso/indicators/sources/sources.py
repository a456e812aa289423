"""What can stand in an indicator: measures, read from their cells, and elements, read from entered values.

One protocol for both. `[period=last_year]` reads the same stretch a year earlier; `[scenario=plan]` another scenario;
`[first=period]` of a measure counts a thing once in the period that is asked for (`onestop.first_online`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Protocol

from tinhso.indicators.cells import amounts as cells
from tinhso.indicators.cells.amounts import Amount, By, Scope
from tinhso.indicators.cells.cells import NoSuchMeasure, measure_of
from tinhso.indicators.cells.days import DailyCells, in_whole_months, read_daily_cells
from tinhso.indicators.models import DataElement, DataValue
from tinhso.indicators.sources.entered_rows import as_rows, seen_values
from tinhso.indicators.sources.entered_values import (
    SCENARIO,
    Reading,
    ScenarioValue,
    Value,
    fitting,
    reading,
    readings_by,
    values_of,
)
from tinhso.indicators.sources.rows import Row, listed, rows_behind, visible_rows
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period, PeriodKind

PERIOD = "period"
RESERVED = (PERIOD, SCENARIO)
LAST_YEAR = "last_year"
FIRST = "first"
SPANS = {
    PeriodKind.MONTH: ("year", "half", "quarter", "month"),
    PeriodKind.QUARTER: ("year", "half", "quarter"),
    PeriodKind.HALF: ("year", "half"),
}
IN_A_YEAR = ("year",)  # of a year, and of what begins with it


class NoSuchSource(LookupError):
    """No system declares such a measure and no element has this code."""


def together(
    refs: Sequence[MeasureRef],
    periods: Sequence[Period],
    by: By | None,
    scope: Scope,
    *,
    kept_days: DailyCells | None = None,
    totals_only: bool = False,
) -> dict[tuple[MeasureRef, Period], dict[int | None, Amount]]:
    """Amounts in these periods by agency or place (None: as a whole, under the key None), of the refs that measures answer
    in this scope (`is_countable_in`).

    One query, another for which days have cells where neither `kept` nor the scope says it; one more for each stretch of
    days without.
    """
    known = {ref.code: known_measure(ref.code) for ref in refs}
    measures = {
        code: measure for code, measure in known.items() if measure and is_countable_in(measure, scope)
    }
    groups: dict[tuple[str, Period], dict[tuple[MeasureRef, Period], MeasureRef]] = {}
    for ref, period in product(refs, periods):
        if ref.code in measures:
            plain, span = ref_and_period(ref, period)
            groups.setdefault((ref.code, span), {})[ref, period] = plain
    parts = [
        cells.Group(measures[code], list(plains.values()), span) for (code, span), plains in groups.items()
    ]
    if kept_days is None and not all(map(in_whole_months, periods)):
        kept_days = read_daily_cells() if scope.daily_cells is None else scope.daily_cells
    amounts = cells.by_group(parts, by, scope, totals_only=totals_only, kept_days=kept_days)
    answers = zip(groups.values(), amounts, strict=True)
    return {key: one for plains, part in answers for key, one in zip(plains, part, strict=True)}


def is_countable_in(measure: Measure, scope: Scope) -> bool:
    """Whether its rows name what the scope narrows by. Of a part that they cannot tell nothing is known: not zero."""
    agencies = scope.agencies is None or measure.agency is not None
    return agencies and (scope.places is None or measure.place is not None)


def known_measure(code: str) -> Measure | None:
    """The measure of that code, None where no system declares it."""
    try:
        return measure_of(code)
    except NoSuchMeasure:
        return None


class Source(Protocol):
    """Reads one code of an expression. None stands for no value; `nothing` is what an absent agency has."""

    @property
    def name(self) -> Any: ...

    @property
    def origin(self) -> Any:
        """Where the rows come from, for the trace."""
        ...

    @property
    def nothing(self) -> Amount | None: ...

    def amount(self, ref: MeasureRef, period: Period, scope: Scope) -> Amount | None: ...

    def amounts(
        self, ref: MeasureRef, period: Period, by: By, scope: Scope
    ) -> dict[int | None, Amount | None]: ...

    def monthly(self, ref: MeasureRef, months: Sequence[Period], scope: Scope) -> list[Amount | None]: ...

    def rows(self, ref: MeasureRef, period: Period, scope: Scope, by: Actor) -> tuple[Any, int]:
        """The rows that this actor may see, in order, and how many there are in all."""
        ...

    def listed(self, rows: Any, by: Actor) -> list[Row]: ...


def source_of(code: str) -> Source:
    """NoSuchSource where nothing has this code. A measure costs no query, an element one."""
    try:
        return MeasureSource(measure_of(code))
    except NoSuchMeasure:
        element = DataElement.objects.filter(code=code).first()
    if element is None:
        raise NoSuchSource(code)
    return EnteredSource(element)


def ref_and_period(ref: MeasureRef, period: Period) -> tuple[MeasureRef, Period]:
    """The ref without `[period=…]` and `[first=period]`, and the period that it means."""
    where = dict(ref.where)
    if where.pop(PERIOD, ()) == (LAST_YEAR,):
        period = period.same_last_year()
    if where.get(FIRST) == (PERIOD,):
        where[FIRST] = SPANS.get(period.kind, IN_A_YEAR)
    return replace(ref, where=tuple(where.items())), period


@dataclass(frozen=True)
class MeasureSource:
    measure: Measure
    nothing: Amount | None = Amount()

    @property
    def name(self) -> Any:
        return self.measure.name

    @property
    def origin(self) -> Any:
        return self.measure.source

    def amount(self, ref: MeasureRef, period: Period, scope: Scope) -> Amount | None:
        if not is_countable_in(self.measure, scope):
            return None
        return cells.amount(self.measure, *ref_and_period(ref, period), scope)

    def amounts(
        self, ref: MeasureRef, period: Period, by: By, scope: Scope
    ) -> dict[int | None, Amount | None]:
        if not is_countable_in(self.measure, scope):
            return {}
        return dict(cells.amounts_by_key(self.measure, *ref_and_period(ref, period), by, scope))

    def monthly(self, ref: MeasureRef, months: Sequence[Period], scope: Scope) -> list[Amount | None]:
        if not is_countable_in(self.measure, scope):
            return [None] * len(months)
        plain = ref_and_period(ref, months[0])[0]
        return list(
            cells.monthly(self.measure, plain, [ref_and_period(ref, one)[1] for one in months], scope)
        )

    def rows(self, ref: MeasureRef, period: Period, scope: Scope, by: Actor) -> tuple[Any, int]:
        every = rows_behind(self.measure, *ref_and_period(ref, period), scope)
        return visible_rows(self.measure, every, by).order_by(self.measure.counts_on, "pk"), every.count()

    def listed(self, rows: Any, by: Actor) -> list[Row]:
        return listed(self.measure, rows, by)


@dataclass(frozen=True)
class EnteredSource:
    """`held` are its values where they were read before, of every period that is asked for."""

    element: DataElement
    held: Sequence[ScenarioValue] | None = None
    nothing: Amount | None = None

    @property
    def name(self) -> Any:
        return self.element.name

    @property
    def origin(self) -> Any:
        return self.element.source

    def reading(self, ref: MeasureRef, period: Period, scope: Scope) -> Reading:
        plain, span = ref_and_period(ref, period)
        return reading(self.element, span, self._values(plain, span, scope))

    def _values(self, plain: MeasureRef, span: Period, scope: Scope) -> list[Value]:
        if self.held is None:
            return values_of(self.element, plain, span, scope)
        return fitting(self.element, self.held, plain, span)

    def amount(self, ref: MeasureRef, period: Period, scope: Scope) -> Amount | None:
        return self.reading(ref, period, scope).amount

    def amounts(
        self, ref: MeasureRef, period: Period, by: By, scope: Scope
    ) -> dict[int | None, Amount | None]:
        plain, span = ref_and_period(ref, period)
        found = readings_by(self.element, span, by, self._values(plain, span, scope))
        return {key: one.amount for key, one in found.items()}

    def monthly(self, ref: MeasureRef, months: Sequence[Period], scope: Scope) -> list[Amount | None]:
        plain, first = ref_and_period(ref, months[0])
        spans = [ref_and_period(ref, one)[1] for one in months]
        every = self._values(plain, replace(spans[-1], start=first.start), scope)
        return [reading(self.element, span, self._until(span, every)).amount for span in spans]

    def _until(self, span: Period, values: Sequence[Any]) -> list[Any]:
        carried = self.element.agg_time == "last"
        return [one for one in values if one.ends_on <= span.end and (carried or one.starts_on >= span.start)]

    def rows(self, ref: MeasureRef, period: Period, scope: Scope, by: Actor) -> tuple[Any, int]:
        keys = [one.pk for one in self.reading(ref, period, scope).values]
        return seen_values(DataValue.objects.filter(pk__in=keys), by).order_by("ends_on", "pk"), len(keys)

    def listed(self, rows: Any, by: Actor) -> list[Row]:
        return as_rows(rows)
