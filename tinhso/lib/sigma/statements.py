"""A condition of a rule as one statement over the tables of `event_tables`, with bound parameters; nothing of a rule enters its text.

Each item becomes: the event is among those that have, in this field, one of the distinct values that fulfil it. So a missing
field fulfils nothing but `null` and what is negated.
"""

from typing import Any

from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.types import SigmaExists, SigmaFieldReference, SigmaNull

from tinhso.lib.sigma.predicates import CannotAsk, Piece, joined, predicate

__all__ = ["CannotAsk", "Piece", "statement_of"]

LONGEST_FIELD = 200
IN_FIELD = (
    "e.event in (select c.event from cells c where c.field = (select n.field from names n where n.name = ?) "
    "and c.cell in (select v.cell from distinct_values v where v.field = (select n.field from names n where n.name = ?) and {}))"
)
ANYWHERE = (
    "e.event in (select c.event from cells c where c.cell in (select v.cell from distinct_values v where {}))"
)
EXISTS = (
    "e.event in (select c.event from cells c where c.field = (select n.field from names n where n.name = ?))"
)
SAME = (
    "e.event in (select c.event from cells c join distinct_values v using (cell) join cells d on d.event = c.event "
    "join distinct_values w on w.cell = d.cell where c.field = (select n.field from names n where n.name = ?) "
    "and d.field = (select n.field from names n where n.name = ?) and {})"
)


def statement_of(condition: Any) -> Piece:
    """The events `e` for which the condition holds. Raises: CannotAsk."""
    if isinstance(condition, ConditionNOT):
        inner = statement_of(condition.args[0])
        return Piece(f"not {inner.sql}", inner.parameters)
    if isinstance(condition, ConditionAND):
        return joined([statement_of(one) for one in condition.args if one is not None], "and")
    if isinstance(condition, ConditionOR):
        return _any_of(condition.args)
    if isinstance(condition, ConditionFieldEqualsValueExpression):
        return _field(condition.field, [condition.value])
    if isinstance(condition, ConditionValueExpression):
        return _anywhere([condition.value])
    raise CannotAsk("Điều kiện rỗng.")


def _any_of(parts: list[Any]) -> Piece:
    """The values of one field in one question, the rest beside it."""
    of_field: dict[str, list[Any]] = {}
    words: list[Any] = []
    rest: list[Piece] = []
    for one in parts:
        if isinstance(one, ConditionFieldEqualsValueExpression) and not isinstance(
            one.value, SigmaNull | SigmaExists | SigmaFieldReference
        ):
            of_field.setdefault(one.field, []).append(one.value)
        elif isinstance(one, ConditionValueExpression):
            words.append(one.value)
        elif one is not None:
            rest.append(statement_of(one))
    pieces = [_field(name, values) for name, values in of_field.items()] + rest
    return joined(pieces + ([_anywhere(words)] if words else []), "or")


def _field(name: str, values: list[Any]) -> Piece:
    if len(name) > LONGEST_FIELD:
        raise CannotAsk(f"Tên trường dài quá {LONGEST_FIELD} ký tự.")
    first = values[0]
    if isinstance(first, SigmaNull):
        return Piece(f"not {IN_FIELD.format('v.text is not null')}", (name, name))
    if isinstance(first, SigmaExists):
        return Piece(EXISTS if first.exists else f"not {EXISTS}", (name,))
    if isinstance(first, SigmaFieldReference):
        return _same(name, first)
    asked = joined([predicate(one) for one in values], "or")
    return Piece(IN_FIELD.format(asked.sql), (name, name, *asked.parameters))


def _same(name: str, other: SigmaFieldReference) -> Piece:
    if len(other.field) > LONGEST_FIELD:
        raise CannotAsk(f"Tên trường dài quá {LONGEST_FIELD} ký tự.")
    compare = {
        (False, False): "v.low = w.low",
        (True, False): "starts_with(v.low, w.low)",
        (False, True): "ends_with(v.low, w.low)",
        (True, True): "contains(v.low, w.low)",
    }[other.starts_with, other.ends_with]
    return Piece(SAME.format(compare), (name, other.field))


def _anywhere(values: list[Any]) -> Piece:
    if any(isinstance(one, SigmaNull | SigmaExists | SigmaFieldReference) for one in values):
        raise CannotAsk("null, exists và fieldref cần một trường.")
    asked = joined([predicate(one, anywhere=True) for one in values], "or")
    return Piece(ANYWHERE.format(asked.sql), asked.parameters)
