"""A backup holds every file that the database names, wherever the store is, or says loudly which are missing."""

import io
import tarfile
from argparse import Namespace
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

import pytest

from tinhso.config.backups.pool import Pool
from tinhso.config.commands import backup, restore
from tinhso.config.refusal import Refusal
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import store

pytestmark = pytest.mark.django_db
CONTENT = b"noi dung"
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def _here(monkeypatch, settings, tmp_path):
    """The command in this process, with a pretended pg_dump."""
    settings.MEDIA_ROOT, settings.OPEN_DATA_ROOT = tmp_path / "files", tmp_path / "open-data"
    monkeypatch.setattr(backup, "database", lambda: nullcontext(()))
    monkeypatch.setattr(backup, "open_django", lambda: None)
    monkeypatch.setattr(backup, "as_owner", lambda: {"DATABASE_URL": ""})
    monkeypatch.setattr(backup, "run_tool", lambda *words, url: Path(words[4]).write_bytes(b"PGDMP"))


class Bucket:
    """A store that lies in no folder; the way to a real one is a test of the room of files."""

    def __init__(self):
        self.objects = {}

    def put(self, sha256, stream):
        self.objects[sha256] = stream.read()

    def open(self, sha256):
        if sha256 not in self.objects:
            raise FileNotFoundError(sha256)
        return io.BytesIO(self.objects[sha256])

    def delete(self, sha256):
        self.objects.pop(sha256, None)

    def older_than(self, moment):
        return iter(list(self.objects))


@pytest.fixture
def bucket(monkeypatch, settings):
    settings.TINHSO_FILES_S3 = "s3://kho/tep"
    made = Bucket()
    monkeypatch.setattr("tinhso.kernel.files.contents.store._s3", lambda url: made)
    return made


def stored(content=CONTENT):
    store().put(sha256(content).hexdigest(), io.BytesIO(content))
    StoredFile.objects.create(
        sha256=sha256(content).hexdigest(), size=len(content), name="x", content_type="x/y"
    )


def made(tmp_path, *, apart=False):
    file = tmp_path / "b.tar"
    words = {"overwrite": True, "check": False, "scratch": None, "prune": None, "files_apart": apart}
    code = backup.run(Namespace(file=file, **words))
    with tarfile.open(file) as tar:
        return code, {entry.name for entry in tar}


def test_files_on_s3_are_in_the_backup_and_come_back(bucket, tmp_path, capsys):
    stored()
    code, names = made(tmp_path)
    assert code == 0 and f"files/{DIGEST[:2]}/{DIGEST}" in names
    assert "1 tệp" in capsys.readouterr().out
    bucket.delete(DIGEST)
    with tarfile.open(tmp_path / "b.tar") as tar:
        tar.extractall(tmp_path / "out", filter="data")
    restore.into_bucket(tmp_path / "out" / "files")
    with bucket.open(DIGEST) as stream:
        assert stream.read() == CONTENT


@pytest.mark.parametrize("where", ["folder", "bucket"])
def test_a_file_that_the_store_lacks_is_told_loudly(where, request, tmp_path, capsys):
    """With files on S3 it said "Xong … 0 tệp"."""
    if where == "bucket":
        request.getfixturevalue("bucket")
    stored()
    store().delete(DIGEST)
    code, _ = made(tmp_path)
    assert code == 1
    assert f"THIẾU 1 tệp mà cơ sở dữ liệu nhắc tới, kho tệp không có: {DIGEST}" in capsys.readouterr().out


def test_a_bucket_that_is_not_empty_is_not_restored_into(bucket, monkeypatch):
    monkeypatch.setattr("django.db.connection.introspection.table_names", list)
    restore.refuse_what_is_not_empty()
    bucket.put(DIGEST, io.BytesIO(CONTENT))
    with pytest.raises(Refusal, match="TINHSO_FILES_S3"):
        restore.refuse_what_is_not_empty()


def test_a_backup_of_another_province_than_the_packs_is_refused_before_anything_is_written(
    tmp_path, settings
):
    """It ended in a refusal of its last step, with the database written and "unfinished" behind it."""
    settings.PROVINCE_PACK = tmp_path
    (tmp_path / "pack.json").write_text('{"province_code": "38"}')
    restore.refuse_other_pack({"province": "38"})
    restore.refuse_other_pack({})  # of a program that did not say
    with pytest.raises(Refusal, match="tỉnh mã 99.*TINHSO_PACK"):
        restore.refuse_other_pack({"province": "99"})


def test_it_says_which_keys_it_leaves_out_and_holds_none(tmp_path, settings, capsys):
    settings.STATE = tmp_path
    for name in ("seal-key", "secret-key"):
        (tmp_path / name).write_text("k" * 60)
    _, names = made(tmp_path)
    assert names == {"database.dump", "manifest.json"}
    assert "Không nằm trong bản sao lưu" in (printed := capsys.readouterr().out) and "seal-key" in printed


@pytest.mark.parametrize("where", ["folder", "bucket"])
def test_with_files_apart_the_next_backup_reads_only_what_is_new(
    where, request, tmp_path, capsys, monkeypatch
):
    if where == "bucket":
        request.getfixturevalue("bucket")
    stored()
    assert made(tmp_path, apart=True) == (0, {"database.dump", "manifest.json"})
    pool = Pool(tmp_path / "stored-files")
    assert pool.path(DIGEST).read_bytes() == CONTENT
    added = []
    monkeypatch.setattr(Pool, "add", lambda self, stream, add=Pool.add: added.append(add(self, stream)))
    stored(b"moi")
    assert made(tmp_path, apart=True)[0] == 0
    assert added == [sha256(b"moi").hexdigest()]
    assert "mang cả thư mục ấy" in capsys.readouterr().out


def test_a_full_disk_is_said_in_a_sentence(tmp_path, monkeypatch):
    def full(*words, **more):
        raise OSError(28, "đĩa hết chỗ on device")

    monkeypatch.setattr(backup, "write", full)
    with pytest.raises(Refusal, match=r"không ghi được bản sao lưu .*đĩa hết chỗ"):
        made(tmp_path, apart=True)
    assert not list(tmp_path.glob("*.tar*"))
