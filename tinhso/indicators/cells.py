"""The cells of a measure: summed from its rows by one statement in the database, and compared with them.

Cells are never corrected by hand: they are thrown away and summed anew. The statements are put together from names
that systems declare and from what Django writes; values travel as parameters.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, F, QuerySet
from django.db.models.functions import TruncDate

from tinhso.indicators.models import MeasureCell
from tinhso.kernel.site.declare import Measure, all_of

FIELDS = "measure, version, agency_id, place_id, day, dims, n, total, checksum"
HASH = "hashtextextended(pk || ':' || coalesce(v::text, ''), 0)"


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
    text = f"select r.pk::text as pk, {', '.join(shown)} from ({sql}) as r({', '.join(columns)})"
    return Statement(text, tuple(params))


KINDS = {"day": "date", "ending": "date", "agency": "bigint", "place": "bigint", "v": "numeric"}


def _columns(measure: Measure, rows: QuerySet[Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {"pk": F("pk"), "day": _day(rows, measure.counts_on)}
    if measure.ends_on:
        columns["ending"] = _day(rows, measure.ends_on)
    named = {"agency": measure.agency, "place": measure.place, "v": measure.value}
    columns |= {name: F(field) for name, field in named.items() if field}
    return columns | {f"d{number}": F(field) for number, (_, field) in enumerate(measure.dims)}


def _day(rows: QuerySet[Any], field: str) -> Any:
    """The day in the province's own zone that a moment falls on; a date as it stands."""
    kind = rows.annotate(m_kind=F(field)).query.annotations["m_kind"].output_field
    return TruncDate(field) if isinstance(kind, DateTimeField) else F(field)


def sums_of(measure: Measure) -> Statement:
    """What the cells of a measure should hold, summed from its rows now."""
    rows = rows_of(measure)
    dims = [f"d{number}" for number in range(len(measure.dims))]
    parts = [_part(dims, "day", sign=1)]
    if measure.ends_on:
        parts.append(_part(dims, "ending", sign=-1))
    keys = ", ".join(["agency", "place", "day", *dims])
    sql = (
        f"with rows as materialized ({rows.sql}), parts as ({' union all '.join(parts)}) "
        f"select %s::text as measure, %s::int as version, agency as agency_id, place as place_id, day, "
        f"array[{', '.join(dims)}]::text[] as dims, sum(n)::bigint as n, sum(total) as total, "
        f"bit_xor(checksum) as checksum from parts group by {keys}"
    )
    return Statement(sql, (*rows.params, measure.code, measure.version))


def _part(dims: list[str], day: str, *, sign: int) -> str:
    keys = ", ".join(["agency", "place", day, *dims])
    named = ", ".join(["agency", "place", f"{day} as day", *dims])
    return (
        f"select {named}, {sign} * count(*) as n, {sign} * coalesce(sum(v), count(*)) as total, "
        f"bit_xor({HASH}) as checksum from rows where {day} is not null group by {keys}"
    )


def rebuild(measure: Measure) -> int:
    """Throw the cells of a measure away and sum them anew; the caller holds the transaction. How many there are."""
    MeasureCell.objects.filter(measure=measure.code).delete()
    wanted = sums_of(measure)
    table = MeasureCell._meta.db_table
    with whole_tables(), connection.cursor() as cursor:
        cursor.execute(f"insert into {table} ({FIELDS}) {wanted.sql}", wanted.params)
        return cursor.rowcount


@contextmanager
def whole_tables() -> Iterator[None]:
    """Rows are joined by hashing: every row is read anyway, and right after a COPY the planner knows no counts yet.

    The caller holds the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        yield
        cursor.execute("set local enable_nestloop to default")


def differing(measure: Measure) -> int:
    """How many cells are not what their rows say now, missing and surplus ones included."""
    wanted = sums_of(measure)
    table = MeasureCell._meta.db_table
    compared = ("n", "total", "checksum")
    same = " and ".join(f"{key.format('w')} = {key.format('c')}" for key in KEYS)
    unlike = " or ".join(f"w.{name} is distinct from c.{name}" for name in compared)
    sql = (
        f"select count(*) from ({wanted.sql}) w full join (select * from {table} where measure = %s) c on {same} "
        f"where {unlike}"
    )
    with whole_tables(), connection.cursor() as cursor:
        cursor.execute(sql, (*wanted.params, measure.code))
        return int(cursor.fetchone()[0])


# A full join wants plain equality; no agency or place has the number 0.
KEYS = ("{}.version", "coalesce({}.agency_id, 0)", "coalesce({}.place_id, 0)", "{}.day", "{}.dims")
