"""Which tests run a line of a file as it is now, by what `bin/mutate --map` wrote down of the file as it was then."""

import difflib
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import coverage

from tests.template_database import ROOT

HOME = ROOT / ".tinhso/mutate"
DATA, SECONDS, SOURCES = HOME / "coverage", HOME / "seconds.json", HOME / "sources"


class NoMap(Exception):
    """`bin/mutate --map` was never run here."""


def write_map(words: list[str]) -> int:
    """Run the tests once under coverage (those without a browser) and keep what each of them reached."""
    draft = HOME / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    command = [sys.executable, "-P", "-m", "pytest", "-p", "tests.mutation.lines", *words]
    failed = subprocess.call(command, cwd=ROOT, env=os.environ | {"TINHSO_LINES": str(draft)})
    whole = coverage.Coverage(data_file=str(DATA), config_file=False)
    whole.erase()
    whole.combine([str(path) for path in draft.glob("coverage.*")])
    whole.save()
    seconds: dict[str, float] = {}
    for path in draft.glob("*.json"):
        seconds |= json.loads(path.read_text())
    SECONDS.write_text(json.dumps(seconds))
    shutil.rmtree(SOURCES, ignore_errors=True)
    shutil.copytree(ROOT / "tinhso", SOURCES / "tinhso", ignore=_only_python)
    return failed


def _only_python(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name in {"tests", "migrations", "__pycache__", "locale", "static", "data", "templates"}
        or not (name.endswith(".py") or (Path(folder) / name).is_dir())
    }


@cache
def _data() -> coverage.CoverageData:
    if not SECONDS.exists():
        raise NoMap
    found = coverage.CoverageData(basename=str(DATA))
    found.read()
    return found


@cache
def seconds() -> dict[str, float]:
    """For each test that passed, how long it took. Raises NoMap."""
    _data()
    return dict(json.loads(SECONDS.read_text()))


@cache
def tests_by_line(path: str) -> dict[int, list[str]]:
    """For each line of the file that some test runs inside a function, those tests. Raises NoMap."""
    then = _data().contexts_by_lineno(str(ROOT / path))
    moved = _moved(path)
    return {moved[line]: [one for one in tests if one] for line, tests in then.items() if line in moved}


def _moved(path: str) -> dict[int, int]:
    """The line of today for each line that stands today as it stood then."""
    source = SOURCES / path
    before = source.read_text().splitlines() if source.exists() else []
    after = (ROOT / path).read_text().splitlines()
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + n + 1: block.b + n + 1 for block in blocks for n in range(block.size)}
