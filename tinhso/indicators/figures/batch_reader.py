"""The amounts of many figures read together, so that a page of them costs four queries and not two hundred."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product

from tinhso.indicators.cells import amounts as cells
from tinhso.indicators.cells.amounts import EVERYTHING, Amount, Scope
from tinhso.indicators.cells.beginnings import First, by_day_and_first, first_rows
from tinhso.indicators.models import DataElement, IndicatorVersion
from tinhso.indicators.sources.entered_values import ScenarioValue, fitting, reading, values_of_many
from tinhso.indicators.sources.sources import (
    EnteredSource,
    MeasureSource,
    NoSuchSource,
    Source,
    is_countable_in,
    known_measure,
    ref_and_period,
    together,
)
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

Valued = tuple[DataElement, list[ScenarioValue]]


@dataclass(frozen=True)
class EnteredValues:
    """The values of some elements that count, and what they make in a period; no query."""

    codes: frozenset[str] = frozenset()
    found: dict[str, Valued] = field(default_factory=dict)

    @classmethod
    def read(cls, codes: Iterable[str], start: date, end: date, scope: Scope) -> "EnteredValues":
        """Whatever periods between these days, and the same ones a year earlier, may need. One query at most."""
        wanted = frozenset(codes)
        if not wanted:
            return cls()
        return cls(wanted, values_of_many(wanted, date(start.year - 1, 1, 1), end, scope))

    def amount(self, ref: MeasureRef, period: Period) -> Amount | None:
        if ref.code not in self.found:
            return None
        element, values = self.found[ref.code]
        plain, span = ref_and_period(ref, period)
        return reading(element, span, fitting(element, values, plain, span)).amount


@dataclass(frozen=True)
class BatchReader:
    """Amounts of measures in the periods and months that were read, and of elements in any period up to these."""

    measured: dict[tuple[MeasureRef, Period], Amount | None]
    entered_values: EnteredValues
    first: First | None = None

    @classmethod
    def read(
        cls,
        versions: Sequence[IndicatorVersion],
        periods: Sequence[Period],
        scope: Scope = EVERYTHING,
        months: Sequence[Period] = (),
    ) -> "BatchReader":
        """All parts of these figures in these periods, and in these months, which follow one another. None where a measure
        cannot tell the scope.

        One query for periods, one for months, one for entered values, and one for which days have cells and from when on
        there are rows, where the scope does not say it; one more for each stretch of days without, and for each stock
        that is counted at this moment.
        """
        refs = list(dict.fromkeys(ref for version in versions for ref in version.definition.refs))
        measures = {ref.code: measure for ref in refs if (measure := known_measure(ref.code))}
        kept_days, first = scope.daily_cells, scope.first
        if kept_days is None and periods and measures:
            kept_days, first = by_day_and_first()
        found = together(refs, periods, None, scope, kept_days=kept_days) if periods else {}
        counting_refs = [ref for ref in refs if ref.code in measures]
        measured: dict[tuple[MeasureRef, Period], Amount | None] = dict.fromkeys(
            product(counting_refs, [*periods, *months])
        )
        measured |= {key: one.get(None, Amount()) for key, one in found.items()}
        readable = [ref for ref in counting_refs if is_countable_in(measures[ref.code], scope)]
        measured |= _monthly(readable, measures, months, scope)
        others = {ref.code for ref in refs} - set(measures)
        spans = [*periods, *months]
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return cls(measured, EnteredValues.read(others, start, end, scope), first)

    def has_rows(self, version: IndicatorVersion) -> bool:
        """Whether every measure of it has rows in any period that is held: nothing counted yet is not zero."""
        codes = {ref.code for (ref, _period), amount in self.measured.items() if amount and amount.n}
        return all(ref.code in codes for ref in version.definition.refs)

    @cached_property
    def first_rows(self) -> First:
        """From when on measures have rows. No query where it was read with the amounts."""
        return first_rows() if self.first is None else self.first

    def knows(self, ref: MeasureRef, period: Period) -> bool:
        return ref.code in self.entered_values.codes or (ref, period) in self.measured

    def amount(self, ref: MeasureRef, period: Period) -> Amount | None:
        """Of what it knows; None where there is no value."""
        if ref.code in self.entered_values.codes:
            return self.entered_values.amount(ref, period)
        return self.measured[ref, period]

    def source(self, code: str) -> Source:
        """What reads that code, from the values that are held. NoSuchSource where it has none and is no measure."""
        if measure := known_measure(code):
            return MeasureSource(measure)
        if code not in self.entered_values.found:
            raise NoSuchSource(code)
        return EnteredSource(*self.entered_values.found[code])

    def sources(self, codes: Iterable[str]) -> dict[str, Source]:
        """The same of each of these, elements without a value too. One query at most."""
        wanted = list(dict.fromkeys(codes))
        bare = [
            code for code in wanted if known_measure(code) is None and code not in self.entered_values.found
        ]
        rest = DataElement.objects.filter(code__in=bare) if bare else ()
        found: dict[str, Source] = {element.code: EnteredSource(element, ()) for element in rest}
        return found | {code: self.source(code) for code in wanted if code not in bare}


def _monthly(
    refs: Sequence[MeasureRef], measures: dict[str, Measure], months: Sequence[Period], scope: Scope
) -> dict[tuple[MeasureRef, Period], Amount]:
    """The amounts of each of these months. One query."""
    if not months:
        return {}
    series = [
        cells.Months(
            measures[ref.code],
            ref_and_period(ref, months[0])[0],
            [ref_and_period(ref, month)[1] for month in months],
        )
        for ref in refs
    ]
    found = zip(refs, cells.monthly_each(series, scope), strict=True)
    return {
        (ref, month): amount for ref, amounts in found for month, amount in zip(months, amounts, strict=True)
    }
