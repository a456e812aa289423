"""What the cells of a measure add up to in a period, as a whole or by agency or place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any, Literal

from django.contrib.postgres.aggregates import BitXor
from django.db.models import Q, QuerySet, Sum

from tinhso.indicators.models import MeasureCell
from tinhso.indicators.models.measure_cell import Span
from tinhso.indicators.spans import condition
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

    `known_at` (real time) reads entered values as they were known then; cells only know the present.
    """

    agencies: frozenset[int] | None = None
    places: frozenset[int] | None = None
    known_at: datetime | None = None


EVERYTHING = Scope()


def cells_of(measure: Measure, ref: MeasureRef, period: Period, scope: Scope) -> "QuerySet[MeasureCell]":
    """The cells that make the amount, as long ones as fit. Of a stock all days until the end of the period count."""
    days = condition(period.start if measure.ends_on is None else None, period.end)
    return _narrowed(MeasureCell.objects.filter(days), measure, ref, scope)


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
    """One query."""
    found = cells_of(measure, ref, period, scope).aggregate(t=Sum("total"), c=Sum("n"), x=BitXor("checksum"))
    return Amount(found["t"] or Decimal(), int(found["c"] or 0), found["x"] or 0)


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
) -> list[dict[int | None, Amount]]:
    """The same for several conditions on one measure, read together. One query.

    `totals_only` leaves out how many rows and which: what is converted to other borders cannot be compared with rows.
    """
    sums: dict[str, Any] = {}
    for number, ref in enumerate(refs):
        asked = which(measure, ref)
        sums[f"t{number}"] = Sum("total", filter=asked)
        if not totals_only:
            sums |= {f"n{number}": Sum("n", filter=asked), f"x{number}": BitXor("checksum", filter=asked)}
    cells = cells_of(measure, MeasureRef(measure.code), period, scope)
    found: list[dict[int | None, Amount]] = [{} for _ in refs]
    for row in cells.order_by().values(f"{by}_id").annotate(**sums):
        for number, into in enumerate(found):
            if (total := row[f"t{number}"]) is not None:
                n, checksum = row.get(f"n{number}"), row.get(f"x{number}")
                into[row[f"{by}_id"]] = Amount(total, int(n or 0), checksum or 0)
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
