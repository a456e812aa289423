import io
import tarfile

import pytest

from tinhso.config.backups import archive
from tinhso.config.refusal import Refusal

QUIET = archive.Progress(lambda line: None)


@pytest.fixture
def made(tmp_path):
    """A backup of a dump, two files and a published table; the folders they were taken from beside it."""
    files = tmp_path / "files"
    (files / "ab").mkdir(parents=True)
    (files / "ab/một").write_bytes(b"1" * 100)
    (files / "hai").write_bytes(b"")
    for name in ("0a1b/table.duckdb", "0c2d.new/table.duckdb"):
        (tmp_path / "tables" / name).parent.mkdir(parents=True)
        (tmp_path / "tables" / name).write_bytes(b"DUCK")
    (tmp_path / "dump").write_bytes(b"PGDMP")
    folders = {"files": files, "open-data": tmp_path / "tables", "none": tmp_path / "none"}
    assert archive.write(tmp_path / "b.tar", tmp_path / "dump", folders, {"demo": None}, QUIET).keys() == {
        "files/ab/một",
        "files/hai",
        "open-data/0a1b/table.duckdb",
    }
    return tmp_path / "b.tar"


def out(made):
    folder = made.parent / "out"
    folder.mkdir()
    return folder


def test_what_went_in_comes_out(made):
    folder = out(made)
    manifest = archive.unpack(made, folder, QUIET)
    assert manifest["demo"] is None
    assert (folder / "database.dump").read_bytes() == b"PGDMP"
    assert (folder / "files/ab/một").read_bytes() == b"1" * 100
    assert (folder / "files/hai").read_bytes() == b""
    assert (folder / "open-data/0a1b/table.duckdb").read_bytes() == b"DUCK"
    assert not (folder / "open-data/0c2d.new").exists()  # it was still being written
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_flipped_byte_is_named(made):
    data = made.read_bytes()
    made.write_bytes(data.replace(b"1" * 100, b"1" * 99 + b"2"))
    with pytest.raises(Refusal, match="files/ab/một"):
        archive.unpack(made, out(made), QUIET)


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_a_file_cut_short_is_refused(made, share):
    data = made.read_bytes().rstrip(b"\0")
    made.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(Refusal, match="cắt ngang|thiếu|không đúng"):
        archive.unpack(made, out(made), QUIET)


@pytest.mark.parametrize("name", ["../ra-ngoài", "/tmp/ra-ngoai"])
def test_nothing_is_written_outside(made, name):
    with tarfile.open(made, "a") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    with pytest.raises(Refusal, match="mục lạ"):
        archive.unpack(made, out(made), QUIET)


def test_a_file_that_the_manifest_does_not_name_is_refused(made):
    with tarfile.open(made, "a") as tar:
        archive.add_bytes(tar, b"x", "files/lạ")
    with pytest.raises(Refusal, match="files/lạ"):
        archive.unpack(made, out(made), QUIET)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (b"{no json", "không phải JSON"),
        (b"\xff\xfe", "không phải JSON"),
        (b"[1]", "không phải JSON"),
        (b'{"format": 9}', "có dạng 9"),
        (b'{"format": [1]}', r"có dạng \[1\]"),
        (b'{"format": 1}', "thiếu mã băm"),
        (b'{"format": 1, "sha256": []}', "thiếu mã băm"),
        (b'{"format": 1, "sha256": {}}', "thiếu mã băm"),
    ],
)
def test_a_manifest_that_is_none_is_refused_before_anything_is_believed(tmp_path, manifest, words):
    file = tmp_path / "b.tar"
    with tarfile.open(file, "w") as tar:
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(manifest)
        tar.addfile(entry, io.BytesIO(manifest))
    (tmp_path / "out").mkdir()
    for read in (
        lambda: archive.unpack(file, tmp_path / "out", QUIET),
        lambda: archive.manifest_of(file),
    ):
        with pytest.raises(Refusal, match=words):
            read()


def test_what_is_no_archive_is_said_in_one_line(tmp_path):
    (tmp_path / "b.tar").write_text("hello")
    with pytest.raises(Refusal, match="cắt ngang") as refused:
        archive.unpack(tmp_path / "b.tar", tmp_path, QUIET)
    assert "\n" not in str(refused.value)
