"""The amounts of many figures read together, so that a page of them costs three queries and not two hundred."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from tinhso.indicators import amounts as cells
from tinhso.indicators.amounts import EVERYTHING, Amount, Scope
from tinhso.indicators.cells import NoSuchMeasure, measure_of
from tinhso.indicators.days import kept_by_day
from tinhso.indicators.entered import SCENARIO, Value, reading, values_of_many
from tinhso.indicators.models import DataElement, IndicatorVersion
from tinhso.indicators.sources import asked
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

Valued = tuple[DataElement, list[tuple[str, Value]]]


@dataclass(frozen=True)
class Entered:
    """The values of some elements that count, and what they make in a period; no query."""

    codes: frozenset[str] = frozenset()
    found: dict[str, Valued] = field(default_factory=dict)

    @classmethod
    def read(cls, codes: Iterable[str], start: date, end: date, scope: Scope) -> "Entered":
        """Whatever periods between these days, and the same ones a year earlier, may need. One query at most."""
        wanted = frozenset(codes)
        if not wanted:
            return cls()
        return cls(wanted, values_of_many(wanted, date(start.year - 1, 1, 1), end, scope))

    def amount(self, ref: MeasureRef, period: Period) -> Amount | None:
        if ref.code not in self.found:
            return None
        element, values = self.found[ref.code]
        plain, span = asked(ref, period)
        return reading(element, span, _fitting(element, values, plain, span)).amount


def _fitting(
    element: DataElement, values: Sequence[tuple[str, Value]], ref: MeasureRef, period: Period
) -> list[Value]:
    where = dict(ref.where)
    scenarios = where.pop(SCENARIO, ("actual",))
    places = [(element.dim_names.index(name), options) for name, options in where.items()]
    carried = element.agg_time == "last"
    return [
        one
        for scenario, one in values
        if scenario in scenarios
        and one.ends_on <= period.end
        and (carried or one.starts_on >= period.start)
        and all(one.dims[place] in options for place, options in places)
    ]


@dataclass(frozen=True)
class AtOnce:
    """Amounts of measures in the periods that were read, and of elements in any period up to these."""

    measured: dict[tuple[MeasureRef, Period], Amount]
    entered: Entered

    @classmethod
    def read(
        cls, versions: Sequence[IndicatorVersion], periods: Sequence[Period], scope: Scope = EVERYTHING
    ) -> "AtOnce":
        """All parts of these figures in these periods. Three queries, one more for each stretch of days without cells."""
        refs = list(dict.fromkeys(ref for version in versions for ref in version.definition.refs))
        measures = {ref.code: measure for ref in refs if (measure := known(ref.code))}
        groups: dict[tuple[str, Period], dict[tuple[MeasureRef, Period], MeasureRef]] = {}
        for ref, period in product(refs, periods):
            if ref.code in measures:
                plain, span = asked(ref, period)
                groups.setdefault((ref.code, span), {})[ref, period] = plain
        wanted = [
            cells.Group(measures[code], list(plains.values()), span)
            for (code, span), plains in groups.items()
        ]
        found = cells.by_group(wanted, None, scope, kept=kept_by_day()) if wanted else []
        measured = {
            key: one.get(None, Amount())
            for plains, amounts in zip(groups.values(), found, strict=True)
            for key, one in zip(plains, amounts, strict=True)
        }
        others = {ref.code for ref in refs} - set(measures)
        start, end = min(period.start for period in periods), max(period.end for period in periods)
        return cls(measured, Entered.read(others, start, end, scope))

    def knows(self, ref: MeasureRef, period: Period) -> bool:
        return ref.code in self.entered.codes or (ref, period) in self.measured

    def amount(self, ref: MeasureRef, period: Period) -> Amount | None:
        """Of what it knows; None where there is no value."""
        if ref.code in self.entered.codes:
            return self.entered.amount(ref, period)
        return self.measured[ref, period]


def known(code: str) -> Measure | None:
    """The measure of that code, None where no system declares it."""
    try:
        return measure_of(code)
    except NoSuchMeasure:
        return None
