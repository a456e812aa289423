"""Questions to a dataset as Ibis expressions, compiled for the engine that holds the data.

`Ask` is what a reader may want of one table: conditions on columns, an order, a page. A value is read by the kind of
its column; what does not fit is a `BadCondition` with a sentence. Ibis is imported when it is first needed: it takes
a second.
"""

import json
import math
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
WITHOUT_VALUE = ("trong", "co")
ONE_OF, ANYWHERE = "mot-trong", "moi-cot"  # what programs ask and no form offers: a JSON list; words in any column
ROW = "_dong"  # the number of a row in its file, from 0; no column of a version begins with an underscore


class BadCondition(ValueError):
    """A condition that the column cannot be asked; a Vietnamese sentence."""


@dataclass(frozen=True)
class Condition:
    """`column` of the version, one of OPERATORS, and the value as it was typed."""

    column: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Cursor:
    """The last row of the page before: its value in the column of the order, and its number. `back` goes the other way."""

    value: Any
    row: int
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
    """The statement for the rows. Raises BadCondition."""
    table = _asked(columns, ask)
    keys = [_key(columns, table, name) for name in ask.order.split(",") if name]
    if keys:
        table = table.order_by([key for pair in keys for key in pair])
    for name in ask.columns:
        _kind(columns, name)
    table = table.select(*(ask.columns or [name for name, _heading, _type in columns]))
    if ask.limit is not None:
        table = table.limit(ask.limit, offset=ask.offset)
    return _sql(table, dialect)


def _key(columns: Columns, table: Any, name: str) -> tuple[Any, Any]:
    """Empty cells come last, whichever way."""
    column = name.removeprefix("-")
    _kind(columns, column)
    way = _ibis().desc if name.startswith("-") else _ibis().asc
    return table[column].isnull(), way(column)


def page_sql(columns: Columns, ask: Ask, dialect: str = "duckdb") -> str:
    """The statement for the rows after (or before) the cursor, each with its number in ROW as the last column.

    A page before comes in reversed order. DuckDB finds the place by the row number; another engine needs a column
    of that name. Raises BadCondition.
    """
    ibis, table = _ibis(), _asked(columns, ask, with_row=True)
    back = ask.after is not None and ask.after.back
    if ask.order:
        _kind(columns, ask.order.removeprefix("-"))
        down = ask.order.startswith("-") != back
        column = table[ask.order.removeprefix("-")]
        if ask.after:
            table = table.filter(_beyond(column, table.rowid, ask.after, down))
        empty = ibis.desc(column.isnull()) if back else ibis.asc(column.isnull())
        keys = [empty, ibis.desc(column) if down else ibis.asc(column)]
    else:
        keys = []
        if ask.after:
            row = ask.after.row
            table = table.filter(table.rowid < row if back else table.rowid > row)
    keys.append(ibis.desc("rowid") if back else ibis.asc("rowid"))
    names = [name for name, _heading, _type in columns]
    return _sql(table.order_by(keys).select(*names, **{ROW: table.rowid}).limit(ask.limit), dialect)


def _beyond(column: Any, row: Any, after: Cursor, down: bool) -> Any:
    """The rows that the order has beyond the cursor; rows with an empty cell stand at the end of the table."""
    later = row < after.row if after.back else row > after.row
    if after.value is None:
        same = column.isnull() & later
        return same | column.notnull() if after.back else same
    further = column < after.value if down else column > after.value
    found = further | ((column == after.value) & later)
    return found if after.back else found | column.isnull()


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
    shape = {name: TYPES[kind] for name, _heading, kind in columns} | ({"rowid": "int64"} if with_row else {})
    table = _ibis().table(shape, name="data")
    if len(ask.conditions) > MOST_CONDITIONS:
        raise BadCondition(_("Chỉ lọc được tối đa %(n)s điều kiện cùng lúc.") % {"n": MOST_CONDITIONS})
    for condition in ask.conditions:
        table = table.filter(_condition(table, columns, condition))
    return table


def _condition(table: Any, columns: Columns, condition: Condition) -> Any:
    if condition.operator == ANYWHERE:
        return _anywhere(table, columns, condition.value)
    kind, column = _kind(columns, condition.column), table[condition.column]
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


def _anywhere(table: Any, columns: Columns, words: str) -> Any:
    """Rows of which any column holds each of the words."""
    ibis, whole = _ibis(), _ibis().literal(True)
    names = [name for name, _heading, _type in columns]
    for word in words.lower().split()[:MOST_CONDITIONS]:
        whole = whole & ibis.or_(*(table[name].cast("string").lower().contains(word) for name in names))
    return whole


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
