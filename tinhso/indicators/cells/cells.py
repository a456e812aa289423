"""The cells of a measure: summed from its rows by one statement in the database, and compared with them.

Cells are never corrected by hand: they are thrown away and summed anew. The statements are put together from names
that systems declare and from what Django writes; values travel as parameters.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, F, Func, QuerySet

from tinhso.indicators.cells.rollup_cells import ROLLUPS, rollup_of
from tinhso.indicators.models import MeasureCell
from tinhso.indicators.models.cells.measure_cell import Span
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.declare import Measure, all_of

FIELDS = "measure, version, span, agency_id, place_id, day, dims, n, total, checksum"
IN_ORDER = (
    "order by day"  # of the index, which then grows at its end, and of those who read a stretch of days
)
MEMORY = "256MB"  # for sorts while cells are summed anew: one job at a time does so; sums may take three times that
INTEGERS = ("smallint", "integer", "bigint")
LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 12))"  # one at a time sums a measure


class NoSuchMeasure(LookupError):
    """No installed system declares a measure with this code."""


def measure_of(code: str) -> Measure:
    for measure in all_of(Measure):
        if measure.code == code:
            return measure
    raise NoSuchMeasure(code)


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters apart, as the trace shows it and the database runs it."""

    sql: str
    params: tuple[Any, ...]


def rows_of(measure: Measure, rows: QuerySet[Any] | None = None) -> Statement:
    """The rows behind a measure: pk, agency, place, first day, day of ending, value and dimensions."""
    found = measure.rows() if rows is None else rows
    columns = _columns(measure, found)
    sql, params = (
        found.order_by()
        .annotate(**{f"m_{name}": column for name, column in columns.items()})
        .values_list(*(f"m_{name}" for name in columns))
        .query.sql_with_params()
    )
    shown = [f"r.{name}" if name in columns else f"null::{kind} as {name}" for name, kind in KINDS.items()]
    shown += [f"coalesce(r.d{number}::text, '') as d{number}" for number in range(len(measure.dims))]
    text = f"select r.pk, {', '.join(shown)} from ({sql}) as r({', '.join(columns)})"
    return Statement(text, tuple(params))


def hashed(measure: Measure, rows: QuerySet[Any]) -> str:
    """The hash of a row, over the columns of `rows_of`: 64 bits of its key and, where it has one, of its value.

    The exclusive or of these is the checksum: it does not depend on the order and adds up over cells. Another row,
    a missing one or another value shows with all but certainty, together with n and total also what stands twice.
    It finds mistakes, not a forger: who changed a row is told by the sealed events.
    """
    key = rows.model._meta.pk
    plain = key is not None and key.db_type(connection) in INTEGERS
    found = "hashint8extended(pk, 0)" if plain else "hashtextextended(pk::text, 0)"
    return f"coalesce(hash_numeric_extended(v, {found}), {found})" if measure.value else found


def totals(measure: Measure, rows: QuerySet[Any]) -> str:
    """How many rows, what they add up to, and their checksum, over the columns of `rows_of`."""
    total = "coalesce(sum(v), count(*))" if measure.value else "count(*)"
    return f"count(*) as n, {total} as total, bit_xor({hashed(measure, rows)}) as checksum"


KINDS = {"day": "date", "ending": "date", "agency": "bigint", "place": "bigint", "v": "numeric"}


