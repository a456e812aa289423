"""Questions to a dataset as Ibis expressions, compiled for the engine that holds the data.

`Ask` is what a reader may want of one table: conditions on columns, an order, a page. A value is read by the kind of
its column; what does not fit is a `BadCondition` with a sentence. Ibis is imported when it is first needed: it takes
a second.
"""

import json
import math
import re
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.lib.tables.statements import name as quoted_name

MOST_CONDITIONS = 10
LONGEST_VALUE = 200
TYPES = {
    "text": "string",
    "whole": "int64",
    "number": "float64",
    "date": "date",
    "moment": "timestamp",
    "boolean": "boolean",
}
OPERATORS = {
    "la": gettext_lazy("bằng"),
    "khac": gettext_lazy("khác"),
    "chua": gettext_lazy("có chứa"),
    "tu": gettext_lazy("từ … trở lên"),
    "den": gettext_lazy("đến …"),
    "trong": gettext_lazy("để trống"),
    "co": gettext_lazy("có giá trị"),
}
OTHERWISE = re.compile(r"\s+OR\s+|\s*\|\s*")
WITHOUT_VALUE = ("trong", "co")
ONE_OF, ANYWHERE = (
    "mot-trong",
    "moi-cot",
)  # what programs ask and no form offers: a JSON list; words in any column
NUMBER = "_id"  # the same number as CKAN's clients know it, from 1
BACKWARDS = f"-{NUMBER}"  # the order of the file turned round
MOST_WORDS = 10
ROW = "_dong"  # the number of a row in its file; no column of a version begins with an underscore


class BadCondition(ValueError):
    """A condition that the column cannot be asked; a Vietnamese sentence."""


@dataclass(frozen=True)
class Condition:
    """`column` of the version, one of OPERATORS, and the value as it was typed."""

    column: str
    operator: str
    value: str = ""


class Slot(str):
    """Where a value goes that is filled in later (`prepared.py`); nobody can type one, for MARK is chosen by this process."""

    MARK: ClassVar[str] = secrets.token_hex(8)
    OFFSET: ClassVar[int] = secrets.randbits(59) | 1 << 60
    __slots__ = ()

    @classmethod
    def named(cls, name: str) -> "Slot":
        return cls(f"{cls.MARK}{name}")


@dataclass(frozen=True)
class Cursor:
    """The number of the row that a page goes on from (in a shape: its slot); `back` goes the other way."""

    row: int | Slot
    back: bool = False


@dataclass(frozen=True)
class Ask:
    """`order` is columns parted by commas or "", a leading minus turns one round; `limit` None is all rows.

    Pages of people and of the API go on from `after` (keyset, at most one column of order) and never count an offset;
    `offset` is for CKAN's clients.
    """

    conditions: tuple[Condition, ...] = ()
    order: str = ""
    limit: int | None = None
    offset: int = 0
    columns: tuple[str, ...] = field(default=())
    after: Cursor | None = None


Columns = list[list[str]]


def rows_sql(columns: Columns, ask: Ask, dialect: str = "duckdb") -> str:
    """The statement for the rows; NUMBER among the columns is a row's number in the file. Raises BadCondition."""
    if dialect == "duckdb" and NUMBER in ask.columns:
        return numbered_sql(columns, ask)
    # Elsewhere the row's number is a column like others, and “all columns” would bring it along.
    table = filtered(columns, ask, with_row=dialect != "duckdb")
    keys = [_key(columns, table, name) for name in ask.order.split(",") if name]
    if keys:
        table = table.order_by([key for pair in keys for key in pair])
    for name in ask.columns:
        kind_of(columns, name)
    table = table.select(*(ask.columns or [name for name, _heading, _type in columns]))
    if ask.limit is not None:
        table = table.limit(ask.limit, offset=ask.offset)
    if ask.offset and dialect != "duckdb":  # Spark numbers the rows for it and would give the number along
        table = table.select(*(ask.columns or [name for name, _heading, _type in columns]))
    return to_sql(table, dialect)


