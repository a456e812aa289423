"""The door of the dated rules: `rule("supplement.effect", on=day)`."""

from datetime import date
from typing import Any

from tinhso.kernel.law.actions.load_rules import load_rules
from tinhso.kernel.law.dated_rows import Synced, sync_rows
from tinhso.kernel.law.models import Rule
from tinhso.kernel.law.models.rule import NoRule

__all__ = [
    "NoRule",
    "Synced",
    "load_rules",
    "rule",
    "rule_names",
    "rule_or",
    "rule_source",
    "rules_under",
    "sync_rows",
]


def rule(key: str, *, on: date) -> Any:
    """The value of rule `key` in force on that day; NoRule if the data hold none."""
    return Rule.objects.in_force(key, on).value


def rule_or(key: str, default: Any, *, on: date) -> Any:
    """The value of rule `key` on that day, or `default` where the instance has no such rule."""
    try:
        return rule(key, on=on)
    except NoRule:
        return default


def rules_under(prefix: str, *, on: date) -> dict[str, tuple[Any, str]]:
    """Value and source of every rule of that day whose key begins so, by key. One query."""
    rows = Rule.objects.filter(key__startswith=prefix, valid__contains=on)
    return {key: (value, source) for key, value, source in rows.values_list("key", "value", "source")}


def rule_names() -> frozenset[str]:
    """The key of every rule that the instance has, whenever it holds. One query."""
    return frozenset(Rule.objects.order_by().values_list("key", flat=True).distinct())


def rule_source(key: str, *, on: date) -> str:
    """Where the rule in force on that day stands written: printed beside what it decides."""
    return Rule.objects.in_force(key, on).source
