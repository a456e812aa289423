"""What was published before the bucket was set, or came back from a backup, reaches every web machine; until then it is said."""

import json
from argparse import Namespace
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.config.commands import move_files, restore
from tinhso.config.refusal import Refusal
from tinhso.kernel.files.tests.test_store_s3 import s3  # noqa: F401 - the fixture
from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.conftest import NOW, draft, list_it  # noqa: F401 - the fixture
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.exported import exported_versions
from tinhso.opendata.dataset.probes import published_files
from tinhso.opendata.open_list.actions.open_dataset import open_dataset
from tinhso.opendata.public import refresh_dataset

pytestmark = [pytest.mark.django_db, pytest.mark.long]
URL = "s3://kho/mo"


@pytest.fixture
def published(draft, s3, settings, monkeypatch):  # noqa: F811
    """A version in the folder of this machine alone; the bucket was set afterwards."""
    monkeypatch.setattr("tinhso.kernel.files.contents.store._s3", lambda url: s3)
    monkeypatch.setattr(move_files, "database", lambda: nullcontext(()))
    monkeypatch.setattr(move_files, "open_django", lambda: None)
    list_it(draft)
    open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    refresh_dataset(dataset=draft, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    settings.OPEN_DATA_S3 = URL
    return draft


@pytest.fixture
def elsewhere(settings, tmp_path):
    """The other web machine begins with an empty folder: `elsewhere()` goes there, and again comes back."""
    first, second = store.root(), tmp_path / "second"

    def go():
        settings.OPEN_DATA_ROOT = second if store.root() == first else first

    return go


def moved(capsys, **words):
    code = move_files.run(
        Namespace(**{"into": None, "out_of": None, "delete": False, "open_data": True} | words)
    )
    return code, capsys.readouterr().out


def answers(dataset):
    addresses = (
        f"/api/3/action/datastore_search?resource_id={dataset.slug}-bang",
        f"/datastore/dump/{dataset.slug}-bang",
        f"/api/du-lieu/{dataset.slug}/dong",
        f"/api/du-lieu/{dataset.slug}/nhom?group={dataset.current.columns[0][0]}",
        f"/du-lieu/{dataset.slug}/",
        f"/du-lieu/{dataset.slug}/tai-ve/csv/",
        f"/du-lieu/{dataset.slug}/tai-ve/parquet/",
    )
    found = {}
    for address in addresses:
        answer = Client().get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = answer.status_code, body
    return found


def test_until_the_files_are_there_readers_are_asked_to_come_again_and_the_check_says_so(
    published,
    elsewhere,
    capsys,
):
    assert [one.level for one in published_files()] == ["wrong"]  # though this machine reads it well
    with pytest.raises(CommandError, match="1 phiên bản chưa có đủ trong kho"):
        call_command("check_open_data")
    elsewhere()
    for address, (status, body) in answers(published).items():
        words = str(json.loads(body)) if "/api/" in address else body.decode()
        assert status == 503 and "chưa có ở đây" in words, address
    [found] = published_files()
    assert (
        found.level == "wrong" and "1 trên 1 phiên bản" in found.sentence and "move-files" in found.sentence
    )
    with pytest.raises(CommandError, match="1 tệp"):
        call_command("check_open_data")
    assert f"{published.slug}, phiên bản 1: Tệp của phiên bản" in capsys.readouterr().err
    with pytest.raises(FileNotFoundError):
        next(iter(exported_versions())).open()


@pytest.mark.parametrize("way", ["move-files", "restore"])
def test_what_lies_in_a_folder_fills_the_bucket_and_another_machine_reads_it(
    published, elsewhere, capsys, way
):
    if way == "restore":
        assert restore.open_data_into_bucket() == 0
    else:
        code, words = moved(capsys, into=URL)
        assert code == 0 and f"đã chép {len(published.current.sums)} tệp, 0 tệp có sẵn" in words
    assert "đã chép 0 tệp" in moved(capsys, into=URL)[1]
    elsewhere()
    assert [one.level for one in published_files()] == ["good"]
    assert {status for status, _body in answers(published).values()} == {200}
    call_command("check_open_data")


def test_out_of_the_bucket_and_what_neither_has_is_named(published, elsewhere, settings, capsys, s3):  # noqa: F811
    folder = store.folder_of(published.current.folder)
    (folder / "table.parquet").chmod(0o600)
    (folder / "table.parquet").write_bytes(b"khac")
    code, words = moved(capsys, into=URL)
    assert code == 1 and f"SAI MÃ BĂM, không chép: 1: {published.slug}, phiên bản 1: table.parquet" in words
    elsewhere()
    code, words = moved(capsys, into=URL)
    assert code == 1 and "THIẾU, không có để chép: 1" in words
    code, words = moved(capsys, out_of=URL)
    assert code == 1 and "THIẾU" in words and not store.folder_of(published.current.folder).exists()
    settings.OPEN_DATA_S3 = ""
    assert [one.level for one in published_files()] == ["wrong"]
    with pytest.raises(Refusal, match="không xóa"):
        moved(capsys, out_of=URL, delete=True)


def test_out_of_the_bucket_into_the_folder_of_a_machine(published, elsewhere, settings, capsys):
    moved(capsys, into=URL)
    elsewhere()
    settings.OPEN_DATA_S3 = ""
    code, words = moved(capsys, out_of=URL)
    assert code == 0 and f"đã chép {len(published.current.sums)} tệp" in words
    assert [one.level for one in published_files()] == ["good"] and store.unlike(
        published.current.folder
    ) == []


def test_what_is_erased_while_it_is_copied_does_not_stay_in_the_bucket(published, s3, monkeypatch, capsys):  # noqa: F811
    put = s3.put

    def erasing(sha256, stream):
        put(sha256, stream)
        published.versions.update(erased_at=NOW, sums={})

    monkeypatch.setattr(s3, "put", erasing)
    assert moved(capsys, into=URL)[0] == 0 and not s3.server.objects


def test_a_bucket_that_is_away_is_a_sentence(published, s3, capsys):  # noqa: F811
    s3.server.shutdown()
    s3.server.server_close()
    s3.client.meta.config.retries = {"total_max_attempts": 1}
    assert "không trả lời" in next(iter(published_files())).sentence
    with pytest.raises(CommandError, match="không trả lời"):
        call_command("check_open_data")
    with pytest.raises(Refusal, match="không trả lời"):
        moved(capsys, into=URL)
    with pytest.raises(Refusal, match="đã phục hồi xong"):
        restore.open_data_into_bucket()
