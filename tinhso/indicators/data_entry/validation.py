"""Validation rules over the values of one report, with missing values as DHIS2 treats them.

SKIP_IF_ANY: a side has no value where one of its numbers is missing; SKIP_IF_ALL: where all are, a single one counts
as 0; NEVER_SKIP: whatever is missing is 0. A comparison with a side that has no value is not made; a pair asks only
whether both sides have one.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tinhso.indicators.models import DataElement, ValidationRule
from tinhso.lib.expressions import MeasureRef, Node, evaluate, parse, refs

Values = Mapping[tuple[str, tuple[str, ...]], Decimal]
"""Element code and options to the number; what is missing is not there."""
Operator, Missing = ValidationRule.Operator, ValidationRule.Missing
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.NOT_EQUAL: operator.ne,
    Operator.GREATER: operator.gt,
    Operator.AT_LEAST: operator.ge,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
}


@dataclass(frozen=True)
class Violation:
    """A rule that does not hold, with the values of its sides."""

    rule: ValidationRule
    left: Decimal | None
    right: Decimal | None


def violations(
    rules: Iterable[ValidationRule], values: Values, elements: Mapping[str, DataElement]
) -> list[Violation]:
    """The rules that speak of these elements only and do not hold."""
    found = []
    for rule in rules:
        left, right = parse(rule.left), parse(rule.right)
        if not {ref.code for ref in [*refs(left), *refs(right)]} <= set(elements):
            continue
        sides = (
            side(left, Missing(rule.left_missing), values, elements),
            side(right, Missing(rule.right_missing), values, elements),
        )
        if not holds(rule.operator, *sides):
            found.append(Violation(rule, *sides))
    return found


def holds(kind: str, left: Decimal | None, right: Decimal | None) -> bool:
    if kind == Operator.COMPULSORY_PAIR:
        return (left is None) == (right is None)
    if kind == Operator.EXCLUSIVE_PAIR:
        return left is None or right is None
    return left is None or right is None or COMPARE[kind](left, right)


def side(
    node: Node, missing: ValidationRule.Missing, values: Values, elements: Mapping[str, DataElement]
) -> Decimal | None:
    """The value of one side, or None where the strategy says so."""
    found = {ref: _sum(ref, values, elements) for ref in refs(node)}
    absent = [ref for ref, value in found.items() if value is None]
    if missing == Missing.SKIP_IF_ANY and absent:
        return None
    if missing == Missing.SKIP_IF_ALL and found and len(absent) == len(found):
        return None
    return evaluate(node, lambda ref: found[ref] if found[ref] is not None else Decimal())


def _sum(ref: MeasureRef, values: Values, elements: Mapping[str, DataElement]) -> Decimal | None:
    names = elements[ref.code].dim_names
    wanted = {names.index(name): options for name, options in ref.where if name in names}
    parts = [
        value
        for (code, dims), value in values.items()
        if code == ref.code and all(dims[n] in options for n, options in wanted.items())
    ]
    return sum(parts, Decimal()) if parts else None
