"""A statement is put together once for each shape of question; the values of the conditions are filled in later.

Ibis takes longer over a statement than DuckDB over many an answer (10 to 20 CPU ms beside 3). The shape of a question has
a slot wherever a condition has a value, a page its place in the table, or a client its offset.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from tinhso.opendata.engine.expressions import (
    ANYWHERE,
    ONE_OF,
    WITHOUT_VALUE,
    Ask,
    Columns,
    Condition,
    Cursor,
    Slot,
    condition_kind,
    value_of,
)

FROZEN = (*WITHOUT_VALUE, ONE_OF, ANYWHERE)  # their values are part of the shape
PLACE = re.compile(rf"'{Slot.MARK}(\w+)'|\b{Slot.OFFSET}\b")
Shape = tuple[tuple[str, ...], ...]
Values = dict[str, Any]
Write = Callable[..., str]


@dataclass(frozen=True)
class Statement:
    """`sql` of DuckDB with named parameters, and what they stand for, as JSON has it."""

    sql: str
    values: Values

    @property
    def key(self) -> str:
        """The same for the same question."""
        return f"{self.sql}\0{sorted(self.values.items())}"


def prepared(write: Write, columns: Columns, ask: Ask, **more: Any) -> Statement:
    """What `write(columns, ask, **more)` says, by way of its shape. Raises BadCondition."""
    shape, values = _shape_of(columns, ask)
    sql, names = _template(write, tuple(map(tuple, columns)), shape, tuple(sorted(more.items())))
    return Statement(sql, {name: values[name] for name in names})


@lru_cache(maxsize=2048)
def _template(
    write: Write, columns: Shape, ask: Ask, more: tuple[tuple[str, Any], ...]
) -> tuple[str, tuple[str, ...]]:
    names: set[str] = set()
    sql = write([list(column) for column in columns], ask, **dict(more))

    def named(found: re.Match[str]) -> str:
        names.add(found[1] or "offset")
        return f"${found[1] or 'offset'}"

    return PLACE.sub(named, sql), tuple(sorted(names))


def _shape_of(columns: Columns, ask: Ask) -> tuple[Ask, Values]:
    values: Values = {}
    conditions = []
    for number, condition in enumerate(ask.conditions):
        name = f"p{number}"
        if condition.operator in FROZEN or condition_kind(columns, condition.column) == "boolean":
            conditions.append(condition)
            continue
        values[name] = _plain(_value(columns, condition))
        conditions.append(replace(condition, value=Slot.named(name)))
    shape = replace(ask, conditions=tuple(conditions))
    if ask.after and not isinstance(ask.after.row, Slot):
        values["row"] = ask.after.row
        values["far"] = ask.after.row - (ask.limit or 0)
        shape = replace(shape, after=Cursor(Slot.named("row"), ask.after.back))
    if ask.offset:
        values["offset"] = ask.offset
        shape = replace(shape, offset=Slot.OFFSET)
    return shape, values


def _value(columns: Columns, condition: Condition) -> Any:
    if condition.operator == "chua":
        return condition.value.lower()
    return value_of(condition_kind(columns, condition.column), condition.value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