def _columns(measure: Measure, rows: QuerySet[Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {"pk": F("pk"), "day": _day(rows, measure.counts_on)}
    if measure.ends_on:
        columns["ending"] = _day(rows, measure.ends_on)
    named = {"agency": measure.agency, "place": measure.place, "v": measure.value}
    columns |= {name: F(field) for name, field in named.items() if field}
    return columns | {f"d{number}": F(field) for number, (_, field) in enumerate(measure.dims)}


class ProvinceDay(Func):
    """The day in Vietnam's time that a moment falls on: seven hours ahead since 1975, so no table of zones is asked."""

    template = "(%(expressions)s at time zone interval '07:00')::date"
    output_field = DateField()


def _is_moment(rows: QuerySet[Any], field: str) -> bool:
    return isinstance(rows.annotate(m_kind=F(field)).query.annotations["m_kind"].output_field, DateTimeField)


def _day(rows: QuerySet[Any], field: str) -> Any:
    """The day in the province's own zone that a moment falls on; a date as it stands."""
    return ProvinceDay(F(field)) if _is_moment(rows, field) else F(field)


def first_moment(rows: QuerySet[Any], field: str, day: date) -> date:
    """The first moment of that day in the province's zone, or the day itself where the field holds days."""
    return datetime.combine(day, datetime.min.time(), HANOI) if _is_moment(rows, field) else day


def has_daily_cells(column: str, by_day: Sequence[date]) -> str:
    """Whether a day lies in one of the months, given by their first days, whose days have cells of their own."""
    months = [(month, (month + timedelta(days=32)).replace(day=1)) for month in by_day]
    conditions = [f"{column} >= '{first}'::date and {column} < '{after}'::date" for first, after in months]
    return f"({' or '.join(conditions)})" if conditions else "false"


def _cell_day(column: str, by_day: Sequence[date]) -> str:
    """The first day of the cell that a day falls into: itself, or the first of its month."""
    first = f"{column} - (date_part('day', {column})::int - 1)"
    return f"case when {has_daily_cells(column, by_day)} then {column} else {first} end"


def sums_of(measure: Measure, by_day: Sequence[date], found: QuerySet[Any] | None = None) -> Statement:
    """What the cells of a measure should hold, summed from its rows now: of the months `by_day` each day, else months."""
    found = measure.rows() if found is None else found
    rows, added = rows_of(measure, found), totals(measure, found)
    dims = [f"d{number}" for number in range(len(measure.dims))]
    keys = ", ".join(["agency", "place", "day", *dims])
    span = f"case when {has_daily_cells('day', by_day)} then '{Span.DAY.value}' else '{Span.MONTH.value}' end"
    head = (
        f"select %s::text as measure, %s::int as version, {span} as span, agency as agency_id, "
        f"place as place_id, day, array[{', '.join(dims)}]::text[] as dims"
    )
    named = (measure.code, measure.version)
    if measure.ends_on is None:
        # Without the offset the day would be computed anew wherever it is compared.
        parts = _part(dims, "day", added, by_day, f"({rows.sql} offset 0) rows")
        sql = f"{head}, n, total, checksum from ({parts}) parts"
        return Statement(sql, (*named, *rows.params))
    parts = " union all ".join(_part(dims, day, added, by_day, "rows") for day in ("day", "ending"))
    sql = (
        f"with rows as materialized ({rows.sql}), parts as ({parts}) {head}, sum(sign * n)::bigint as n, "
        f"sum(sign * total) as total, bit_xor(checksum) as checksum from parts group by {keys}"
    )
    return Statement(sql, (*rows.params, *named))


def _part(dims: list[str], day: str, added: str, by_day: Sequence[date], rows: str) -> str:
    """What began, or of a stock ended, in the time of each cell."""
    keys = ", ".join(["agency", "place", *dims])
    sign = 1 if day == "day" else -1
    return (
        f"select {keys}, {_cell_day(day, by_day)} as day, {sign} as sign, {added} from {rows} "
        f"where {day} is not null group by {keys}, {_cell_day(day, by_day)}"
    )


def longer_of(span: Span) -> str:
    """What months that have days, and years, should hold, summed from the shorter cells.

    The measure's code is the parameter.
    """
    shorter = {Span.MONTH: Span.DAY, Span.YEAR: Span.MONTH}[span]
    first = "date_trunc('month', day::timestamp)::date"
    first = first if span is Span.MONTH else "make_date(date_part('year', day)::int, 1, 1)"
    return (
        f"select measure, version, '{span.value}' as span, agency_id, place_id, {first} as day, dims, "
        f"sum(n)::bigint as n, sum(total) as total, bit_xor(checksum) as checksum from {MeasureCell._meta.db_table} "
        f"where measure = %s and span = '{shorter.value}' group by 1, 2, 4, 5, 6, 7"
    )


def rebuild(measure: Measure, by_day: Sequence[date]) -> int:
    """Throw the cells of a measure away and sum them anew; the caller holds the transaction. How many there are, without
    those that are rolled up from them.

    Months in `by_day` (their first days) get a cell for each day. Who comes second waits and then sums again, so that
    nothing stands twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, (measure.code,))
    MeasureCell.objects.filter(measure=measure.code).delete()
    wanted = sums_of(measure, by_day)
    insert = f"insert into {MeasureCell._meta.db_table} ({FIELDS})"
    with whole_tables(), connection.cursor() as cursor:
        # Summed apart from the order: else every row would be sorted instead of every cell.
        cursor.execute(f"{insert} select * from ({wanted.sql} offset 0) cells {IN_ORDER}", wanted.params)
        found = cursor.rowcount
        for span in (Span.MONTH, Span.YEAR):
            cursor.execute(f"{insert} {longer_of(span)} {IN_ORDER}", (measure.code,))
            found += cursor.rowcount
        for rollup in ROLLUPS:
            cursor.execute(f"{insert} {rollup_of(measure, rollup)} {IN_ORDER}", (measure.code,))
        return found


@contextmanager
def whole_tables() -> Iterator[None]:
    """Every row is read anyway: tables that lie in the order of their keys are merged, which takes half of what hashing
    them does. Loops stay allowed: what a row is asked for apart, as its pauses, would else be read whole for each row.

    The caller holds the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"set local {name} = {value}" for name, value in SETTINGS.items()))
        yield
        cursor.execute("; ".join(f"set local {name} to default" for name in SETTINGS))


