"""The map holds tests that pass: one that fails by itself would find every fault."""

import json
import os
import subprocess
import sys

import pytest

from tests.template_database import ROOT

CASES = """
def test_sound():
    assert True

def test_broken():
    assert False
"""


@pytest.mark.long
def test_a_test_that_fails_without_a_fault_is_not_asked(tmp_path):
    (tmp_path / "test_cases.py").write_text(CASES)
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:django",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
    ]
    subprocess.run(
        [*command, "-p", "tests.mutation.lines", str(tmp_path)],
        env=alone | {"TINHSO_LINES": str(tmp_path), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )
    seconds = json.loads((tmp_path / "alone.json").read_text())
    assert [name.split("::")[-1] for name in seconds] == ["test_sound"]
