"""The cells of many figures read by one query, month by month, so that a page of twelve figures stays cheap.

Days of a month that has none of its own cells are counted from the rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

from django.contrib.postgres.aggregates import BitXor
from django.db.models import Case, Q, Sum, Value, When
from django.db.models.fields import BooleanField, DateField
from django.db.models.functions import Cast, Greatest, TruncMonth

from tinhso.indicators.amounts import EVERYTHING, Amount, Scope, added, of_row, rolled_in
from tinhso.indicators.at_once import AtOnce, Entered
from tinhso.indicators.beginnings import First, first_rows
from tinhso.indicators.cells import NoSuchMeasure, measure_of
from tinhso.indicators.days import counted, counted_now, kept_by_day
from tinhso.indicators.figures import Figure, compute, read, read_months
from tinhso.indicators.models import IndicatorVersion, MeasureCell
from tinhso.indicators.models.measure_cell import Span
from tinhso.indicators.rolled import Rolled
from tinhso.indicators.spans import Stretch
from tinhso.indicators.standing import stands_now
from tinhso.kernel.site.context import kept
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

Line = tuple[tuple[str, ...], Amount]  # dimensions and amount
Month = tuple[date, bool]  # its first day, and whether only the days up to the cut day are meant


@dataclass(frozen=True)
class Ledger:
    """Amounts by measure. Periods begin with a month, and end with one or on the same day of a month as `cut`.

    `standing` are those of stocks that are counted at this moment, for periods that still run.
    """

    measures: dict[str, Measure]
    lines: dict[str, dict[Month, list[Line]]]
    cut: date
    scope: Scope
    entered: AtOnce
    standing: dict[str, list[Line]] = field(default_factory=dict)

    @classmethod
    def read(cls, versions: Sequence[IndicatorVersion], start: date, cut: date, scope: Scope) -> "Ledger":
        """All cells of these figures until the end of the month of `cut`, and what agencies entered. Two queries, one
        more where something is entered, one for each stretch of days without cells, and one for each stock that is
        counted at this moment."""
        measures = _measures(versions)
        lines: dict[str, dict[Month, list[Line]]] = {code: {} for code in measures}
        refs = [ref for version in versions for ref in version.definition.refs]
        for measure, dims, month, early, total, n, checksum in _held(measures, start, cut, scope, refs):
            amount = Amount(total, int(n), checksum or 0)
            lines[measure].setdefault((month, early), []).append((tuple(dims), amount))
        for code, key, line in _bare_days(measures, start, cut, scope):
            lines[code].setdefault(key, []).append(line)
        others = {ref.code for version in versions for ref in version.definition.refs} - set(measures)
        entered = AtOnce({}, Entered.read(others, start, cut, scope))
        return cls(measures, lines, cut, scope, entered, _standing(measures, cut, scope))

    @cached_property
    def first_rows(self) -> First:
        """From when on measures have rows. One query."""
        return first_rows()

    def figure(self, version: IndicatorVersion, period: Period) -> Figure:
        """From the cells; what agencies enter has none and is read from its values."""
        if not self._counted(version):
            return read(version, period, self.scope, self.entered)
        parts = {ref: self._amount(ref, period) for ref in version.definition.refs}
        return compute(version, period, parts)

    def months(self, version: IndicatorVersion, months: Sequence[Period]) -> list[Figure]:
        """The figure of each of these months, which follow one another."""
        if months and not self._counted(version):
            return read_months(version, months, self.scope, self.entered)
        return [self.figure(version, month) for month in months]

    def _counted(self, version: IndicatorVersion) -> bool:
        return all(ref.code in self.measures for ref in version.definition.refs)

    def has_rows(self, version: IndicatorVersion) -> bool:
        """Whether every measure of it has counted anything yet."""
        return all(self.lines.get(ref.code) for ref in version.definition.refs)

    def _amount(self, ref: MeasureRef, period: Period) -> Amount | None:
        measure = self.measures.get(ref.code)
        if measure is None:
            return None
        places = {name: number for number, (name, _) in enumerate(measure.dims)}
        wanted = [(places[name], values) for name, values in ref.where]
        return added(
            amount
            for dims, amount in self._lines(measure, period)
            if all(dims[place] in values for place, values in wanted)
        )

    def _lines(self, measure: Measure, period: Period) -> Iterator[Line]:
        """Of the cells that make the period, or what stands now."""
        if measure.code in self.standing and stands_now(measure, period.end):
            yield from self.standing[measure.code]
            return
        for (month, early), lines in self.lines[measure.code].items():
            if (measure.ends_on is not None or month >= period.start) and _is_in(month, early, period):
                yield from lines


def _is_in(month: date, early: bool, period: Period) -> bool:
    """Whole months, and of a last month that is cut what came up to the cut day."""
    end = period.end.replace(day=1)
    cut = month == end and not _ends_month(period.end)
    return month <= end and early == cut


def _ends_month(day: date) -> bool:
    return (day.month, day.day) == (12, 31) or day.replace(day=1).month != date.fromordinal(
        day.toordinal() + 1
    ).month


def _measures(versions: Sequence[IndicatorVersion]) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for version in versions:
        for ref in version.definition.refs:
            try:
                found[ref.code] = measure_of(ref.code)
            except NoSuchMeasure:
                continue
    return found


def _held(
    measures: dict[str, Measure], start: date, cut: date, scope: Scope, refs: Sequence[MeasureRef]
) -> list[Any]:
    """The cells of the whole province are read at most every few seconds."""
    rolled = rolled_in(scope, refs)
    if scope != EVERYTHING:
        return list(_rows(measures, start, cut, scope, rolled))
    codes = ",".join(sorted(f"{code}:{one.version}" for code, one in measures.items()))
    return kept(f"ledger {codes} {start} {cut}", lambda: list(_rows(measures, start, cut, scope, rolled)))


def _rows(measures: dict[str, Measure], start: date, cut: date, scope: Scope, rolled: Rolled):
    wanted = Q(pk__in=[])
    for code, measure in measures.items():
        own = Q(measure=code, version=measure.version)
        wanted |= own if measure.ends_on else own & Q(day__gte=start)
    first = start.replace(day=1)
    month, day = rolled.span(Span.MONTH), rolled.span(Span.DAY)
    months = Q(span=month, day__lte=cut)
    days = Q(span=day, day__gte=first, day__lte=cut, day__month=cut.month, day__day__lte=cut.day)
    cells = MeasureCell.objects.filter(wanted, months | days)
    if scope.agencies is not None:
        cells = cells.filter(agency__in=scope.agencies)
    early = Case(When(span=day, then=Value(True)), default=Value(False), output_field=BooleanField())
    earlier = Cast(Value(first - timedelta(days=1)), DateField())  # of a stock: all that stood before
    begun = Greatest(Cast(TruncMonth("day"), DateField()), earlier)  # date_trunc makes moments of days
    return (
        cells.order_by()
        .annotate(month=begun, early=early)
        .values_list("measure", "dims", "month", "early")
        .annotate(t=Sum("total"), c=Sum("n"), x=BitXor("checksum"))
    )


def _bare_days(
    measures: dict[str, Measure], start: date, cut: date, scope: Scope
) -> Iterator[tuple[str, Month, Line]]:
    """Until the day of `cut` in that month of each year, where its days have no cells."""
    stretches = [_until_cut(cut, year) for year in range(start.year, cut.year + 1)]
    stretches = [part for part in stretches if (part.since or start) >= start and part.before.day != 1]
    kept = kept_by_day() if stretches else {}
    for code, measure in measures.items():
        for part in stretches:
            if part.month not in kept.get(code, ()):
                for row in counted(measure, part, None, scope.agencies, scope.places):
                    yield code, (part.month, True), (row.dims, of_row(row))


def _standing(measures: dict[str, Measure], cut: date, scope: Scope) -> dict[str, list[Line]]:
    """Of the whole province it is counted at most every few seconds."""
    found = {}
    for code, measure in measures.items():
        if stands_now(measure, cut):
            read = partial(_standing_lines, measure, scope)
            found[code] = kept(f"standing {code}", read) if scope == EVERYTHING else read()
    return found


def _standing_lines(measure: Measure, scope: Scope) -> list[Line]:
    return [(row.dims, of_row(row)) for row in counted_now(measure, None, scope.agencies, scope.places)]


def _until_cut(cut: date, year: int) -> Stretch:
    first = cut.replace(year=year, day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return Stretch(Span.DAY, first, min(after, first + timedelta(days=cut.day)))
