"""Values in the place of %placeholders% that the modifier `expand` names."""

from collections.abc import Iterator
from typing import Any

from sigma.conditions import (
    ConditionFieldEqualsValueExpression,
    ConditionItem,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.types import Placeholder, SigmaRegularExpression, SigmaString

from tinhso.lib.sigma.statements import CannotAsk

MOST_EXPANDED = 2000


def fill_placeholders(condition: Any, values: dict[str, tuple[str, ...]]) -> Any:
    """The condition with each placeholder replaced by any of its values. Raises: CannotAsk."""
    if isinstance(condition, ConditionItem):
        condition.args = [fill_placeholders(one, values) for one in condition.args]
        return condition
    value = getattr(condition, "value", None)
    if not isinstance(value, SigmaString | SigmaRegularExpression) or not value.contains_placeholder():
        return condition

    def given(one: Placeholder) -> Iterator[Any]:
        if one.name not in values:
            raise CannotAsk(f"Chưa có giá trị cho %{one.name[:60]}%.")
        yield from values[one.name]

    filled = value.replace_placeholders(given)
    if not filled or len(filled) > MOST_EXPANDED:
        raise CannotAsk(f"Thay %…% phải cho từ 1 đến {MOST_EXPANDED} giá trị.")
    if isinstance(condition, ConditionFieldEqualsValueExpression):
        made: list[Any] = [ConditionFieldEqualsValueExpression(condition.field, one) for one in filled]
    else:
        made = [ConditionValueExpression(one) for one in filled]
    return made[0] if len(made) == 1 else ConditionOR(made)
