"""What can stand in an indicator: measures, read from their cells, and elements, read from entered values.

One protocol for both. `[period=last_year]` reads the same stretch a year earlier; `[scenario=plan]` another scenario;
`[first=period]` of a measure counts a thing once in the period that is asked for (`onestop.first_online`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from tinhso.indicators import amounts as cells
from tinhso.indicators.amounts import Amount, By, Scope
from tinhso.indicators.cells import NoSuchMeasure, measure_of
from tinhso.indicators.days import in_whole_months, kept_by_day
from tinhso.indicators.entered import (
    SCENARIO,
    Reading,
    Scened,
    Value,
    fitting,
    reading,
    readings_by,
    values_of,
)
from tinhso.indicators.entered_rows import as_rows, seen_values
from tinhso.indicators.models import DataElement, DataValue
from tinhso.indicators.rows import Row, listed, rows_behind, visible_rows
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
    refs: Sequence[MeasureRef], period: Period, by: By, scope: Scope, *, totals_only: bool = False
) -> dict[MeasureRef, dict[int | None, Amount | None]]:
    """Amounts by agency or place of those expressions that measures answer. One query and, of a part of a month, a few."""
    groups: dict[tuple[str, Period], list[tuple[MeasureRef, MeasureRef]]] = {}
    for ref in refs:
        plain, span = asked(ref, period)
        groups.setdefault((ref.code, span), []).append((ref, plain))
    found: dict[MeasureRef, dict[int | None, Amount | None]] = {}
    known = {code: measure for code, _span in groups if (measure := _known(code))}
    whole = in_whole_months(period) or scope.kept is not None
    kept = scope.kept if whole else kept_by_day()
    wanted = [(pairs, known[code], span) for (code, span), pairs in groups.items() if code in known]
    parts = [cells.Group(measure, [plain for _, plain in pairs], span) for pairs, measure, span in wanted]
    amounts = cells.by_group(parts, by, scope, totals_only=totals_only, kept=kept)
    for (pairs, _measure, _span), part in zip(wanted, amounts, strict=True):
        found |= {ref: dict(one) for (ref, _), one in zip(pairs, part, strict=True)}
    return found


def _known(code: str) -> Measure | None:
    try:
        return measure_of(code)
    except NoSuchMeasure:
        return None


class Source(Protocol):
    """Reads one code of an expression. None stands for no value; `nothing` is what an absent agency has."""

    @property
    def name(self) -> Any: ...

    @property
    def told(self) -> Any:
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


def asked(ref: MeasureRef, period: Period) -> tuple[MeasureRef, Period]:
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
    def told(self) -> Any:
        return self.measure.source

    def amount(self, ref: MeasureRef, period: Period, scope: Scope) -> Amount | None:
        return cells.amount(self.measure, *asked(ref, period), scope)

    def amounts(
        self, ref: MeasureRef, period: Period, by: By, scope: Scope
    ) -> dict[int | None, Amount | None]:
        return dict(cells.amounts(self.measure, *asked(ref, period), by, scope))

    def monthly(self, ref: MeasureRef, months: Sequence[Period], scope: Scope) -> list[Amount | None]:
        plain = asked(ref, months[0])[0]
        return list(cells.monthly(self.measure, plain, [asked(ref, one)[1] for one in months], scope))

    def rows(self, ref: MeasureRef, period: Period, scope: Scope, by: Actor) -> tuple[Any, int]:
        every = rows_behind(self.measure, *asked(ref, period), scope)
        return visible_rows(self.measure, every, by).order_by(self.measure.counts_on, "pk"), every.count()

    def listed(self, rows: Any, by: Actor) -> list[Row]:
        return listed(self.measure, rows, by)


@dataclass(frozen=True)
class EnteredSource:
    """`held` are its values where they were read before, of every period that is asked for."""

    element: DataElement
    held: Sequence[Scened] | None = None
    nothing: Amount | None = None

    @property
    def name(self) -> Any:
        return self.element.name

    @property
    def told(self) -> Any:
        return self.element.source

    def reading(self, ref: MeasureRef, period: Period, scope: Scope) -> Reading:
        plain, span = asked(ref, period)
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
        plain, span = asked(ref, period)
        found = readings_by(self.element, span, by, self._values(plain, span, scope))
        return {key: one.amount for key, one in found.items()}

    def monthly(self, ref: MeasureRef, months: Sequence[Period], scope: Scope) -> list[Amount | None]:
        plain, first = asked(ref, months[0])
        spans = [asked(ref, one)[1] for one in months]
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
