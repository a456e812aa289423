"""The closed logic of `show_if`: a small part of JSON logic, total, without any code execution.

    {"==": [{"var": "loai"}, "to_chuc"]}     equal; a missing answer is null; true is not 1
    {"!=": [{"var": "loai"}, "to_chuc"]}     not equal
    {">": [{"var": "so_tang"}, 6]}           numbers only; anything else is false
    {"<": [{"var": "so_tang"}, 2]}
    {"in": [{"var": "loai"}, ["a", "b"]]}    the answer is one of these
    {"in": ["a", {"var": "muc_dich"}]}       the list answered holds this
    {"and": [...]} {"or": [...]} {"not": [x]} true false

A comparison always sets one answer against a written value, so that the same expression can be compiled to JSON
Schema. `holds` never raises and takes anything; what is not of this grammar is false. `faults` names what is wrong
before a form is published. The table `logic_cases.json` binds this evaluator and the one in the browser.
"""

from collections.abc import Iterator, Mapping
from typing import Any

DEEPEST = 12
COMPARISONS = frozenset({"==", "!=", ">", "<", "in"})
CONNECTIVES = frozenset({"and", "or", "not"})


def holds(expression: Any, answers: Any, depth: int = 0) -> bool:
    """Whether the expression is true of these answers. Never raises."""
    if isinstance(expression, bool):
        return expression
    op, args = _parts(expression)
    if depth > DEEPEST or op is None:
        return False
    if op == "and":
        return all(holds(a, answers, depth + 1) for a in args)
    if op == "or":
        return any(holds(a, answers, depth + 1) for a in args)
    if op == "not":
        return len(args) == 1 and not holds(args[0], answers, depth + 1)
    return len(args) == 2 and _compare(op, args[0], args[1], answers)


def _parts(expression: Any) -> tuple[str | None, list[Any]]:
    if not isinstance(expression, Mapping) or len(expression) != 1:
        return None, []
    op, args = next(iter(expression.items()))
    return (op, args) if isinstance(op, str) and isinstance(args, list) else (None, [])


def variable(term: Any) -> str | None:
    """The dotted name in `{"var": name}`, else None."""
    if isinstance(term, Mapping) and len(term) == 1 and isinstance(term.get("var"), str):
        return str(term["var"])
    return None


def look_up(answers: Any, name: str) -> Any:
    """The answer under a dotted name; None where there is none."""
    value = answers
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def _compare(op: str, left: Any, right: Any, answers: Any) -> bool:
    name, other = variable(left), right
    if op == "in" and name is None:
        held = variable(right)
        answer = look_up(answers, held) if held is not None else None
        return isinstance(answer, list) and any(same(left, item) for item in answer)
    if name is None or not _is_literal(other, lists=op == "in"):
        return False
    answer = look_up(answers, name)
    if op == "in":
        return any(same(answer, item) for item in other)
    if op in {"<", ">"}:
        return _is_number(answer) and _is_number(other) and (answer < other if op == "<" else answer > other)
    return op in {"==", "!="} and same(answer, other) is (op == "==")


def same(a: Any, b: Any) -> bool:
    """Equality as JSON Schema's const has it: by kind, 1 is 1.0, true is not 1; lists and objects equal nothing."""
    if isinstance(a, bool) or isinstance(b, bool):
        return isinstance(a, bool) and isinstance(b, bool) and a == b
    if _is_number(a) and _is_number(b):
        return bool(a == b)
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    return a is None and b is None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_literal(value: Any, *, lists: bool) -> bool:
    if lists:
        return isinstance(value, list) and all(_is_literal(v, lists=False) for v in value)
    return value is None or isinstance(value, (bool, int, float, str))


def names(expression: Any, depth: int = 0) -> Iterator[str]:
    """Every answer that the expression looks at."""
    name = variable(expression)
    if name is not None:
        yield name
        return
    _, args = _parts(expression)
    if depth <= DEEPEST:
        for arg in args:
            yield from names(arg, depth + 1)


def settle(expression: Any, answers: Any, open_names: frozenset[str]) -> Any:
    """The expression with everything decided that does not hang on `open_names` (first parts of dotted names)."""
    if not any(n.split(".")[0] in open_names for n in names(expression)):
        return holds(expression, answers)
    op, args = _parts(expression)
    return {op: [settle(a, answers, open_names) for a in args]} if op in CONNECTIVES else expression


def faults(expression: Any, depth: int = 0) -> list[str]:
    """What is wrong with the expression, as sentences for the author of a form; empty when it is of the grammar."""
    if isinstance(expression, bool):
        return []
    op, args = _parts(expression)
    if depth > DEEPEST:
        return [f"Điều kiện lồng quá {DEEPEST} tầng."]
    if op in CONNECTIVES:
        wrong = ["Phép “not” cần đúng một vế."] if op == "not" and len(args) != 1 else []
        return wrong + [f for a in args for f in faults(a, depth + 1)]
    if op not in COMPARISONS:
        return [f"Điều kiện không thuộc các phép được dùng: {str(expression)[:80]}"]
    return (
        []
        if _is_comparison(op or "", args)
        else [f"Phép “{op}” cần một câu trả lời và một giá trị cho trước."]
    )


def _is_comparison(op: str, args: list[Any]) -> bool:
    if len(args) != 2:
        return False
    left, right = args
    if op == "in" and variable(left) is None:
        return _is_literal(left, lists=False) and variable(right) is not None
    if op in {"<", ">"}:
        return variable(left) is not None and _is_number(right)
    return variable(left) is not None and _is_literal(right, lists=op == "in")
