"""What bin/mutate plants, and that a planted module is the one that is imported."""

import ast
import json
import os
import subprocess
import sys

from tests.mutation.faults import faults_of
from tests.template_database import ROOT

TEXT = '''"""A module – with a dash of three bytes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from x import y

__all__ = [1]


def due(day: "int | None" = 0, *, early=False):
    """Says 1 + 1."""
    check(day, max_length=3)
    if day < 3 and not early:
        raise ValueError("số 1 + 2")
    logger.info("x", 1)
    return f"{day + 1}" if day in (1,) else day - 1
'''


def planted(kind: str) -> list[str]:
    return [f"{one.before} → {one.after}" for one in faults_of("a.py", TEXT) if one.kind == kind]


def test_each_kind_of_fault_is_found_where_it_says_something():
    assert planted("comparison") == ["< → <=", "in → not in"]
    assert planted("and for or") == ["and → or"]
    assert planted("not left out") == ["not early → early"]
    assert planted("refusal left out") == ['raise ValueError("số 1 + 2") → pass']
    assert planted("call left out") == ["check(day, max_length=3) → pass"]
    assert planted("condition turned round") == ["day < 3 and not early → not (day < 3 and not early)"]
    assert planted("arithmetic") == ["- → +"]
    assert planted("truth") == ["False → True"]
    assert planted("number") == ["0 → 1", "3 → 4", "1 → 2", "1 → 2", "1 → 2"]


def test_every_fault_leaves_a_module_that_can_be_read_and_differs_at_its_place_alone():
    for fault in faults_of("a.py", TEXT):
        text = fault.planted(TEXT)
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(TEXT))
        assert len(text) - len(TEXT) == len(fault.after) - len(fault.before)
        assert fault.before in TEXT.splitlines()[fault.line - 1]


def test_a_planted_module_stands_in_for_the_one_on_disk(tmp_path):
    file = tmp_path / "fault.json"
    path = ROOT / "tinhso/lib/shares.py"
    file.write_text(
        json.dumps({"module": "tinhso.lib.shares", "path": str(path), "source": "planted = True"})
    )
    command = "import tests.mutation.planting; import tinhso.lib.shares as m; assert m.planted"
    subprocess.run(
        [sys.executable, "-c", command],
        env=os.environ | {"TINHSO_FAULT": str(file), "PYTHONPATH": str(ROOT)},
        check=True,
    )
