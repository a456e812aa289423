"""Days: which months of a measure have a cell for each of their days; days of all others are counted from the rows.

Days are asked only at the edge of what still runs: this year until today beside the last one until the same day. A
cell for each day of every month would be nearly as many cells as there are rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.indicators.cells.cells import first_moment, rows_of, sums_of, totals
from tinhso.indicators.cells.current_stock import standing_rows, stands_now
from tinhso.indicators.cells.rollup_cells import Rollup
from tinhso.indicators.cells.spans import ONE_DAY, Stretch, stretches
from tinhso.indicators.models import MeasureState
from tinhso.indicators.models.cells.measure_cell import Span
from tinhso.kernel.site.declare import Measure
from tinhso.lib.periods import Period

Key = Literal["agency", "place", "first", "month"] | None
DailyCells = Mapping[str, Sequence[date]]
KEYS = {
    "agency": "agency_id",
    "place": "place_id",
    "first": "dims[1]",
    "month": "date_trunc('month', day::timestamp)::date",
    None: "null",
}


def months_by_day(on: date) -> list[date]:
    """The first day of this month, and of the same one a year earlier."""
    this = on.replace(day=1)
    return [this.replace(year=this.year - 1), this]


def read_daily_cells() -> DailyCells:
    """Measure to the months whose days have cells, as they were summed last. One query."""
    return dict(MeasureState.objects.values_list("measure", "by_day"))


def in_whole_months(period: Period) -> bool:
    return period.start.day == 1 and (period.end + ONE_DAY).day == 1


@dataclass(frozen=True)
class Cover:
    """What makes a period exactly once: the stretches that cells hold, and the stretches of days that have none.

    Or, where it is `now`, the rows that stand at this moment and nothing else.
    """

    held: list[Stretch]
    days: list[Stretch] = field(default_factory=list)
    now: bool = False

    def cells(self, rollup: Rollup) -> Q:
        found = Q(pk__in=[])
        for part in self.held:
            found |= part.condition(rollup)
        return found


def cover(measure: Measure, period: Period, kept_days: DailyCells | None = None) -> Cover:
    """Of a stock from the beginning. A query only where the period begins or ends within a month."""
    if stands_now(measure, period.end):
        return Cover([], now=True)
    parts = stretches(period.start if measure.ends_on is None else None, period.end)
    if kept_days is None:
        kept_days = {} if in_whole_months(period) else read_daily_cells()
    months = kept_days.get(measure.code, ())
    bare = [part for part in parts if part.span is Span.DAY and part.month not in months]
    return Cover([part for part in parts if part not in bare], bare)


@dataclass(frozen=True)
class CountedDay:
    """Rows of some days that share a key and dimensions, added up."""

    key: int | str | date | None
    dims: tuple[str, ...]
    total: Decimal
    n: int
    checksum: int


def count_days(
    measure: Measure,
    days: Stretch,
    key: Key,
    agencies: frozenset[int] | None = None,
    places: frozenset[int] | None = None,
) -> list[CountedDay]:
    """What the cells of these days would hold, from the rows as they stand now. One query."""
    wanted = sums_of(measure, [days.month], within(measure, days))
    narrowed, params = "", [*wanted.params, days.since, days.before]
    for column, ids in (("agency_id", agencies), ("place_id", places)):
        if ids is not None:
            narrowed += f" and {column} = any(%s)"
            params.append(sorted(ids))
    sql = (
        f"select {KEYS[key]} as key, dims, sum(total), sum(n)::bigint, bit_xor(checksum) from ({wanted.sql}) cells "
        f"where day >= %s and day < %s{narrowed} group by 1, 2"
    )
    return _read(sql, params)


def counted_now(
    measure: Measure,
    key: Key,
    agencies: frozenset[int] | None = None,
    places: frozenset[int] | None = None,
) -> list[CountedDay]:
    """What stands at this moment, from the rows. One query."""
    rows = standing_rows(measure)
    for name, ids in ((measure.agency, agencies), (measure.place, places)):
        if ids is not None and name:
            rows = rows.filter(**{f"{name}__in": ids})
    found, dims = rows_of(measure, rows), [f"d{number}" for number in range(len(measure.dims))]
    sums = (
        f"select agency as agency_id, place as place_id, day, array[{', '.join(dims)}]::text[] as dims, "  # noqa: S608
        f"{totals(measure, rows)} from ({found.sql}) rows group by {', '.join(['agency', 'place', 'day', *dims])}"
    )
    sql = (
        f"select {KEYS[key]} as key, dims, sum(total)::numeric, sum(n)::bigint, bit_xor(checksum) "  # noqa: S608
        f"from ({sums}) cells group by 1, 2"
    )
    return _read(sql, found.params)


def _read(sql: str, params: Sequence[Any]) -> list[CountedDay]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [CountedDay(k, tuple(dims), t, n, x) for k, dims, t, n, x in cursor.fetchall()]


def within(measure: Measure, days: Stretch) -> "QuerySet[Any]":
    """The rows that begin, and of a stock those that end, on one of these days."""
    rows = measure.rows()
    asked = Q()
    assert days.since is not None
    for name in filter(None, (measure.counts_on, measure.ends_on)):
        since = first_moment(rows, name, days.since)
        asked |= Q(**{f"{name}__gte": since, f"{name}__lt": first_moment(rows, name, days.before)})
    return rows.filter(asked)
