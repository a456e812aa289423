"""What the cells of a measure add up to in a period, as a whole or by agency or place."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, chain
from typing import Any, Literal

from django.contrib.postgres.aggregates import BitXor
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DecimalField, F, Func, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from tinhso.indicators.cells.current_stock import stands_now
from tinhso.indicators.cells.days import CountedDay, Cover, DailyCells, Key, count_days, counted_now, cover
from tinhso.indicators.cells.rollup_cells import Rollup, rollup_for
from tinhso.indicators.models import MeasureCell
from tinhso.indicators.models.cells.measure_cell import Span
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

By = Literal["agency", "place"]
MonthsBy = By | Literal["first"]  # by the first dimension
KEYS: dict[MonthsBy, str] = {
    "agency": "agency_id",
    "place": "place_id",
    "first": "dims__0",
}  # columns of cells


@dataclass(frozen=True)
class Amount:
    """Rows counted, their sum, and the exclusive or of their hashes; `as_of`: the newest day that was told of."""

    total: Decimal = Decimal()
    n: int = 0
    checksum: int = 0
    as_of: date | None = None

    def __add__(self, other: "Amount") -> "Amount":
        days = [day for day in (self.as_of, other.as_of) if day]
        newest = max(days, default=None)
        return Amount(self.total + other.total, self.n + other.n, self.checksum ^ other.checksum, newest)


def added(amounts: Iterable[Amount]) -> Amount:
    """The sum of many, none of which tells of a day, without an object for each step."""
    total, n, checksum = Decimal(), 0, 0
    for one in amounts:
        total += one.total
        n += one.n
        checksum ^= one.checksum
    return Amount(total, n, checksum)


@dataclass(frozen=True)
class Scope:
    """Which agencies and places count; None: all, also what has none.

    `known_at` (real time) reads entered values as they were known then; cells only know the present. `daily_cells` is given
    where many figures are read one after the other: which days have cells is then asked once (`read_daily_cells`),
    and so is `first`, from when on measures have rows.
    """

    agencies: frozenset[int] | None = None
    places: frozenset[int] | None = None
    known_at: datetime | None = None
    daily_cells: DailyCells | None = field(default=None, compare=False)
    first: Mapping[str, date] | None = field(default=None, compare=False)


EVERYTHING = Scope()


def cells_of(
    covered: Cover, measure: Measure, ref: MeasureRef, scope: Scope, rollup: Rollup
) -> "QuerySet[MeasureCell]":
    """The cells that make the amount, as long ones as fit. Of a stock all days until the end of the period count."""
    return _narrowed(MeasureCell.objects.filter(covered.cells(rollup)), measure, ref, scope)


def rollup_in(scope: Scope, refs: Sequence[MeasureRef], by: MonthsBy | None = None) -> Rollup:
    """The cells that tell these apart: those of the scope, and of each agency or place where these are asked for."""
    agencies = scope.agencies is not None or by == "agency"
    return rollup_for(refs, agencies=agencies, places=scope.places is not None or by == "place")


def bare_days(
    covered: Cover, measure: Measure, refs: Sequence[MeasureRef], key: Key, scope: Scope
) -> Iterator[tuple[int, Any, Amount]]:
    """What is counted from rows for each of these conditions: its number, the key, the amount. One query a stretch, one
    for what stands now."""
    places = {name: number for number, (name, _) in enumerate(measure.dims)}
    wanted = [[(places[name], values) for name, values in ref.where] for ref in refs]
    rows = (count_days(measure, stretch, key, scope.agencies, scope.places) for stretch in covered.days)
    now = (counted_now(measure, key, scope.agencies, scope.places),) if covered.now else ()
    for row in chain.from_iterable(chain(rows, now)):
        for number, asked in enumerate(wanted):
            if all(row.dims[place] in values for place, values in asked):
                yield number, row.key, of_row(row)


def of_row(row: CountedDay) -> Amount:
    return Amount(row.total, row.n, row.checksum or 0)


def months_of(one: "Months", scope: Scope) -> "QuerySet[MeasureCell]":
    """The monthly cells of these months, which follow one another; of a stock also those of all earlier ones."""
    detail = [MeasureRef(one.ref.code, ((one.measure.dims[0][0], ()),))] if one.by == "first" else []
    span = rollup_in(scope, [one.ref, *detail], one.by).span(Span.MONTH)
    found = MeasureCell.objects.filter(span=span, day__lte=one.months[-1].start)
    if one.measure.ends_on is None:
        found = found.filter(day__gte=one.months[0].start)
    return _narrowed(found, one.measure, one.ref, scope)


def _narrowed(
    found: "QuerySet[MeasureCell]", measure: Measure, ref: MeasureRef, scope: Scope
) -> "QuerySet[MeasureCell]":
    found = found.filter(which(measure, ref), measure=measure.code, version=measure.version)
    if scope.agencies is not None:
        found = found.filter(agency__in=scope.agencies)
    if scope.places is not None:
        found = found.filter(place__in=scope.places)
    return found


def which(measure: Measure, ref: MeasureRef) -> Q:
    """The cells with the dimensions that the expression asks for."""
    places = {name: number for number, (name, _) in enumerate(measure.dims)}
    found = Q()
    for name, values in ref.where:
        found &= Q(**{f"dims__{places[name]}__in": list(values)})
    return found


def amount(measure: Measure, ref: MeasureRef, period: Period, scope: Scope = EVERYTHING) -> Amount:
    """One query; of a part of a month a few more."""
    covered = cover(measure, period, scope.daily_cells)
    cells = cells_of(covered, measure, ref, scope, rollup_in(scope, [ref]))
    found = cells.aggregate(t=Sum("total"), c=Sum("n"), x=BitXor("checksum"))
    held = Amount(found["t"] or Decimal(), int(found["c"] or 0), found["x"] or 0)
    return sum((part for _n, _key, part in bare_days(covered, measure, [ref], None, scope)), held)


def amounts_by_key(
    measure: Measure, ref: MeasureRef, period: Period, by: By, scope: Scope = EVERYTHING
) -> dict[int | None, Amount]:
    """By agency or place id (None: the rows that name none). One query."""
    return by_group([Group(measure, [ref], period)], by, scope)[0][0]


@dataclass(frozen=True)
class Group:
    """Several conditions on one measure in one period, which the same cells answer."""

    measure: Measure
    refs: Sequence[MeasureRef]
    period: Period


def by_group(
    groups: Sequence[Group],
    by: By | None,
    scope: Scope = EVERYTHING,
    *,
    totals_only: bool = False,
    kept_days: DailyCells | None = None,
) -> list[list[dict[int | None, Amount]]]:
    """Of each group the amount of each condition by agency or place (None: as a whole, under the key None).

    One query for all groups; of a part of a month a few more. `totals_only` leaves out how many rows and which: what
    is converted to other borders cannot be compared with rows.
    """
    covered = [cover(group.measure, group.period, kept_days or scope.daily_cells) for group in groups]
    found: list[list[dict[int | None, Amount]]] = [[{} for _ in group.refs] for group in groups]
    parts = [
        _sums(n, *pair, by, scope, totals_only) for n, pair in enumerate(zip(groups, covered, strict=True))
    ]
    for number, key, totals, counts, checksums in parts[0].union(*parts[1:], all=True) if parts else ():
        for into, total, n, checksum in zip(found[number], totals, counts, checksums, strict=True):
            if total is not None:
                into[key] = Amount(total, int(n or 0), int(checksum or 0))
    for into, group, cut in zip(found, groups, covered, strict=True):
        for number, key, part in bare_days(cut, group.measure, group.refs, by, scope):
            into[number][key] = into[number].get(key, Amount()) + part
    return found


def _sums(
    number: int, group: Group, covered: Cover, by: By | None, scope: Scope, totals_only: bool
) -> "QuerySet[MeasureCell, Any]":
    """Number of the group, key, and arrays of totals, of counts and of checksums in the order of its conditions."""
    conditions = [which(group.measure, ref) for ref in group.refs]
    nothing = [Value(0)] * len(conditions)
    counts = nothing if totals_only else [Sum("n", filter=one) for one in conditions]
    checksums = nothing if totals_only else [BitXor("checksum", filter=one) for one in conditions]
    rollup = rollup_in(scope, group.refs, by)
    every = cells_of(covered, group.measure, MeasureRef(group.measure.code), scope, rollup).order_by()
    cells = every.values(key=F(f"{by}_id") if by else Value(None, BigIntegerField()))
    arrays = {
        "t": Listed(*(Sum("total", filter=one) for one in conditions)),
        "c": Listed(*counts),
        "x": Listed(*checksums),
    }
    return cells.annotate(g=Value(number), **arrays).values_list("g", "key", "t", "c", "x")


class Listed(Func):
    """Numbers as one array, so that groups of different sizes have the same columns."""

    template = "array[%(expressions)s]::numeric[]"
    output_field = ArrayField(DecimalField(max_digits=40, decimal_places=6))


def monthly(
    measure: Measure, ref: MeasureRef, months: Sequence[Period], scope: Scope = EVERYTHING
) -> list[Amount]:
    """The amount of each of these months, which follow one another. One query; a stock is carried on."""
    return monthly_each([Months(measure, ref, months)], scope)[0]


@dataclass(frozen=True)
class Months:
    """Months of a measure that follow one another: as a whole, or `by` agency or place. `scope`: another than of the
    series that are read with it."""

    measure: Measure
    ref: MeasureRef
    months: Sequence[Period]
    by: MonthsBy | None = None
    scope: Scope | None = None


def monthly_each(wanted: Sequence[Months], scope: Scope = EVERYTHING) -> list[list[Amount]]:
    """The amounts of each of these series. One query, and one for each whose last month still runs and stands now."""
    found = monthly_by_key(wanted, scope)
    return [keys.get(None) or [Amount()] * len(one.months) for one, keys in zip(wanted, found, strict=True)]


def monthly_by_key(
    wanted: Sequence[Months], scope: Scope = EVERYTHING
) -> list[dict[int | None, list[Amount]]]:
    """The same of each agency or place (None: what names none) where a series is read by them, else all under None."""
    found: list[dict[int | None, dict[date, Amount]]] = [{} for _ in wanted]
    parts = [_by_month(number, one, one.scope or scope) for number, one in enumerate(wanted)]
    for number, key, month, total, n, checksum in parts[0].union(*parts[1:], all=True) if parts else ():
        found[number].setdefault(key, {})[month] = Amount(total, int(n), checksum or 0)
    return [
        _until_now(one, {key: _carried(one, months) for key, months in keys.items()}, one.scope or scope)
        for one, keys in zip(wanted, found, strict=True)
    ]


def _until_now(
    one: Months, found: dict[int | None, list[Amount]], scope: Scope
) -> dict[int | None, list[Amount]]:
    """With what stands now in the place of months that reach today; by a dimension as the cells have it."""
    running = [n for n, month in enumerate(one.months) if stands_now(one.measure, month.end)]
    if not running or one.by == "first":
        return found
    now = by_group([Group(one.measure, [one.ref], one.months[running[0]])], one.by, scope)[0][0]
    before = [Amount()] * len(one.months)
    return {
        key: [
            now.get(key, Amount()) if n in running else held for n, held in enumerate(found.get(key, before))
        ]
        for key in found | now
    }


def _by_month(number: int, one: Months, scope: Scope) -> "QuerySet[MeasureCell, Any]":
    key = F(KEYS[one.by]) if one.by else Cast(Value(None), BigIntegerField())
    cells = months_of(one, scope).order_by().values("day", key=key)
    sums = cells.annotate(g=Value(number), t=Sum("total"), c=Sum("n"), x=BitXor("checksum"))
    return sums.values_list("g", "key", "day", "t", "c", "x")


def _carried(one: Months, found: dict[date, Amount]) -> list[Amount]:
    """Month by month; a stock is carried on."""
    if one.measure.ends_on is None:
        return [found.get(month.start, Amount()) for month in one.months]
    earlier = sum((part for month, part in found.items() if month < one.months[0].start), Amount())
    return list(accumulate((found.get(month.start, Amount()) for month in one.months), initial=earlier))[1:]


def plain(value: Decimal) -> Decimal:
    """Without the zeros after the comma that the database keeps."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def within(amounts: dict[int | None, Amount], ids: Collection[int]) -> Amount:
    """The sum over these agencies or places."""
    return sum((amounts[key] for key in ids if key in amounts), Amount())
