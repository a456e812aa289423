"""A link never does a deed: views that may be opened by GET ask for a sent form, or for the method, before any deed."""

import ast
from collections.abc import Iterator

from tests.house.sources import files, nodes, short, tree

READS = {"publisher_on", "sent_before"}  # stand beside a deed and change nothing


def deeds_of(module: ast.Module) -> set[str]:
    """Names of deeds in this module, and of its helpers that do one without asking."""
    names = {
        one.asname or one.name
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom) and ".actions" in (node.module or "")
        for one in node.names
        if one.name.islower()
    } - READS
    helpers = [one for one in functions(module) if not decorators(one)]
    for _round in range(3):  # helpers of helpers
        names |= {one.name for one in helpers if unasked(one, names)}
    return names


def functions(module: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in module.body if isinstance(node, ast.FunctionDef)]


def decorators(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(one) for one in function.decorator_list}


def unasked(function: ast.FunctionDef, deeds: set[str]) -> list[str]:
    """Deeds in this function with no `is_valid()` and no `request.method` above them or on their line."""
    asked = [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr in {"is_valid", "method"}
    ]
    called = [
        (used_at(function, node), ast.unparse(node.func))
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in deeds
    ]
    return [name for line, name in called if not asked or min(asked) > line]


def used_at(function: ast.FunctionDef, call: ast.Call) -> int:
    """The line on which it happens: where a function within the function holds it, the first line that names that one."""
    for inner in function.body:
        if isinstance(inner, ast.FunctionDef) and inner.lineno <= call.lineno <= (inner.end_lineno or 0):
            names = [one for one in ast.walk(function) if isinstance(one, ast.Name) and one.id == inner.name]
            return min(one.lineno for one in names)
    return call.lineno


def opened_by_get() -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    for path in files("tinhso/*/views/*.py", "tinhso/*/views.py"):
        if "tests" not in path.parts:
            module = tree(path)
            deeds = deeds_of(module)
            for function in functions(module):
                if any(
                    "require_" in one for one in decorators(function)
                ) and "require_POST" not in decorators(function):
                    yield short(path), function, deeds


def test_no_view_does_a_deed_before_it_knows_that_a_form_was_sent():
    views = list(opened_by_get())
    assert len(views) > 200
    assert not [(at, one.name, names) for at, one, deeds in views if (names := unasked(one, deeds))]


def test_no_form_before_a_deed_is_filled_from_the_address():
    loose = []
    for at, function, deeds in opened_by_get():
        text = ast.unparse(function)
        acts = any(isinstance(n, ast.Call) and ast.unparse(n.func) in deeds for n in ast.walk(function))
        if acts and "Form(request.GET" in text:
            loose.append((at, function.name))
    assert not loose


def test_every_view_says_by_which_methods_it_is_opened():
    loose = [
        (short(path), function.name)
        for path in files("tinhso/*/views/*.py")
        if "tests" not in path.parts
        for function in functions(tree(path))
        if any(
            one.startswith(("public_page", "officer_", "role_", "citizen_", "signed_in"))
            for one in decorators(function)
        )
        and not any("require_" in one or one == "call" for one in decorators(function))
    ]
    assert not loose
