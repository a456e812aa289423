"""The door of the dated rules: `rule("supplement.effect", on=day)`."""

from datetime import date
from typing import Any

from tinhso.kernel.law.models import Rule
from tinhso.kernel.law.models.rule import NoRule

__all__ = ["NoRule", "rule"]


def rule(key: str, *, on: date) -> Any:
    """The value of rule `key` in force on that day; NoRule if the data hold none."""
    return Rule.objects.in_force(key, on).value
