import ast
from collections import Counter
from pathlib import Path

from tests.house.sources import ROOT, files, nodes, ours, short, tree

PYTHON, TEST, TEMPLATE, STYLE, FUNCTION, FOLDER, PAGES = 400, 500, 200, 700, 40, 25, 30


def limit(path: Path) -> int:
    if path.suffix == ".py":
        return TEST if "tests" in path.relative_to(ROOT).parts else PYTHON
    return STYLE if path.suffix == ".css" else TEMPLATE


def templates() -> list[Path]:
    """Pages, letters and papers; a clone may itself lie in a folder of that name."""
    return [path for path in files("*.html", "*.txt", "*.typ") if "templates" in path.relative_to(ROOT).parts]


def measured() -> dict[str, tuple[int, int]]:
    """Lines and limit of every Python file, template and style sheet of ours."""
    found = [path for path in files("*.py", "*.css") if ours(path)]
    found += templates()
    return {short(path): (len(path.read_text().splitlines()), limit(path)) for path in found}


def test_no_file_is_longer_than_its_limit():
    assert not {name: has for name, has in measured().items() if has[0] > has[1]}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted: explaining is never too long."""
    first = node.body[0]
    has_docstring = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    return node.end_lineno - node.lineno + 1 - (first.end_lineno - first.lineno + 1 if has_docstring else 0)


def test_no_function_is_longer_than_forty_lines():
    too_long = [
        f"{short(path)}:{node.lineno} {node.name} has {length(node)} lines"
        for path in files("*.py")
        if ours(path)
        for node in nodes(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION
    ]
    assert not too_long


def filled() -> dict[str, int]:
    """Python files of each folder, `__init__` apart; data and migrations have none that people look for."""
    found = [path for path in files("tinhso/*.py", "sandbox/*.py", "tests/*.py", "bench/*.py") if ours(path)]
    return Counter(short(path.parent) for path in found if path.name != "__init__.py")


def test_no_folder_holds_more_than_twenty_five_files():
    full = {name: n for name, n in filled().items() if n > FOLDER}
    assert not full, "divide it by subject"


def test_no_folder_of_templates_holds_more_than_thirty():
    full = {name: n for name, n in Counter(short(path.parent) for path in templates()).items() if n > PAGES}
    assert not full, "pages lie in a folder of their subject"
