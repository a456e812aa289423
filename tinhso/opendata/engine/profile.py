"""What each column of a table holds, as questions to its engine: empties, distinct values, ends, commonest, spread."""

from collections.abc import Callable
from functools import cache
from typing import Any

from tinhso.lib.tables.columns import Column, form_of_type
from tinhso.lib.tables.statements import name as quoted_name
from tinhso.opendata.engine.expressions import TYPES, Columns

MOST_TOP = 10
FEW_VALUES = 10_000  # beyond it the commonest values say nothing, and cost a grouping of the whole table
EXACT_TO = 1_000_000  # rows; distinct values of a longer table are estimated
BINS = 12
LONGEST = 120  # letters of a value that is kept
MEASURED = ("whole", "number", "date", "moment")
Row = list[Any]
Ask = Callable[[str, int], list[Row]]  # a statement and the most rows of its answer
Profile = dict[str, Any]


def as_stored(columns: Columns, types: Columns) -> Columns:
    """The columns by what the file holds: one that is called text and is none is asked as what it is.

    `types` are pairs (name, type of DuckDB). A column that Ibis believes to be text is not cast to text again.
    """
    held = dict(types)
    return [
        [
            name,
            heading,
            Column(name, heading, form_of_type(held.get(name, ""))).kind if kind == "text" else kind,
        ]
        for name, heading, kind in columns
    ]


def profile_of(columns: Columns, rows: int, ask: Ask) -> list[Profile]:
    """The profile of every column; one question for all, then at most two a column."""
    if not rows:
        return [_blank(column) for column in columns]
    [ends] = ask(ends_sql(columns, exact=rows <= EXACT_TO), 1)
    [rising] = ask(rising_sql(columns), 1)
    found = []
    for place, column in enumerate(columns):
        filled, distinct, low, high, mean = ends[place * 5 : place * 5 + 5]
        one = _blank(column) | {"empty": rows - filled, "distinct": distinct, "exact": rows <= EXACT_TO}
        one |= {"low": _short(low), "high": _short(high), "mean": mean}
        one["ascending"] = filled == rows and bool(rising[place])
        if distinct and distinct <= FEW_VALUES:
            if not one["exact"]:  # an estimate of few values may be off by a third
                one |= {"distinct": ask(distinct_sql(columns, column[0]), 1)[0][0], "exact": True}
            top = ask(top_sql(columns, column[0]), MOST_TOP)
            one["top"] = [[_short(value), count] for value, count in top]
        if column[2] in MEASURED and low is not None and low != high:
            one["bins"] = _bins(columns, column, low, high, ask)
        found.append(one)
    return found


def _blank(column: list[str]) -> Profile:
    name, _heading, kind = column
    values: Profile = dict.fromkeys(("low", "high", "mean"))
    return {
        "name": name,
        "kind": kind,
        "empty": 0,
        "distinct": 0,
        "exact": True,
        "ascending": False,
        "top": [],
        "bins": [],
    } | values


def _short(value: Any) -> Any:
    return value[:LONGEST] if isinstance(value, str) else value


@cache
def _ibis() -> Any:
    # heavy: only who asks for more than plain rows waits for it
    import ibis

    return ibis


def _table(columns: Columns) -> Any:
    return _ibis().table({name: TYPES[kind] for name, _heading, kind in columns}, name="data")


def _sql(expression: Any) -> str:
    return str(_ibis().to_sql(expression, dialect="duckdb"))


def ends_sql(columns: Columns, *, exact: bool) -> str:
    """For each column: filled cells, distinct values, lowest, highest, mean."""
    table, selected = _table(columns), {}
    for place, (name, _heading, kind) in enumerate(columns):
        column = table[name]
        selected[f"n{place}"] = column.count()
        selected[f"d{place}"] = column.nunique() if exact else column.approx_nunique()
        plain = column.cast("string").left(LONGEST) if kind == "text" else column
        selected[f"l{place}"], selected[f"h{place}"] = plain.min(), plain.max()
        is_number = kind in ("whole", "number")
        selected[f"m{place}"] = column.mean() if is_number else _ibis().null("float64")
    return _sql(table.aggregate(**selected))


def rising_sql(columns: Columns) -> str:
    """For each column whether no cell is less than the one of the row before, as the rows lie in the file of DuckDB."""
    names = [quoted_name(name) for name, _heading, _kind in columns]
    before = ", ".join(f"{name}, lag({name}) over () as _b{place}" for place, name in enumerate(names))
    checks = ", ".join(f"bool_and(_b{place} is null or _b{place} <= {n})" for place, n in enumerate(names))
    return f"select {checks} from (select {before} from data)"  # noqa: S608 (names are our own, quoted)


def distinct_sql(columns: Columns, name: str) -> str:
    table = _table(columns)
    return _sql(table.aggregate(n=table[name].nunique()))


def top_sql(columns: Columns, name: str) -> str:
    """The commonest values of a column with their counts."""
    table, ibis = _table(columns), _ibis()
    counts = table.filter(table[name].notnull()).group_by(name).aggregate(so_luong=ibis._.count())
    return _sql(counts.order_by([ibis.desc("so_luong"), ibis.asc(name)]).limit(MOST_TOP))


def _bins(columns: Columns, column: list[str], low: Any, high: Any, ask: Ask) -> list[Row]:
    """BINS steps of the same width from the lowest to the highest value, each with its count."""
    name, _heading, kind = column
    counts = {int(place): int(n) for place, n in ask(bins_sql(columns, name, kind), BINS + 1)}
    ends = ask(edges_sql(columns, name, kind), 1)[0]
    if None in ends:  # no number that JSON has: infinite, or none
        return []
    first, last = float(ends[0]), float(ends[1])
    step = (last - first) / BINS
    return [[first + step * place, first + step * (place + 1), counts.get(place, 0)] for place in range(BINS)]


def _measure(table: Any, name: str, kind: str) -> Any:
    """A number to reckon with; a day or moment is its seconds since 1970."""
    if kind in ("date", "moment"):
        return table[name].cast("timestamp").epoch_seconds().cast("float64")
    return table[name].cast("float64")


def edges_sql(columns: Columns, name: str, kind: str) -> str:
    table = _table(columns)
    value = _measure(table, name, kind)
    return _sql(table.aggregate(a=value.min(), b=value.max()))


def bins_sql(columns: Columns, name: str, kind: str) -> str:
    """The number of the step and how many rows are in it."""
    table, ibis = _table(columns), _ibis()
    value = _measure(table, name, kind)
    marked = table.filter(table[name].notnull()).select(v=value)
    ends = marked.aggregate(a=ibis._.v.min(), b=ibis._.v.max())
    joined = marked.cross_join(ends)
    place = ((joined.v - joined.a) / (joined.b - joined.a) * BINS).floor().cast("int64").clip(upper=BINS - 1)
    return _sql(joined.select(buoc=place).group_by("buoc").aggregate(n=ibis._.count()).order_by("buoc"))