def numbered_sql(columns: Columns, ask: Ask) -> str:
    """The rows for DuckDB, each with its number in the file (NUMBER) first; where `ask.columns` names some, these alone.

    Rows that the order calls equal keep their places. Raises BadCondition.
    """
    ibis, table = _ibis(), _numbered(columns, ask)
    named = [name for name in ask.order.split(",") if name]
    keys = [key for name in named if name != BACKWARDS for key in _key(columns, table, name)]
    if named:
        table = table.order_by([*keys, (ibis.desc if BACKWARDS in named else ibis.asc)(ROW)])
    wanted = ask.columns or (NUMBER, *(name for name, _heading, _kind in columns))
    for name in wanted:
        if name != NUMBER:
            kind_of(columns, name)
    table = table.select(**{n: table[ROW] + 1 if n == NUMBER else table[n] for n in wanted})
    if ask.limit is not None or ask.offset:
        table = table.limit(ask.limit, offset=ask.offset)
    return to_sql(table, "duckdb")


def offset_sql(columns: Columns, ask: Ask) -> str:
    """The rows of a page far down, for DuckDB: their numbers first, the whole rows only for what the page shows.

    Rows that the order calls equal keep their places from page to page. Without an order the rows come as they lie in
    the file, and without conditions their numbers are known beforehand. Raises BadCondition.
    """
    for one in ask.columns:
        condition_kind(columns, one)
    names = ask.columns or [name for name, _heading, _kind in columns]
    chosen = ", ".join(f"rowid + 1 as {quoted_name(n)}" if n == NUMBER else quoted_name(n) for n in names)
    if ask.order == BACKWARDS:
        return numbered_sql(columns, ask)
    if not ask.order and not ask.conditions:
        return f"select {chosen} from data where rowid >= {ask.offset} and rowid < {ask.offset} + {ask.limit}"  # noqa: S608
    table, ibis = filtered(columns, ask, with_row=True), _ibis()
    named = [name for name in ask.order.split(",") if name]
    keys = [key for name in named for key in _key(columns, table, name)]
    if named:
        table = table.order_by([*keys, ibis.asc("rowid")])
    wanted = table.select("rowid").limit(ask.limit, offset=ask.offset)
    order = "".join(f"{_in_order(name)}, " for name in named) + "rowid"
    return f"select {chosen} from data where rowid in ({to_sql(wanted, 'duckdb')}) order by {order}"  # noqa: S608


def _in_order(name: str) -> str:
    """As `_key` has it, in words of SQL."""
    column = quoted_name(name.removeprefix("-"))
    return f"{column} is null, {column} {'desc' if name.startswith('-') else 'asc'}"


def _key(columns: Columns, table: Any, name: str) -> tuple[Any, Any]:
    """Empty cells come last, whichever way."""
    column = name.removeprefix("-")
    kind_of(columns, column)
    way = _ibis().desc if name.startswith("-") else _ibis().asc
    return table[column].isnull(), way(column)


def page_sql(columns: Columns, ask: Ask, *, cut: int | None = None, dialect: str = "duckdb") -> str:
    """The statement for the rows after (or before) the cursor, each with its number in ROW as the last column.

    A page before comes in reversed order. `cut` shortens texts to so many letters, once the rows are picked. DuckDB
    finds the place by the row number; another engine needs a column of that name. Raises BadCondition.
    """
    ibis, table = _ibis(), _numbered(columns, ask)
    back = bool(ask.after and ask.after.back)
    name = ask.order.removeprefix("-")
    down = ask.order.startswith("-") != back
    if name:
        kind_of(columns, name)
    if ask.after:
        table = table.filter(_beyond(columns, table, ask.after, name, down))
    keys = [ibis.desc(table[ROW]) if back else ibis.asc(table[ROW])]
    if (
        dialect == "duckdb" and not name
    ):  # its rows come in the order of their numbers, which are without gaps
        if not back:
            keys = []
        elif ask.after and not ask.conditions:
            table = table.filter(table[ROW] >= _far(ask.after.row, ask.limit or 0))
    if name:
        empty = table[name].isnull()
        keys = [ibis.desc(empty) if back else ibis.asc(empty), (ibis.desc if down else ibis.asc)(name), *keys]
    picked = (table.order_by(keys) if keys else table).limit(ask.limit)
    shown = {n: picked[n].left(cut) if cut and kind == "text" else picked[n] for n, _heading, kind in columns}
    return to_sql(picked.select(**shown, **{ROW: picked[ROW]}), dialect)


