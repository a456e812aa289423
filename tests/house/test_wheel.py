"""A wheel holds every file that the program reads beside its code."""

import subprocess
import sys
import zipfile

import pytest

from tests.house.sources import files, short

CODE = {".py"}


@pytest.mark.long
def test_a_wheel_holds_all_data_of_the_program(tmp_path):
    """Built from a copy, so that no folder `build` is left beside the sources."""
    copy = tmp_path / "sources"
    for path in files("tinhso", "sandbox", "pyproject.toml", "README.md"):
        target = copy / short(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    words = ["setuptools.build_meta", "build_wheel"]
    code = f"from {words[0]} import {words[1]}; print({words[1]}({str(tmp_path)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, capture_output=True)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    wanted = {
        short(path)
        for path in files("tinhso", "sandbox")
        if path.suffix not in CODE and "tests" not in path.parts and path.name != "README.md"
    }
    assert not wanted - held
