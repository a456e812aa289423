"""Questions to a dataset as Ibis expressions, compiled for the engine that holds the data.

`Ask` is what a reader may want of one table: conditions on columns, an order, a page. A value is read by the kind of
its column; what does not fit is a `BadCondition` with a sentence. Ibis is imported when it is first needed: it takes
a second.
"""

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

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
    "chua": gettext_lazy("có chứa"),
    "tu": gettext_lazy("từ … trở lên"),
    "den": gettext_lazy("đến …"),
    "trong": gettext_lazy("để trống"),
}


class BadCondition(ValueError):
    """A condition that the column cannot be asked; a Vietnamese sentence."""


@dataclass(frozen=True)
class Condition:
    """`column` of the version, one of OPERATORS, and the value as it was typed."""

    column: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Ask:
    """`order` is a column or "", a leading minus turns it round; `limit` None is all rows."""

    conditions: tuple[Condition, ...] = ()
    order: str = ""
    limit: int | None = None
    offset: int = 0
    columns: tuple[str, ...] = field(default=())


Columns = list[list[str]]


def rows_sql(columns: Columns, ask: Ask, dialect: str = "duckdb") -> str:
    """The statement for the rows. Raises BadCondition."""
    table = _asked(columns, ask)
    if ask.order:
        name = ask.order.removeprefix("-")
        _kind(columns, name)
        table = table.order_by(_ibis().desc(name) if ask.order.startswith("-") else _ibis().asc(name))
    if ask.columns:
        for name in ask.columns:
            _kind(columns, name)
        table = table.select(*ask.columns)
    if ask.limit is not None:
        table = table.limit(ask.limit, offset=ask.offset)
    if ask.offset and dialect != "duckdb":  # Spark numbers the rows for it and would give the number along
        table = table.select(*(ask.columns or [name for name, _heading, _type in columns]))
    return _sql(table, dialect)


def offset_sql(columns: Columns, ask: Ask) -> str:
    """The rows of a page far down, for DuckDB: their numbers first, the whole rows only for what the page shows.

    Rows that the order calls equal keep their places from page to page. Raises BadCondition.
    """
    name, names = ask.order.removeprefix("-"), ask.columns or [name for name, _heading, _kind in columns]
    table, ibis = _asked(columns, ask, with_row=True), _ibis()
    for one in [*ask.columns, *([name] if name else [])]:
        _kind(columns, one)
    keys = [ibis.desc(name) if ask.order.startswith("-") else ibis.asc(name)] if name else []
    wanted = table.order_by([*keys, ibis.asc("rowid")]).select("rowid").limit(ask.limit, offset=ask.offset)
    way = "desc" if ask.order.startswith("-") else "asc"
    order = f"{quoted_name(name)} {way} nulls last, rowid" if name else "rowid"
    chosen = ", ".join(map(quoted_name, names))
    return f"select {chosen} from data where rowid in ({_sql(wanted, 'duckdb')}) order by {order}"  # noqa: S608


def count_sql(columns: Columns, ask: Ask, dialect: str = "duckdb") -> str:
    """The statement for the number of rows that meet the conditions. Raises BadCondition."""
    return _sql(_asked(columns, ask).aggregate(n=_ibis()._.count()), dialect)


def facet_sql(columns: Columns, ask: Ask, column: str, most: int, dialect: str = "duckdb") -> str:
    """The statement for the commonest values of a column with their counts. Raises BadCondition."""
    _kind(columns, column)
    ibis = _ibis()
    counted = _asked(columns, ask).group_by(column).aggregate(so_luong=ibis._.count())
    return _sql(counted.order_by([ibis.desc("so_luong"), ibis.asc(column)]).limit(most), dialect)


@cache
def _ibis() -> Any:
    import ibis

    return ibis


def _sql(table: Any, dialect: str) -> str:
    return str(_ibis().to_sql(table, dialect=dialect))


def _asked(columns: Columns, ask: Ask, *, with_row: bool = False) -> Any:
    table = _table(columns, with_row=with_row)
    if len(ask.conditions) > MOST_CONDITIONS:
        raise BadCondition(_("Chỉ lọc được tối đa %(n)s điều kiện cùng lúc.") % {"n": MOST_CONDITIONS})
    for condition in ask.conditions:
        table = table.filter(_condition(table, columns, condition))
    return table


def _table(columns: Columns, *, with_row: bool = False) -> Any:
    shape = {name: TYPES[kind] for name, _heading, kind in columns} | ({"rowid": "int64"} if with_row else {})
    return _ibis().table(shape, name="data")


def _condition(table: Any, columns: Columns, condition: Condition) -> Any:
    kind, column = _kind(columns, condition.column), table[condition.column]
    if condition.operator == "trong":
        return column.isnull()
    if condition.operator == "chua":
        return column.cast("string").lower().contains(condition.value.lower())
    value = _value(kind, condition.value)
    if condition.operator == "la":
        return column == value
    if condition.operator == "tu":
        return column >= value
    if condition.operator == "den":
        return column <= value
    raise BadCondition(_("Không có phép lọc “%(word)s”.") % {"word": condition.operator[:40]})


def _kind(columns: Columns, name: str) -> str:
    for known, _heading, kind in columns:
        if known == name:
            return kind
    raise BadCondition(_("Bảng không có cột “%(name)s”.") % {"name": name[:60]})


def _value(kind: str, text: str) -> Any:
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