def _beyond(columns: Columns, table: Any, after: Cursor, name: str, down: bool) -> Any:
    """The rows that the order has beyond the cursor's; rows with an empty cell stand at the end of the table."""
    row = _slot("whole", after.row) if isinstance(after.row, Slot) else after.row
    later = table[ROW] < row if after.back else table[ROW] > row
    if not name:
        return later
    whole = _numbered(columns, Ask())
    value = whole.filter(whole[ROW] == row).select(name).as_scalar()
    column = table[name]
    further = column < value if down else column > value
    beyond = further | ((column == value) & later)
    if after.back:
        return beyond.fill_null(False) | (value.isnull() & (column.notnull() | later))
    return beyond.fill_null(False) | (column.isnull() & (value.notnull() | later))


def _far(row: int | Slot, most: int) -> Any:
    """The row from which on a page before `row` may begin."""
    return _slot("whole", Slot.named("far")) if isinstance(row, Slot) else row - most


def _numbered(columns: Columns, ask: Ask) -> Any:
    """The rows that meet the conditions, with their number in the file."""
    table = filtered(columns, ask, with_row=True)
    return table.select(*(name for name, _heading, _type in columns), **{ROW: table["rowid"]})


def count_sql(columns: Columns, ask: Ask, dialect: str = "duckdb") -> str:
    """The statement for the number of rows that meet the conditions. Raises BadCondition."""
    return to_sql(filtered(columns, ask).aggregate(n=_ibis()._.count()), dialect)


def facet_sql(columns: Columns, ask: Ask, column: str, most: int, dialect: str = "duckdb") -> str:
    """The statement for the commonest values of a column with their counts. Raises BadCondition."""
    kind_of(columns, column)
    ibis = _ibis()
    counts = filtered(columns, ask).group_by(column).aggregate(so_luong=ibis._.count())
    return to_sql(counts.order_by([ibis.desc("so_luong"), ibis.asc(column)]).limit(most), dialect)


@cache
def _ibis() -> Any:
    # heavy: only who asks for more than plain rows waits for it
    import ibis

    return ibis


def to_sql(table: Any, dialect: str) -> str:
    """The expression in the language of an engine."""
    if dialect == "pyspark":
        _ibis().pyspark  # noqa: B018 (its compiler asks for options that come with the backend)
    sql = str(_ibis().to_sql(table, dialect=dialect))
    return _by_letters(sql) if dialect == "clickhouse" else sql


def _by_letters(sql: str) -> str:
    """ClickHouse counts bytes in SUBSTRING and LENGTH and would cut a Vietnamese letter in two: its functions for letters."""
    # comes with Ibis, and only who asks ClickHouse needs it
    from sqlglot import exp, parse_one

    found = parse_one(sql, dialect="clickhouse")
    for kind, name in ((exp.Length, "lengthUTF8"), (exp.Substring, "substringUTF8")):  # the inner one first
        for node in list(found.find_all(kind)):
            words = [one for one in node.args.values() if isinstance(one, exp.Expression)]
            node.replace(exp.Anonymous(this=name, expressions=words))
    return found.sql(dialect="clickhouse")


def filtered(columns: Columns, ask: Ask, *, with_row: bool = False) -> Any:
    """The rows that meet the conditions. Raises BadCondition."""
    with_row = with_row or any(one.column == NUMBER for one in ask.conditions)
    shape = {name: TYPES[kind] for name, _heading, kind in columns} | ({"rowid": "int64"} if with_row else {})
    table = _ibis().table(shape, name="data")
    if len(ask.conditions) > MOST_CONDITIONS:
        raise BadCondition(_("Chỉ lọc được tối đa %(n)s điều kiện cùng lúc.") % {"n": MOST_CONDITIONS})
    for condition in ask.conditions:
        table = table.filter(_condition(table, columns, condition))
    return table


