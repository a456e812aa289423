"""The program that checks a downloaded call runs alone; what is not a file of ours is said, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tinhso.lib.exchange.proof import verify_call
from tinhso.lib.exchange.proof.verify_call import main

SOURCE = Path(verify_call.__file__)


def test_it_imports_nothing_but_the_standard_library_and_cryptography():
    found = [
        line.split()[1] for line in SOURCE.read_text().splitlines() if line.startswith(("import ", "from "))
    ]
    assert {name.split(".")[0] for name in found} - {"cryptography"} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        json.dumps({"format": verify_call.FORMAT}).encode(),
        json.dumps({"format": verify_call.FORMAT, "row": {}, "batch": {"index": "0"}, "event": []}).encode(),
    ],
)
def test_what_is_no_file_of_a_call_is_unreadable(tmp_path, content, capsys):
    (tmp_path / "x.json").write_bytes(content)
    assert main([str(tmp_path / "x.json")]) == 2 and "x.json" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    assert main([str(tmp_path / "none.json")]) == 2


def test_it_runs_as_one_file_in_a_folder_of_its_own(tmp_path):
    (tmp_path / "verify_call.py").write_bytes(SOURCE.read_bytes())
    run = subprocess.run(
        [sys.executable, "-I", "verify_call.py", "none.json"],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
