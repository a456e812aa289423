"""An import stands at the top of its file; one inside a function says on the line before why it has to wait."""

import ast

from tests.house.sources import files, nodes, ours, short, tree


def late_imports(path):
    """The first of each run of imports inside a function."""
    inside = {
        node.lineno: node.end_lineno
        for function in nodes(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return [line for line in sorted(inside) if line - 1 not in inside.values()]


def test_an_import_inside_a_function_says_why():
    code = [
        path
        for path in files("tinhso/*.py", "sandbox/*.py")
        if ours(path) and not {"tests", "conftest.py"} & set(path.parts)
    ]
    assert len(code) > 500
    wrong = [
        f"{short(path)}:{line}"
        for path in code
        for line in late_imports(path)
        if not path.read_text().splitlines()[line - 2].lstrip().startswith("# ")
    ]
    assert not wrong