def _condition(table: Any, columns: Columns, condition: Condition) -> Any:
    if condition.operator == ANYWHERE:
        return _anywhere(table, columns, condition)
    kind = condition_kind(columns, condition.column)
    column = table["rowid"] + 1 if condition.column == NUMBER else table[condition.column]
    if condition.operator in WITHOUT_VALUE:
        return column.isnull() if condition.operator == "trong" else column.notnull()
    if condition.operator == "chua":
        return column.cast("string").lower().contains(condition.value.lower())
    if condition.operator == ONE_OF:
        return column.isin([_value(kind, str(one)) for one in json.loads(condition.value)])
    value = _value(kind, condition.value)
    if condition.operator == "la":
        return column == value
    if condition.operator == "khac":
        return (column != value) | column.isnull()
    if condition.operator == "tu":
        return column >= value
    if condition.operator == "den":
        return column <= value
    raise BadCondition(_("Không có phép lọc “%(word)s”.") % {"word": condition.operator[:40]})


def _anywhere(table: Any, columns: Columns, condition: Condition) -> Any:
    """Rows of which any column (or the one that is named) holds each of the words; `OR` and `|` part what may be met instead."""
    ibis = _ibis()
    if condition.column:
        kind_of(columns, condition.column)
    names = [condition.column] if condition.column else [name for name, _heading, _type in columns]
    parts = [part.split() for part in OTHERWISE.split(condition.value)]
    if sum(map(len, parts)) > MOST_WORDS:
        raise BadCondition(_("Chỉ tìm được tối đa %(n)s từ cùng lúc.") % {"n": MOST_WORDS})
    found = []
    for words in filter(None, parts):
        whole = ibis.literal(True)
        for word in words:
            held = (table[name].cast("string").lower().contains(word.lower()) for name in names)
            whole = whole & ibis.or_(*held)
        found.append(whole)
    return ibis.or_(*found) if found else ibis.literal(True)


def condition_kind(columns: Columns, name: str) -> str:
    """As `kind_of`; the number of a row is a whole number. Raises BadCondition."""
    return "whole" if name == NUMBER else kind_of(columns, name)


def kind_of(columns: Columns, name: str) -> str:
    """The kind of a column. Raises BadCondition where the version has none of that name."""
    for known, _heading, kind in columns:
        if known == name:
            return kind
    raise BadCondition(_("Bảng không có cột “%(name)s”.") % {"name": name[:60]})


def _slot(kind: str, slot: Slot) -> Any:
    return _ibis().literal(str(slot)).cast(TYPES[kind])


def _value(kind: str, text: str) -> Any:
    return _slot(kind, text) if isinstance(text, Slot) else value_of(kind, text)


def value_of(kind: str, text: str) -> Any:
    """What was typed as a value of that kind; a number may have a Vietnamese comma, a day any of our forms."""
    text = text.strip()
    if len(text) > LONGEST_VALUE:
        raise BadCondition(_("Giá trị lọc dài hơn %(n)s ký tự.") % {"n": LONGEST_VALUE})
    try:
        if kind == "whole":
            return _whole(text)
        if kind == "number":
            return _number(text)
        if kind == "date":
            return _day(text)
        if kind == "moment":
            return (
                datetime.fromisoformat(text)
                if len(text) > 10
                else datetime.combine(_day(text), datetime.min.time())
            )
        if kind == "boolean":
            return {"true": True, "false": False, "đúng": True, "sai": False}[text.lower()]
    except (ValueError, KeyError, OverflowError) as error:
        raise BadCondition(_("“%(text)s” không đúng dạng của cột.") % {"text": text[:60]}) from error
    return text


def _whole(text: str) -> int:
    value = int(text.replace(".", ""))
    if abs(value) >= 2**63:
        raise ValueError(text)
    return value


def _number(text: str) -> float:
    value = float(text.replace(".", "").replace(",", ".") if "," in text else text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)
