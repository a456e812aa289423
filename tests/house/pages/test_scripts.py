"""What the scripts of pages may not do: change what all objects share, run text as code, or write under names of strangers."""

import re

import pytest

from tests.house.sources import ROOT, files
from tinhso.lib.forms.check import ID

NEVER = {
    "__proto__": re.compile(r"__proto__|setPrototypeOf"),
    "text as code": re.compile(
        r"\beval\(|new Function\b|setTimeout\(\s*[\"']|\.innerHTML\s*\+?=|document\.write|insertAdjacentHTML"
    ),
    "a loop over inherited names": re.compile(r"for\s*\(\s*(?:var|let|const)?\s*\w+\s+in\s"),
    "a deep write under two names of strangers": re.compile(
        r"\[(?![\"'\d])[^\]\[]+\]\[(?![\"'\d])[^\]\[]+\]\s*=[^=]"
    ),
}
# Walks down a path of names: those of fields, which `lib/forms/check.py` keeps to ID.
BY_PATH = re.compile(r"(\w+) = \1\[\w+\] =")
WALKS = {"tinhso/onestop/static/onestop/show_if.js"}


def scripts() -> list[str]:
    found = [str(path.relative_to(ROOT)) for path in files("tinhso/*.js") if "static" in path.parts]
    assert len(found) > 15
    return found


@pytest.mark.parametrize("deed", NEVER)
def test_no_script_does_what_none_may(deed: str):
    wrong = [name for name in scripts() if NEVER[deed].search((ROOT / name).read_text(encoding="utf-8"))]
    assert not wrong, f"{deed}: {wrong}"


def test_only_the_known_script_writes_along_a_path_and_its_names_cannot_reach_what_objects_share():
    assert {name for name in scripts() if BY_PATH.search((ROOT / name).read_text(encoding="utf-8"))} == WALKS
    assert not any(ID.fullmatch(name) for name in ("__proto__", "hasOwnProperty", "toString", "_x", ""))
    # "constructor" is a function, which the script takes for no object to walk into: it writes an own one instead.
    assert ID.fullmatch("constructor")
    assert 'typeof value === "object"' in (ROOT / WALKS.copy().pop()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("deed", "line"),
    [
        ("__proto__", "at.__proto__ = 1"),
        ("text as code", "box.innerHTML = given"),
        ("a loop over inherited names", "for (var name in given) {"),
        ("a deep write under two names of strangers", "at[one][other] = given"),
    ],
)
def test_what_is_looked_for_is_found(deed: str, line: str):
    assert NEVER[deed].search(line)