SETTINGS = {
    "work_mem": f"'{MEMORY}'",
    "hash_mem_multiplier": "3",
    "enable_hashjoin": "off",
}


def differing(measure: Measure, by_day: Sequence[date]) -> int:
    """How many cells are not what their rows say now, missing and surplus ones included.

    Months that have days, years, and what is rolled up are compared with the cells that they are summed from: where
    these are right, so is their sum.
    """
    month = f"span = '{Span.MONTH.value}'"
    parts = [
        (
            sums_of(measure, by_day),
            f"(span = '{Span.DAY.value}' or {month} and not {has_daily_cells('day', by_day)})",
        ),
        (_longer(measure, Span.MONTH), f"{month} and {has_daily_cells('day', by_day)}"),
        (_longer(measure, Span.YEAR), f"span = '{Span.YEAR.value}'"),
    ]
    parts += [
        (Statement(rollup_of(measure, rollup), (measure.code,)), f"span in {rollup.spans}")
        for rollup in ROLLUPS
    ]
    with whole_tables():
        return sum(_unlike(measure, wanted, which) for wanted, which in parts)


def _longer(measure: Measure, span: Span) -> Statement:
    return Statement(longer_of(span), (measure.code,))


def _unlike(measure: Measure, wanted: Statement, which: str) -> int:
    compared = ("n", "total", "checksum")
    same = " and ".join(f"{key.format('w')} = {key.format('c')}" for key in KEYS)
    unlike = " or ".join(f"w.{name} is distinct from c.{name}" for name in compared)
    # Added up, so that a cell that stands twice is unlike its rows.
    cells = (
        "select version, agency_id, place_id, span, day, dims, sum(n) as n, sum(total) as total, "
        f"bit_xor(checksum) as checksum from {MeasureCell._meta.db_table} "
        f"where measure = %s and {which} group by 1, 2, 3, 4, 5, 6"
    )
    sql = f"select count(*) from ({wanted.sql}) w full join ({cells}) c on {same} where {unlike}"
    with connection.cursor() as cursor:
        cursor.execute(sql, (*wanted.params, measure.code))
        return int(cursor.fetchone()[0])


# A full join wants plain equality; no agency or place has the number 0.
KEYS = ("{}.version", "coalesce({}.agency_id, 0)", "coalesce({}.place_id, 0)", "{}.span", "{}.day", "{}.dims")
