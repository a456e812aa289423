"""What the tests make deeds refuse: pairs of a deed and an error, read off their blocks `with pytest.raises(…)`.

A deed counts as called in a block if it stands there by its name, or if a helper, a fixture or a method that tests
define stands there and names it (one level). Errors and deeds may come from a row of a table: of `parametrize`, of a
loop, or the arguments given to a helper that holds the block.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.house.refusals import Function, deeds, is_error
from tests.house.sources import ROOT, files, nodes, tree

Pair = tuple[str, str]


class Place(NamedTuple):
    """Where a name is read: the function inside its file."""

    path: Path
    function: Function


@cache
def files_of_tests() -> list[Path]:
    return [path for path in files("*.py") if "tests" in path.parts or path.name == "conftest.py"]


@cache
def imported(path: Path) -> dict[str, tuple[str, str]]:
    found = {}
    for one in tree(path).body if path.name == "public.py" else nodes(tree(path)):
        if isinstance(one, ast.ImportFrom) and one.module:
            found.update({name.asname or name.name: (one.module, name.name) for name in one.names})
    return found


@cache
def deed_at(module: str, name: str) -> str | None:
    """The place of the deed that `from module import name` gives: a `public` hands names on."""
    if f"{module}.{name}" in deeds() or name not in deed_names():
        return f"{module}.{name}" if f"{module}.{name}" in deeds() else None
    ground = ROOT / module.replace(".", "/")
    path = next((one for one in (ground.with_suffix(".py"), ground / "__init__.py") if one.is_file()), None)
    further = imported(path).get(name) if path else None
    return deed_at(*further) if further else None


@cache
def functions(path: Path) -> dict[str, Function]:
    """Functions, fixtures and methods of the file by their name."""
    return {one.name: one for one in nodes(tree(path)) if isinstance(one, Function)}


@cache
def shared() -> dict[str, list[Place]]:
    """Those of the files that hold no tests themselves: makers, the town, fixtures."""
    found = defaultdict(list)
    for path in files_of_tests():
        if not path.name.startswith("test_"):
            for name, one in functions(path).items():
                found[name].append(Place(path, one))
    return found


@cache
def deed_names() -> frozenset[str]:
    return frozenset(deed.name for deed in deeds().values())


@cache
def names(node: ast.AST) -> set[str]:
    return {one.id for one in nodes(node) if isinstance(one, ast.Name)}


@cache
def attributes(node: ast.AST) -> set[str]:
    return {one.attr for one in nodes(node) if isinstance(one, ast.Attribute)}


def errors(node: ast.AST) -> set[str]:
    return {name for name in names(node) | attributes(node) if is_error(name)}


@cache
def named(node: ast.AST, path: Path) -> frozenset[str]:
    """The deeds that stand in this piece of the file by their name."""
    known = imported(path)
    found = {deed_at(*known[name]) for name in names(node) if name in known}
    for one in nodes(node):
        if isinstance(one, ast.Attribute) and one.attr in deed_names() and isinstance(one.value, ast.Name):
            found.add(deed_at(".".join(known.get(one.value.id, ("",))), one.attr))
    return frozenset(one for one in found if one)


def helpers(node: ast.AST, path: Path) -> Iterator[Place]:
    """What tests define and this piece calls: of the same file, of one that it imports, of fixtures and makers."""
    for name in names(node):
        if name in functions(path):
            yield Place(path, functions(path)[name])
        else:
            yield from shared().get(imported(path).get(name, ("", name))[1], ())
    for name in attributes(node):
        if name in functions(path):
            yield Place(path, functions(path)[name])
        yield from shared().get(name, ())


def called(node: ast.AST, place: Place) -> set[str]:
    """The deeds that stand there by name or in a variable; if there is none, those that its helpers call."""
    pieces = [node, *(value for name in names(node) for value in assigned(name, place.function))]
    found = {deed for piece in pieces for deed in named(piece, place.path)}
    return found or {
        deed for piece in pieces for helper in helpers(piece, place.path) for deed in called_in(helper)
    }


@cache
def called_in(helper: Place) -> frozenset[str]:
    """The deeds that a helper calls itself; one that only mentions them makes nothing refuse."""
    functions = [one.func for one in nodes(helper.function) if isinstance(one, ast.Call)]
    return frozenset(deed for one in functions for deed in named(one, helper.path))


def assigned(name: str, function: Function) -> Iterator[ast.AST]:
    for one in nodes(function):
        if isinstance(one, ast.Assign) and any(name in names(target) for target in one.targets):
            yield one.value
        elif isinstance(one, ast.withitem) and one.optional_vars and name in names(one.optional_vars):
            yield one.context_expr


def rows(wanted: set[str], place: Place) -> Iterator[ast.AST]:
    """The rows of tables whose columns bear one of these names."""
    for one in place.function.decorator_list:
        if isinstance(one, ast.Call) and ast.unparse(one.func).endswith("parametrize"):
            columns = {
                word.strip()
                for text in nodes(one.args[0])
                if isinstance(text, ast.Constant)
                for word in text.value.split(",")
            }
            if columns & wanted:
                yield from lines(one.args[1], place.path)
    for one in nodes(place.function):
        if isinstance(one, ast.For) and names(one.target) & wanted:
            yield from lines(one.iter, place.path, place.function)


def lines(node: ast.expr, path: Path, function: Function | None = None) -> Iterator[ast.AST]:
    if isinstance(node, ast.Name):
        values = [
            one.value
            for one in nodes(function or tree(path))
            if isinstance(one, ast.Assign) and any(node.id in names(target) for target in one.targets)
        ] or [
            one.value
            for one in tree(path).body
            if isinstance(one, ast.Assign) and any(node.id in names(t) for t in one.targets)
        ]
        for value in values:
            yield from lines(value, path)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for one in node.elts:
            yield from lines(one.value, path, function) if isinstance(one, ast.Starred) else (one,)
    elif isinstance(node, ast.Dict):
        yield from (ast.Tuple([key, value]) for key, value in zip(node.keys, node.values, strict=True) if key)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "items":
        yield from lines(node.func.value, path, function)
    else:
        yield node


def blocks(function: Function) -> Iterator[tuple[ast.With, ast.expr]]:
    """Each `with pytest.raises(…)` of the function with what it expects."""
    for one in nodes(function):
        if isinstance(one, ast.With):
            for item in one.items:
                call = item.context_expr
                if (
                    isinstance(call, ast.Call)
                    and call.args
                    and ast.unparse(call.func) in ("pytest.raises", "raises")
                ):
                    yield one, call.args[0]


def pairs_of_block(block: ast.With, expected: ast.expr, place: Place) -> Iterator[Pair]:
    body = ast.Module(body=block.body, type_ignores=[])
    raised, met = errors(expected), called(body, place)
    for value in (value for name in names(expected) for value in assigned(name, place.function)):
        raised |= errors(value)
    table = list(rows(names(body) | names(expected), place))
    for row in table:
        there = named(row, place.path) or met
        yield from ((deed, error) for deed in there for error in errors(row) | raised)
    if not any(named(row, place.path) for row in table):
        yield from ((deed, error) for deed in met for error in raised)
    yield from pairs_of_callers(body, expected, place, met)


def pairs_of_callers(body: ast.AST, expected: ast.expr, place: Place, met: set[str]) -> Iterator[Pair]:
    """The block stands in a helper: who calls it gives the error, the deed or both."""
    argument_names = [one.arg for one in (*place.function.args.args, *place.function.args.kwonlyargs)]
    if not (names(expected) | names(body)) & set(argument_names) or place.function.name.startswith("test_"):
        return
    for caller, call in calls(place.function.name, place.path):
        given = ast.Tuple([*call.args, *(word.value for word in call.keywords)])
        raised = errors(expected) | errors(given)
        there = met | called(given, caller)
        yield from ((deed, error) for deed in there for error in raised)
        for row in rows(names(given), caller):
            further = named(row, caller.path) or there
            yield from ((deed, error) for deed in further for error in errors(row) | raised)


@cache
def calls(name: str, path: Path) -> list[tuple[Place, ast.Call]]:
    return [
        (Place(path, function), one)
        for function in functions(path).values()
        for one in nodes(function)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == name
    ]


@cache
def raised() -> frozenset[Pair]:
    """Every (deed, error) that comes out of a call of the deed in a test."""
    found: set[Pair] = set()
    for path in files_of_tests():
        if "raises(" in path.read_text():
            for function in functions(path).values():
                for block, expected in blocks(function):
                    found |= set(pairs_of_block(block, expected, Place(path, function)))
    return frozenset(found)
