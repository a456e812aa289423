import tarfile
from pathlib import Path

import pytest

from tinhso.config.commands import bundle
from tinhso.config.refusal import Refusal

PINS = """a-b==1.0 \\
    --hash=sha256:11
c==2.0 \\
    --hash=sha256:22 \\
    --hash=sha256:33
"""


def test_a_library_that_was_built_here_is_let_in_by_its_own_hash():
    lines = bundle.with_hashes(PINS, {"a-b": "99"}).splitlines()
    assert lines[:3] == ["a-b==1.0 \\", "    --hash=sha256:99 \\", "    --hash=sha256:11"]
    assert lines[3:] == PINS.splitlines()[2:]


@pytest.mark.long
def test_the_bundle_holds_program_libraries_and_a_sum_of_each(tmp_path):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "x-1-py3-none-any.whl").write_bytes(b"x")
    count = bundle.write(tmp_path / "t.tar", wheels, PINS)
    with tarfile.open(tmp_path / "t.tar") as tar:
        names = {Path(n).relative_to(bundle.name()).as_posix() for n in tar.getnames()}
        sums = tar.extractfile(f"{bundle.name()}/SHA256SUMS").read().decode()
        modes = {one.mode: one.name.split("/")[1] == "bin" for one in tar}
    assert modes == {0o755: True, 0o644: False}  # root unpacks it, the account that serves runs it
    assert len(names) == count
    assert {"bin/demo", "tinhso/config/cli.py", "wheels/x-1-py3-none-any.whl", "requirements.txt"} <= names
    assert {line.split("  ")[1] for line in sums.splitlines()} == names - {"SHA256SUMS"}
    assert not [n for n in names if n.endswith((".pyc", ".mo")) or n.startswith(".")]


@pytest.mark.parametrize("wanted", ["3", "2.7", "3.10", "3.x", ""])
def test_another_python_is_named_as_3_n(tmp_path, wanted):
    with pytest.raises(Refusal, match="3.N"):
        bundle.refuse(tmp_path / "t.tar", False, [wanted])


def test_a_file_that_is_there_is_not_overwritten_unasked(tmp_path):
    (tmp_path / "t.tar").touch()
    with pytest.raises(Refusal, match="--overwrite"):
        bundle.refuse(tmp_path / "t.tar", False, [])
