"""A right is called `can_x` or `may_x`, lies in a file called permissions.py, and is tried by who may not: a test asserts
`not can_x(…)` of that very function. What asks no person has another name (`is_divisible_by`)."""

import ast
from pathlib import Path

import pytest

from tests.house.raised import files_of_tests, imported, nodes
from tests.house.sources import files, ours, short, tree

RIGHTS = ("can_", "may_")


def permissions() -> dict[str, list[str]]:
    """The places of all rights of the files called permissions.py, by name."""
    found: dict[str, list[str]] = {}
    for path in files("tinhso/*permissions.py"):
        for one in tree(path).body:
            if isinstance(one, ast.FunctionDef) and one.name.startswith(RIGHTS):
                found.setdefault(one.name, []).append(short(path).removesuffix(".py").replace("/", "."))
    return found


def denied(path: Path) -> set[str]:
    """What stands behind a `not` in an assertion of this file, as `module.name` of where it is imported from."""
    found = set()
    for one in nodes(tree(path)):
        if isinstance(one, ast.Assert):
            for negation in ast.walk(one.test):
                if isinstance(negation, ast.UnaryOp) and isinstance(negation.op, ast.Not):
                    found |= {word.id for word in ast.walk(negation) if isinstance(word, ast.Name)}
    known = imported(path)
    return {".".join(known[name]) for name in found if name in known}


def test_every_permission_is_tried_by_who_may_not():
    asserted = set()
    for path in files_of_tests():
        if "assert not " in (text := path.read_text()) and any(one in text for one in RIGHTS):
            asserted |= denied(path)
    wanted = {f"{place}.{name}" for name, places in permissions().items() for place in places}
    assert wanted - asserted == set()


def misplaced(module: ast.Module, *, is_permissions: bool) -> set[str]:
    """Functions that have the name of a right and lie elsewhere, or ask no actor."""
    at_ground = set(map(id, module.body))
    return {
        f"{one.lineno} {one.name}"
        for one in nodes(module)
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        and one.name.removeprefix("_")
        .removeprefix("check_")
        .startswith(RIGHTS[:1] if "check_" in one.name else RIGHTS)
        and not (is_permissions and id(one) in at_ground and asks_somebody(one))
    }


def asks_somebody(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = function.args
    return any(
        one.annotation is not None and "Actor" in ast.unparse(one.annotation)
        for one in [*names.posonlyargs, *names.args, *names.kwonlyargs]
    )


def test_a_right_lies_among_the_permissions_and_asks_somebody():
    wrong = set()
    for path in files("tinhso/*.py", "sandbox/*.py"):
        if ours(path) and "tests" not in path.parts:
            found = misplaced(tree(path), is_permissions=path.name.endswith("permissions.py"))
            wrong |= {f"{short(path)}:{one}" for one in found}
    assert not wrong


@pytest.mark.parametrize(
    ("code", "is_permissions"),
    [
        ("def can_x(by: Actor): ...", False),
        ("def may_x(by: Actor): ...", False),
        ("def check_can_x(by: Actor): ...", False),
        ("def can_x(file: Path): ...", True),
        ("class A:\n def can_x(self, by: Actor): ...", True),
    ],
)
def test_it_sees_a_right_in_the_wrong_place(code, is_permissions):
    assert misplaced(ast.parse(code), is_permissions=is_permissions)
    assert not misplaced(ast.parse("def can_x(*, by: Actor): ..."), is_permissions=True)
