"""Figures: an indicator in a period, for all or for agencies and places, beside the same period of last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from tinhso.indicators.cells.amounts import EVERYTHING, Amount, By, Scope
from tinhso.indicators.cells.beginnings import First, first_rows
from tinhso.indicators.definitions.definition import Aggregation, Definition
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.changed_rows import differing
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.sources.sources import NoSuchSource, Source, source_of, together
from tinhso.lib.expressions import MeasureRef, Node, evaluate, refs
from tinhso.lib.periods import Period, PeriodKind

Parts = Mapping[MeasureRef, Amount | None]


@dataclass(frozen=True)
class Figure:
    """What an indicator says: unrounded value (None: there is none) and the two parts that it was computed from.

    `above` and `below` are the values of numerator and denominator; `n` and `checksum` tell of all rows behind both.
    `as_of` is the newest day that entered values behind it speak of; None where all rows are counted live.
    """

    version: IndicatorVersion
    period: Period
    value: Decimal | None
    above: Decimal | None
    below: Decimal | None
    n: int
    checksum: int
    as_of: date | None = None
    hidden: bool = False  # too small a number of people for this reader

    @property
    def definition(self) -> Definition:
        return self.version.definition

    @property
    def rounded(self) -> Decimal | None:
        """As it is printed: half up."""
        return None if self.value is None else rounded(self.value, self.definition.decimals)


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def read(
    version: IndicatorVersion, period: Period, scope: Scope = EVERYTHING, held: BatchReader | None = None
) -> Figure:
    """The figure as it stands now. One query a source that is not among what is `held`.

    A running year of which entered values tell only a part is cut at their last day: no part is set beside a whole.
    """
    parts = _parts(version, period, scope, held)
    known = _last_day_entered(version, parts)
    if period.kind is PeriodKind.YEAR_TO_DATE and known is not None and period.start <= known < period.end:
        period = Period.parse(known.isoformat())
        parts = _parts(version, period, scope, held)
    return compute(version, period, parts)


def _parts(
    version: IndicatorVersion, period: Period, scope: Scope, held: BatchReader | None
) -> dict[MeasureRef, Amount | None]:
    def part(ref: MeasureRef) -> Amount | None:
        return held.amount(ref, period) if held and held.knows(ref, period) else _amount(ref, period, scope)

    return {ref: part(ref) for ref in version.definition.refs}


def _last_day_entered(version: IndicatorVersion, parts: Parts) -> date | None:
    """The earliest of the last days that the entered values of the numerator tell of."""
    found = [parts[ref] for ref in refs(version.definition.numerator)]
    return min((part.as_of for part in found if part is not None and part.as_of), default=None)


def read_by(
    version: IndicatorVersion,
    period: Period,
    by: By,
    scope: Scope = EVERYTHING,
    held: BatchReader | None = None,
) -> dict[int | None, Figure]:
    """The figure of every agency or place that has rows. One query a measure."""
    found = parts_by(version, period, by, scope, held=held)
    keys = {key for part in found.values() for key in part.found}
    return {key: compute(version, period, {ref: part[key] for ref, part in found.items()}) for key in keys}


def parts_by(
    version: IndicatorVersion,
    period: Period,
    by: By,
    scope: Scope,
    *,
    totals_only: bool = False,
    held: BatchReader | None = None,
) -> dict[MeasureRef, "ByKey"]:
    """The amount of each source by agency or place. One query for measures, two an element that is not `held`."""
    refs = version.definition.refs
    measured = together(refs, [period], by, scope, totals_only=totals_only)
    return {
        ref: ByKey(measured[ref, period], Amount())
        if (ref, period) in measured
        else _amounts_by_key(ref, period, by, scope, held)
        for ref in refs
    }


def read_months(
    version: IndicatorVersion,
    months: Sequence[Period],
    scope: Scope = EVERYTHING,
    held: BatchReader | None = None,
) -> list[Figure]:
    """The figure of each of these months, which follow one another. Two queries at most where they are not `held`."""
    refs = version.definition.refs
    if held is None or not all(held.knows(ref, month) for ref, month in product(refs, months)):
        held = BatchReader.read([version], [], scope, months)
    return [compute(version, month, {ref: held.amount(ref, month) for ref in refs}) for month in months]


def compute(version: IndicatorVersion, period: Period, parts: Parts) -> Figure:
    """The value from amounts: a ratio is computed from summed parts, never from ratios.

    None where rows behind it differ from the log (`changed_rows`): no page, file or answer tells it then.
    """
    definition = version.definition
    begun = definition.series_start is None or definition.series_start <= period.end
    known = begun and not differing(definition)
    above = value_of(definition.numerator, parts) if known else None
    below = value_of(definition.denominator, parts) if known and definition.denominator else None
    known_parts = [part for part in parts.values() if part is not None]
    whole = sum(known_parts, Amount()) if len(known_parts) < 2 else _distinct(definition, parts)
    value = above
    if definition.denominator is not None:
        value = None if above is None or not below else above / below
    if definition.agg_time is Aggregation.NONE and not whole.n:
        value = None  # told for its own periods only: nothing is not zero
    scaled = None if value is None else value * definition.factor * _of_a_year(definition, period)
    return Figure(version, period, scaled, above, below, whole.n, whole.checksum, whole.as_of)


def _of_a_year(definition: Definition, period: Period) -> Decimal:
    return Decimal(definition.days_of_a_year) / period.days if definition.annualized else Decimal(1)


def value_of(node: Node, parts: Parts) -> Decimal | None:
    def total(ref: MeasureRef) -> Decimal | None:
        part = parts.get(ref)
        return None if part is None else part.total

    return evaluate(node, total)


def _distinct(definition: Definition, parts: Parts) -> Amount:
    """Rows are told of the denominator where there is one: the rows of the numerator are among them."""
    node = definition.denominator or definition.numerator
    return sum((part for ref in refs(node) if (part := parts.get(ref))), Amount())


def _amount(ref: MeasureRef, period: Period, scope: Scope) -> Amount | None:
    try:
        return source_of(ref.code).amount(ref, period, scope)
    except NoSuchSource:
        return None


@dataclass(frozen=True)
class ByKey:
    """Amounts of a source by agency or place."""

    found: Mapping[int | None, Amount | None]
    nothing: Amount | None  # what a key has that is not among them

    def __getitem__(self, key: int | None) -> Amount | None:
        return self.found.get(key, self.nothing)


def _amounts_by_key(ref: MeasureRef, period: Period, by: By, scope: Scope, held: BatchReader | None) -> ByKey:
    try:
        source: Source = held.source(ref.code) if held else source_of(ref.code)
    except NoSuchSource:
        return ByKey({}, None)
    return ByKey(source.amounts(ref, period, by, scope), source.nothing)


LITTLE = 10  # a count below it is no base for a percentage


@dataclass(frozen=True)
class Compared:
    """A figure beside the same stretch of last year's calendar; `before` is None where that is no base (`is_base`)."""

    now: Figure
    before: Figure | None

    @property
    def difference(self) -> Decimal | None:
        if self.before is None or self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def is_from_little(self) -> bool:
        """Whether it is a count whose former one is next to nothing."""
        definition, before = self.now.definition, self.before.value if self.before else None
        counts = not (
            definition.is_ratio or definition.is_rank or definition.decimals or definition.unit == "%"
        )
        return counts and before is not None and abs(before) < LITTLE

    @property
    def change(self) -> Decimal | None:
        """Points for a ratio and whatever is in percent, places won for a rank, else percent of the former value; None
        without a former one."""
        if self.before is None or self.now.value is None or self.before.value is None:
            return None
        if self.now.definition.is_rank:
            return self.before.value - self.now.value
        if self.now.definition.is_ratio or self.now.definition.unit == "%":
            return self.now.value - self.before.value
        return None if not self.before.value else 100 * (self.now.value / self.before.value - 1)


