"""A Debian package of one version: everything of the bundle under its folder, readable by the account that serves, nothing of
the user who built it. Installed for real by hand only (docs/operations.md): it needs root and two minutes."""

import hashlib
import shutil
import subprocess
import tarfile

import pytest

from tinhso.config.backups.archive import add_bytes
from tinhso.config.programs import Programs, new_program
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up import debian

NAME = "tinhso-0.1.0"
WORDS = {"name": NAME, "completion": "complete -F _tinhso tinhso\n", "manual": ".TH TINHSO 1\n"}
needs_dpkg = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="builds where Debian's tools are")


TEXTS = "tinhso/kernel/site/locale/en/LC_MESSAGES/django"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "một"\nmsgstr "one"\n'


@pytest.fixture
def bundle(tmp_path):
    """A bundle of three files and their sums."""
    files = {"bin/tinhso": b"#!/bin/sh\n", "docs/một.md": b"x", f"{TEXTS}.po": PO.encode()}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        for name, data in (files | {"SHA256SUMS": sums.encode()}).items():
            add_bytes(tar, data, f"{NAME}/{name}")
    return tmp_path / "b.tar"


@needs_dpkg
def test_the_package_holds_the_version_in_a_folder_of_its_own(bundle, tmp_path):
    target = tmp_path / "t.deb"
    debian.build(bundle, target, **WORDS)
    fields = subprocess.run(["dpkg-deb", "-f", target], capture_output=True, text=True, check=True).stdout
    assert (
        f"Package: {NAME}\n" in fields
        and "Version: 0.1.0\n" in fields
        and "@" not in fields.replace(debian.CONTACT, "")
    )
    subprocess.run(["dpkg-deb", "-R", target, tmp_path / "out"], check=True)
    program = tmp_path / "out/opt/tinhso" / NAME
    assert (
        {one.relative_to(program).as_posix() for one in program.rglob("*") if one.is_file()}
        == {
            "bin/tinhso",
            "docs/một.md",
            "SHA256SUMS",
            f"{TEXTS}.po",
            f"{TEXTS}.mo",  # made here: the account that runs the program, in a container too, cannot write into it
            "share/tinhso.1.gz",
            "share/tinhso.bash",
        }
    )
    assert all(
        path.stat().st_mode & 0o005 for path in program.rglob("*")
    )  # the account that serves is another
    for script in debian.SCRIPTS:
        file = tmp_path / "out/DEBIAN" / script
        assert file.stat().st_mode & 0o111 and "@" not in file.read_text()
        subprocess.run(["sh", "-n", file], check=True)
    # a closely kept root (umask 077) makes nothing that the account cannot read
    assert "umask 022" in (tmp_path / "out/DEBIAN/postinst").read_text()
    # what the package laid down is a version that `tinhso upgrade` takes as it is, while it is whole
    assert new_program(program, Programs(tmp_path)) == program
    (program / "docs/một.md").write_bytes(b"y")
    with pytest.raises(Refusal, match="một.md thiếu hoặc đã bị sửa"):
        new_program(program, Programs(tmp_path))


@pytest.mark.parametrize("there", [True, False])
def test_what_the_package_made_goes_and_a_folder_that_is_gone_already_stops_nothing(tmp_path, there):
    """On a copy whose every path is moved under a folder of this test: the machine may hold an installation."""
    program = tmp_path / NAME
    if there:
        (program / ".venv").mkdir(parents=True)
        (program / "x.mo").touch()
    script = (debian.DATA / "prerm").read_text().replace("@name@", NAME).replace("/opt/tinhso", str(tmp_path))
    assert "/opt" not in script.replace(str(tmp_path), "")
    subprocess.run(["sh", "-c", script, "prerm", "remove"], check=True)
    assert not (program / ".venv").exists() and not (program / "x.mo").exists()


def test_without_debians_tools_it_is_refused_in_a_sentence(bundle, tmp_path, monkeypatch):
    monkeypatch.setattr(debian.shutil, "which", lambda name: None)
    with pytest.raises(Refusal, match="không có dpkg-deb"):
        debian.build(bundle, tmp_path / "t.deb", **WORDS)


@needs_dpkg
def test_what_dpkg_refuses_is_told(bundle, tmp_path, monkeypatch):
    monkeypatch.setattr(debian, "CONTACT", "a@b>\nWrong field")
    with pytest.raises(Refusal, match="dpkg-deb không dựng được gói"):
        debian.build(bundle, tmp_path / "t.deb", **WORDS)
