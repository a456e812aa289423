"""Every permission is tried by who may not: a test asserts `not can_x(…)` of that very function."""

import ast
from pathlib import Path

from tests.house.raised import files_of_tests, imported, nodes
from tests.house.sources import files, short, tree


def permissions() -> dict[str, list[str]]:
    """The places of all `can_x` of the files called permissions.py, by name."""
    found: dict[str, list[str]] = {}
    for path in files("tinhso/*permissions.py"):
        for one in tree(path).body:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("can_"):
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
        if "assert not " in (text := path.read_text()) and "can_" in text:
            asserted |= denied(path)
    wanted = {f"{place}.{name}" for name, places in permissions().items() for place in places}
    assert wanted - asserted == set()
