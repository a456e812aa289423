"""The way to a new version and back, and what is refused before anything is touched."""

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile

import pytest

from tinhso.config.backups import archive
from tinhso.config.backups.postgres_tools import run_tool
from tinhso.config.backups.rollback import Step, read_step, write_step
from tinhso.config.commands import bundle
from tinhso.config.commands.upgrade import go_back, refuse_bad_place
from tinhso.config.database import ROOT, refuse_unfinished, upgrading
from tinhso.config.programs import Programs, check_sums, new_program
from tinhso.config.refusal import Refusal
from tinhso.config.tests.test_commands import environment, place
from tinhso.lib.postgres.server import Server

__all__ = ["place"]
GOOD = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]
    operations = [migrations.RunSQL("create table of_the_new_version (id int)"), *MORE]
"""
CASTS = re.compile(r"::(character varying|text(\[\])?)|[()]")
BROKEN = 'migrations.RunSQL("delete from django_content_type; insert into no_such_table values (1)")'


@pytest.fixture
def state_home(tmp_path, monkeypatch):
    """A state folder apart from the program."""
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    return tmp_path


def packed(folder, files, *, sums=True):
    """A bundle of these files, as `tinhso bundle` lays it out."""
    listed = "".join(f"{archive.hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    target = folder / "tinhso-9.tar"
    with tarfile.open(target, "w") as tar:
        for name, data in (files | ({"SHA256SUMS": listed.encode()} if sums else {})).items():
            archive.add_bytes(tar, data, f"tinhso-9/{name}")
    return target


def test_a_bundle_is_unpacked_once_and_compared_with_its_sums(state_home):
    tar, programs = packed(state_home, {"bin/tinhso": b"x", "docs/a.md": b"y"}), Programs(state_home)
    folder = new_program(tar, programs)
    assert (folder / "docs/a.md").read_bytes() == b"y"
    assert new_program(tar, programs) == folder
    (folder / "docs/a.md").write_bytes(b"z")
    with pytest.raises(Refusal, match=r"docs/a\.md"):
        new_program(tar, programs)


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_what_root_unpacks_every_account_can_run(state_home, umask):
    """0.1.0 packed everything for its owner alone, and a close umask unpacks it so."""
    tar = packed(state_home, {"bin/tinhso": b"x", "docs/sub/a.md": b"y"})
    before = os.umask(umask)
    try:
        folder = new_program(tar, Programs(state_home))
    finally:
        os.umask(before)
    modes = {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    assert modes.pop("bin/tinhso") in {0o644, 0o755} and folder.stat().st_mode & 0o777 == 0o755
    assert modes == {
        "bin": 0o755,
        "docs": 0o755,
        "docs/sub": 0o755,
        "docs/sub/a.md": 0o644,
        "SHA256SUMS": 0o644,
    }


def test_what_is_no_bundle_is_refused(state_home):
    with pytest.raises(Refusal, match="SHA256SUMS"):
        new_program(packed(state_home, {"bin/tinhso": b"x"}, sums=False), Programs(state_home))
    with pytest.raises(Refusal, match="bin/tinhso"):
        new_program(packed(state_home, {"docs/a.md": b"y"}), Programs(state_home))
    (state_home / "x.tar").write_bytes(b"no tar")
    with pytest.raises(Refusal, match="không đọc được"):
        new_program(state_home / "x.tar", Programs(state_home))
    with pytest.raises(Refusal, match="mục lạ"):
        new_program(packed(state_home, {"../../ra-ngoài": b"x"}), Programs(state_home))
    with pytest.raises(Refusal, match="SHA256SUMS"):
        check_sums(state_home)


def test_the_link_moves_in_one_step_and_foreign_things_are_left_alone(state_home):
    programs = Programs(state_home)
    for name in ("a", "b"):
        (state_home / name).mkdir()
        programs.point_to(state_home / name)
        assert programs.link.resolve() == state_home / name
    with pytest.raises(Refusal, match="chạy"):
        programs.refuse_bad_link()
    programs.link.unlink()
    programs.link.mkdir()
    with pytest.raises(Refusal, match="không phải là liên kết"):
        programs.refuse_bad_link()


def test_data_inside_the_program_are_to_be_moved_first(state_home, monkeypatch):
    monkeypatch.setenv("TINHSO_STATE", str(ROOT / ".tinhso"))
    with pytest.raises(Refusal, match="dời nó ra ngoài"):
        refuse_bad_place(Programs(state_home))


def test_nothing_is_served_while_an_upgrade_is_unfinished(state_home):
    step = Step(str(ROOT), "mới", str(state_home / "không có.tar"), str(state_home))
    write_step(upgrading(), step)
    assert read_step(upgrading()) == step
    with pytest.raises(Refusal, match="upgrade --back"):
        refuse_unfinished()
    with pytest.raises(Refusal, match="không còn bản sao lưu"):
        go_back(lose_newer=False)


def test_going_back_after_the_end_says_what_is_lost(state_home):
    with pytest.raises(Refusal, match="không có lần nâng cấp nào"):
        go_back(lose_newer=False)
    write_step(state_home / "state/upgrade-last", Step(str(ROOT), "mới", "b.tar", str(state_home)))
    with pytest.raises(Refusal, match="--lose-newer"):
        go_back(lose_newer=False)


def test_the_dump_alone_comes_out_of_a_backup_and_only_whole(tmp_path):
    (tmp_path / "dump").write_bytes(b"PGDMP")
    (tmp_path / "files").mkdir()
    (tmp_path / "files/a").write_bytes(b"a")
    archive.write(
        tmp_path / "b.tar", tmp_path / "dump", {"files": tmp_path / "files"}, {}, archive.Progress(print)
    )
    for name in ("out", "cut"):
        (tmp_path / name).mkdir()
    assert archive.unpack_dump(tmp_path / "b.tar", tmp_path / "out").read_bytes() == b"PGDMP"
    assert not (tmp_path / "out/files").exists()
    with tarfile.open(tmp_path / "c.tar", "w") as tar:
        entry = tarfile.TarInfo(archive.DUMP)
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    with pytest.raises(Refusal, match="trọn vẹn"):
        archive.unpack_dump(tmp_path / "c.tar", tmp_path / "cut")


def bundle_of(place, name, monkeypatch, *, migration="", wheels=None, pins="", **files):
    """This program with one more migration or other files, as a bundle; without libraries, it runs on the ones that are named."""
    tree = place / f"tree-{name}"
    leave = shutil.ignore_patterns("__pycache__", ".*_cache")
    for part in bundle.PARTS:
        shutil.copytree(ROOT / part, tree / part, ignore=leave)
    for file in (*bundle.FILES, "requirements.txt"):
        shutil.copy(ROOT / file, tree / file)
    if migration:
        (tree / "tinhso/kernel/law/migrations/0002_new.py").write_text(migration)
    for file, text in files.items():
        (tree / "tinhso/config" / f"{file}.py").write_text(text)
    (place / "no-wheels").mkdir(exist_ok=True)
    monkeypatch.setattr(bundle, "ROOT", tree)
    pins = pins or (ROOT / "requirements.txt").read_text()
    bundle.write(place / f"{name}.tar", wheels or place / "no-wheels", pins)
    return place / f"{name}.tar"


def tinhso(*words, state):
    variables = environment() | {"TINHSO_VENV": sys.prefix, "TINHSO_STATE": str(state)}
    command = [sys.executable, "-P", "-m", "tinhso", *map(str, words)]
    return subprocess.run(command, env=variables, capture_output=True, text=True, cwd="/", check=False)


def everything(state, place):
    """The whole database as text; a restored one writes the casts of its constraints in other places."""
    server = Server(state / "postgres")
    server.start()
    try:
        run_tool("pg_dump", "--file", place / "dump.sql", url=server.url("tinhso_owner"))
    finally:
        server.stop()
    lines = (place / "dump.sql").read_text().splitlines()
    return [CASTS.sub("", line) for line in lines if "restrict" not in line]


@pytest.mark.long
def test_a_failing_upgrade_leaves_all_as_before_and_a_good_one_switches(place, monkeypatch):
    state, programs = place / "state", place / "versions"
    programs.mkdir()
    assert tinhso("prepare", "--quiet", state=state).returncode == 0
    (state / "files/ab").mkdir()
    (state / "files/ab/tệp").write_text("nội dung")
    before = everything(state, place)

    bad = bundle_of(place, "bad", monkeypatch, migration=GOOD.replace("*MORE", BROKEN))
    done = tinhso("upgrade", bad, "--programs", programs, state=state)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "no_such_table" in done.stdout
    assert "Đã trở về: chương trình và dữ liệu như trước khi nâng" in done.stdout, done.stderr
    assert everything(state, place) == before
    assert (programs / "hien-hanh").resolve() == ROOT
    assert (state / "files/ab/tệp").read_text() == "nội dung"

    mute = bundle_of(
        place, "mute", monkeypatch, migration=GOOD.replace("*MORE", ""), wsgi="raise SystemExit('hỏng')"
    )
    done = tinhso("upgrade", mute, "--programs", programs, state=state)
    assert done.returncode == 1 and "up dừng với mã 1" in done.stdout, done.stdout + done.stderr
    assert (programs / "hien-hanh").resolve() == ROOT and everything(state, place) == before
    assert tinhso("verify", state=state).returncode == 0

    good = bundle_of(place, "good", monkeypatch, migration=GOOD.replace("*MORE", ""))
    done = tinhso("upgrade", good, "--programs", programs, state=state)
    assert done.returncode == 0, done.stdout + done.stderr
    new = (programs / "hien-hanh").resolve()
    assert new.name.startswith("good-")
    assert any("of_the_new_version" in line for line in everything(state, place))
