"""A store of files is moved into a bucket and out of it: whole, again, with what vanished, what was altered and what lacks told."""

import io
from argparse import Namespace
from contextlib import nullcontext
from hashlib import sha256

import pytest

from tinhso.config.commands import move_files
from tinhso.config.commands.tests.test_backup_of_files import Bucket
from tinhso.config.refusal import Refusal
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import StoreAway, contents_of, folder_store

pytestmark = pytest.mark.django_db
URL = "s3://kho/tep?endpoint=http://127.0.0.1:9"
ONE, TWO = b"mot", b"hai"


def digest(content):
    return sha256(content).hexdigest()


@pytest.fixture
def bucket(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT, settings.TINHSO_FILES_S3 = tmp_path / "files", ""
    monkeypatch.setattr(move_files, "database", lambda: nullcontext(()))
    monkeypatch.setattr(move_files, "open_django", lambda: None)
    made = Bucket()
    monkeypatch.setattr("tinhso.kernel.files.contents.store._s3", lambda url: made)
    for content in (ONE, TWO):
        folder_store().put(digest(content), io.BytesIO(content))
        StoredFile.objects.create(sha256=digest(content), size=3, name="x", content_type="x/y")
    return made


def moved(capsys, **words):
    code = move_files.run(
        Namespace(**{"into": None, "out_of": None, "delete": False, "open_data": False} | words)
    )
    return code, capsys.readouterr().out


def test_into_a_bucket_again_and_out_of_it(bucket, capsys, settings):
    code, words = moved(capsys, into=URL)
    assert (code, set(bucket.objects)) == (0, {digest(ONE), digest(TWO)})
    assert "Đã chép 2 tệp, 0 tệp có sẵn" in words
    assert "Đã chép 0 tệp, 2 tệp có sẵn" in moved(capsys, into=URL)[1]
    with pytest.raises(Refusal, match="còn đọc nơi cũ"):
        moved(capsys, into=URL, delete=True)
    settings.TINHSO_FILES_S3 = "s3://khac/"
    with pytest.raises(Refusal, match="còn đọc nơi cũ"):
        moved(capsys, into=URL, delete=True)
    settings.TINHSO_FILES_S3 = URL
    assert "đã xóa 2 tệp" in moved(capsys, into=URL, delete=True)[1]
    assert contents_of(folder_store()) == set()
    with pytest.raises(Refusal, match="bỏ TINHSO_FILES_S3"):
        moved(capsys, out_of=URL, delete=True)
    settings.TINHSO_FILES_S3 = ""
    code, words = moved(capsys, out_of=URL, delete=True)
    assert code == 0 and not bucket.objects and "đã xóa 2 tệp" in words
    with folder_store().open(digest(ONE)) as stream:
        assert stream.read() == ONE


def test_what_is_altered_stays_and_what_lacks_is_told(bucket, capsys, settings):
    (settings.MEDIA_ROOT / digest(ONE)[:2] / digest(ONE)).write_bytes(b"khac")
    code, words = moved(capsys, into=URL)
    assert code == 1 and "SAI MÃ BĂM 1 tệp" in words and "THIẾU 1 tệp" in words
    settings.TINHSO_FILES_S3 = URL
    bucket.objects[digest(TWO)] = b"hong"
    code, words = moved(capsys, into=URL, delete=True)
    assert code == 1 and "đã xóa 0 tệp" in words
    assert contents_of(folder_store()) == {digest(ONE), digest(TWO)}


def test_what_is_erased_meanwhile_goes_from_the_new_place_too(bucket, capsys, monkeypatch):
    put = bucket.put

    def erasing(sha256, stream):
        put(sha256, stream)
        StoredFile.objects.filter(sha256=sha256).delete()
        folder_store().delete(sha256)

    monkeypatch.setattr(bucket, "put", erasing)
    code, _words = moved(capsys, into=URL)
    assert code == 0 and not bucket.objects


def test_what_was_erased_after_the_change_does_not_come_back(bucket, capsys, settings):
    """The old place still has it when the command runs the second time, as its help says."""
    moved(capsys, into=URL)
    settings.TINHSO_FILES_S3 = URL
    StoredFile.objects.filter(sha256=digest(ONE)).delete()
    bucket.delete(digest(ONE))
    code, words = moved(capsys, into=URL, delete=True)
    assert code == 0 and set(bucket.objects) == {digest(TWO)} and "Để nguyên ở nơi cũ 1 tệp" in words
    assert contents_of(folder_store()) == {digest(ONE)}


def test_what_cannot_be_moved_is_a_sentence(bucket, capsys, monkeypatch):
    for url in ("https://kho/tep", "s3:///tep"):
        with pytest.raises(Refusal, match="s3://bucket"):
            moved(capsys, into=url)

    def away(*_words):
        raise StoreAway("EndpointConnectionError")

    monkeypatch.setattr(bucket, "older_than", away)
    with pytest.raises(Refusal, match="không trả lời hoặc từ chối"):
        moved(capsys, into=URL)
