"""What an event says of a column: plain functions of its payload, its moment (as the log writes it) and what the row held."""

from collections.abc import Callable, Mapping
from typing import Any, Final

Row = dict[str, Any]
Rule = Callable[[Mapping[str, Any], str, Row], Any]


class _Word:
    def __init__(self, word: str) -> None:
        self.word = word

    def __repr__(self) -> str:
        return self.word


UNKNOWN: Final = _Word("UNKNOWN")
"""The event is older than its field: what the column held from then on cannot be compared."""
AS_IT_WAS: Final = _Word("AS_IT_WAS")
"""The event leaves the column alone."""


def from_event(key: str, empty: object = None) -> Rule:
    """The value of that field; `empty` where it says none."""

    def rule(payload: Mapping[str, Any], at: str, row: Row) -> Any:
        value = payload.get(key, UNKNOWN)
        return empty if value is None else value

    return rule


def always(value: object) -> Rule:
    return lambda payload, at, row: value


def moment(payload: Mapping[str, Any], at: str, row: Row) -> Any:
    """The legal moment of the deed."""
    return at


def unknown_before(key: str) -> Rule:
    """For what deeds of before that field set without saying so; since then the event leaves the column alone."""
    return lambda payload, at, row: AS_IT_WAS if key in payload else UNKNOWN


def since_field(key: str, then: Rule) -> Rule:
    """That rule for events that have the field; what older ones say is not enough to know the column."""
    return lambda payload, at, row: then(payload, at, row) if key in payload else UNKNOWN


def follows(column: str, old: str, new: str) -> Rule:
    """The new value where the column held the old one; else it stays."""

    def rule(payload: Mapping[str, Any], at: str, row: Row) -> Any:
        held = row.get(column, UNKNOWN)
        if held is UNKNOWN:
            return UNKNOWN
        return payload[new] if held == payload[old] else AS_IT_WAS

    return rule


def first_of(*keys: str) -> Rule:
    """The first of those fields that says something, where the column was empty; else it stays for good."""

    def rule(payload: Mapping[str, Any], at: str, row: Row) -> Any:
        held = row.get("first_due_at")
        return AS_IT_WAS if held else next((payload[key] for key in keys if payload.get(key)), None)

    return rule


def if_counting(then: Rule) -> Rule:
    """That rule for a wait that counts, as all did before they said so; another changes nothing."""
    return lambda payload, at, row: then(payload, at, row) if payload.get("counts", True) else AS_IT_WAS


def by_field(key: str, then: Rule, otherwise: Rule) -> Rule:
    """One rule where that field says something, another where it is empty."""
    return lambda payload, at, row: (then if payload.get(key) else otherwise)(payload, at, row)


def by_column(column: str, value: object, then: Rule) -> Rule:
    """That rule where the column held that value; else nothing."""

    def rule(payload: Mapping[str, Any], at: str, row: Row) -> Any:
        held = row.get(column, UNKNOWN)
        if held is UNKNOWN:
            return UNKNOWN
        return then(payload, at, row) if held == value else AS_IT_WAS

    return rule


def unchanged(payload: Mapping[str, Any], at: str, row: Row) -> Any:
    return AS_IT_WAS


def fold(row: Row, rules: Mapping[str, Rule], payload: Mapping[str, Any], at: str) -> None:
    """Let one event change the row; every rule sees it as it was before."""
    said_now = [(column, rule(payload, at, row)) for column, rule in rules.items()]
    for column, value in said_now:
        if value is not AS_IT_WAS:
            row[column] = value
