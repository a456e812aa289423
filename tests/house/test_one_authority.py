"""Lines of authority and heads of papers are made in one place (`people/posts/signing_forms.py`, `Agency.parent_on_paper`): no other
file begins a line with "TM.", "KT." …, and none names of itself whom an agency belongs to."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "tinhso"
LEFT_OUT = {"tests", "migrations", "demo"}
LINE = re.compile(r"^(TM|KT|TL|TUQ|Q)\.(\s|$)")
MADE_IN = {
    "kernel/people/posts/signing_forms.py",  # the model
    "kernel/people/models/delegation.py",  # the codes of capacities
    "documents/layout/letter_limits.py",  # which of them a document may bear
}
HEAD = {"parent", "agency", "number", "place"}


def sources() -> dict[str, ast.Module]:
    files = (one for one in ROOT.rglob("*.py") if not LEFT_OUT & set(one.parts))
    return {
        one.relative_to(ROOT).as_posix(): ast.parse(one.read_text())
        for one in files
        if one.name != "conftest.py"
    }


def lines_of_authority(tree: ast.Module) -> bool:
    words = (
        one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )
    return any(LINE.match(one) for one in words)


def foreign_parents(tree: ast.Module) -> list[int]:
    """Lines of heads whose parent is made otherwise than by `parent_on_paper`, an empty word, or of a content that has it."""
    found = []
    for head in (one for one in ast.walk(tree) if isinstance(one, ast.Dict)):
        keys = {
            key.value: value
            for key, value in zip(head.keys, head.values, strict=True)
            if isinstance(key, ast.Constant)
        }
        if set(keys) >= HEAD and not re.search(
            r"parent_on_paper|^''$|content\.parent$", ast.unparse(keys["parent"])
        ):
            found.append(head.lineno)
    return found


def test_no_other_file_makes_a_line_of_authority():
    assert {name for name, tree in sources().items() if lines_of_authority(tree)} == MADE_IN


def test_every_head_of_a_paper_names_whom_the_agency_belongs_to_by_one_rule():
    assert {name: found for name, tree in sources().items() if (found := foreign_parents(tree))} == {}


def test_a_second_model_would_be_found():
    assert lines_of_authority(ast.parse('x = f"KT. {head}"'))
    assert not lines_of_authority(ast.parse('x = "Ký KT. Chủ tịch"'))
    other = '{"parent": a.parent.name if a.parent else "", "agency": 1, "number": 2, "place": 3}'
    assert foreign_parents(ast.parse(other)) == [1]