def is_base(before: Figure, now: Figure, first: First) -> bool:
    """Whether a figure may be compared with this one of a year before.

    Not with one of a series that had not begun, or began within that stretch; nor an entered number with itself, where
    nothing newer was told since.
    """
    definition, start = before.definition, before.definition.series_start
    if before.value is None or not before.n or (start is not None and start > before.period.start):
        return False
    if now.as_of is not None and now.as_of <= before.period.end:
        return False
    if definition.agg_time == Aggregation.LAST:
        return True
    month = before.period.start.replace(day=1)
    return all(first.get(ref.code, month) <= month for ref in definition.refs)


def compared(
    version: IndicatorVersion,
    period: Period,
    on: date,
    scope: Scope = EVERYTHING,
    held: BatchReader | None = None,
) -> Compared:
    """The period, cut at `on` where it is still running, beside as much of the last year.

    A month or a quarter within the year cannot be cut: while it runs it stands alone, no part is set beside a whole.
    """
    now = read(version, period.up_to(on), scope, held)
    before = read(version, now.period.same_last_year(), scope, held)
    first = scope.first
    if first is None:
        first = held.first_rows if held else first_rows()
    over = now.period.end <= on or now.definition.agg_time is Aggregation.LAST
    return Compared(now, before if over and is_base(before, now, first) else None)
