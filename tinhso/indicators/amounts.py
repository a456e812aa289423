"""What the cells of a measure add up to in a period, as a whole or by agency or place."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any, Literal

from django.contrib.postgres.aggregates import BitXor
from django.db.models import Q, QuerySet, Sum

from tinhso.indicators.days import Counted, Cover, Kept, Key, counted, cover
from tinhso.indicators.models import MeasureCell
from tinhso.indicators.models.measure_cell import Span
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

By = Literal["agency", "place"]


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


@dataclass(frozen=True)
class Scope:
    """Which agencies and places count; None: all, also what has none.

    `known_at` (real time) reads entered values as they were known then; cells only know the present. `kept` is given
    where many figures are read one after the other: which days have cells is then asked once (`kept_by_day`).
    """

    agencies: frozenset[int] | None = None
    places: frozenset[int] | None = None
    known_at: datetime | None = None
    kept: Kept | None = field(default=None, compare=False)


EVERYTHING = Scope()


def cells_of(covered: Cover, measure: Measure, ref: MeasureRef, scope: Scope) -> "QuerySet[MeasureCell]":
    """The cells that make the amount, as long ones as fit. Of a stock all days until the end of the period count."""
    return _narrowed(MeasureCell.objects.filter(covered.cells), measure, ref, scope)


def bare_days(
    covered: Cover, measure: Measure, refs: Sequence[MeasureRef], key: Key, scope: Scope
) -> Iterator[tuple[int, Any, Amount]]:
    """What days without cells add to each of these conditions: its number, the key, the amount. One query a stretch."""
    places = {name: number for number, (name, _) in enumerate(measure.dims)}
    wanted = [[(places[name], values) for name, values in ref.where] for ref in refs]
    for stretch in covered.days:
        for row in counted(measure, stretch, key, scope.agencies, scope.places):
            for number, asked in enumerate(wanted):
                if all(row.dims[place] in values for place, values in asked):
                    yield number, row.key, of_row(row)


def of_row(row: Counted) -> Amount:
    return Amount(row.total, row.n, row.checksum or 0)


def months_of(
    measure: Measure, ref: MeasureRef, months: Sequence[Period], scope: Scope
) -> "QuerySet[MeasureCell]":
    """The monthly cells of these months, which follow one another; of a stock also those of all earlier ones."""
    found = MeasureCell.objects.filter(span=Span.MONTH, day__lte=months[-1].start)
    if measure.ends_on is None:
        found = found.filter(day__gte=months[0].start)
    return _narrowed(found, measure, ref, scope)


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
    covered = cover(measure, period, scope.kept)
    found = cells_of(covered, measure, ref, scope).aggregate(t=Sum("total"), c=Sum("n"), x=BitXor("checksum"))
    held = Amount(found["t"] or Decimal(), int(found["c"] or 0), found["x"] or 0)
    return sum((part for _n, _key, part in bare_days(covered, measure, [ref], None, scope)), held)


def amounts(
    measure: Measure, ref: MeasureRef, period: Period, by: By, scope: Scope = EVERYTHING
) -> dict[int | None, Amount]:
    """By agency or place id (None: the rows that name none). One query."""
    return all_amounts(measure, [ref], period, by, scope)[0]


def all_amounts(
    measure: Measure,
    refs: Sequence[MeasureRef],
    period: Period,
    by: By,
    scope: Scope = EVERYTHING,
    *,
    totals_only: bool = False,
    kept: Kept | None = None,
) -> list[dict[int | None, Amount]]:
    """The same for several conditions on one measure, read together. One query; of a part of a month a few more.

    `totals_only` leaves out how many rows and which: what is converted to other borders cannot be compared with rows.
    """
    covered = cover(measure, period, kept or scope.kept)
    sums: dict[str, Any] = {}
    for number, ref in enumerate(refs):
        asked = which(measure, ref)
        sums[f"t{number}"] = Sum("total", filter=asked)
        if not totals_only:
            sums |= {f"n{number}": Sum("n", filter=asked), f"x{number}": BitXor("checksum", filter=asked)}
    cells = cells_of(covered, measure, MeasureRef(measure.code), scope)
    found: list[dict[int | None, Amount]] = [{} for _ in refs]
    for row in cells.order_by().values(f"{by}_id").annotate(**sums):
        for number, into in enumerate(found):
            if (total := row[f"t{number}"]) is not None:
                n, checksum = row.get(f"n{number}"), row.get(f"x{number}")
                into[row[f"{by}_id"]] = Amount(total, int(n or 0), checksum or 0)
    for number, key, part in bare_days(covered, measure, refs, by, scope):
        found[number][key] = found[number].get(key, Amount()) + part
    return found


def monthly(
    measure: Measure, ref: MeasureRef, months: Sequence[Period], scope: Scope = EVERYTHING
) -> list[Amount]:
    """The amount of each of these months, which follow one another. One query; a stock is carried on."""
    rows = (
        months_of(measure, ref, months, scope)
        .order_by()
        .values_list("day")
        .annotate(t=Sum("total"), c=Sum("n"), x=BitXor("checksum"))
    )
    found = {month: Amount(total, int(n), checksum or 0) for month, total, n, checksum in rows}
    if measure.ends_on is None:
        return [found.get(month.start, Amount()) for month in months]
    earlier = sum((part for month, part in found.items() if month < months[0].start), Amount())
    return list(accumulate((found.get(month.start, Amount()) for month in months), initial=earlier))[1:]


def plain(value: Decimal) -> Decimal:
    """Without the zeros after the comma that the database keeps."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def within(amounts: dict[int | None, Amount], ids: Collection[int]) -> Amount:
    """The sum over these agencies or places."""
    return sum((amounts[key] for key in ids if key in amounts), Amount())
