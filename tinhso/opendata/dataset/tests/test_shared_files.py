"""Several web machines without a shared folder: one publishes into a bucket, another reads what it never had."""

import shutil
from uuid import uuid4

import pytest
from django.test import Client

from tinhso.kernel.files.public import StoreAway
from tinhso.kernel.files.tests.test_store_s3 import s3  # noqa: F401 - the fixture
from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.conftest import NOW, list_it
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.shared_files import FilesAway
from tinhso.opendata.open_list.actions.open_dataset import open_dataset
from tinhso.opendata.public import refresh_dataset

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def shared(draft, s3, settings, monkeypatch):  # noqa: F811
    """A version that this machine published, the bucket beside it."""
    settings.OPEN_DATA_S3 = "s3://kho/mo"
    monkeypatch.setattr("tinhso.opendata.dataset.shared_files.bucket_at", lambda url: s3)
    list_it(draft)
    open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    refresh_dataset(dataset=draft, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    return draft


def lose(version):
    """The other machine: it knows the row and has no file."""
    folder = store.folder_of(version.folder)
    for file in folder.iterdir():
        file.chmod(0o600)
    shutil.rmtree(folder)


def test_what_one_machine_published_another_reads(shared, s3):  # noqa: F811
    version = shared.current
    assert set(version.sums) >= {"table.duckdb", "table.parquet"}
    assert len(s3.server.objects) == len(set(version.sums.values()))
    lose(version)
    rows = Client().get("/api/3/action/datastore_search", {"resource_id": f"{shared.slug}-bang"}).json()
    assert rows["result"]["total"] == version.rows and store.unlike(version.folder) == []
    parquet = Client().get(f"/du-lieu/{shared.slug}/tai-ve/parquet/")
    assert b"".join(parquet.streaming_content)[:4] == b"PAR1"


def test_a_bucket_that_is_away_or_lies_is_told_and_leaves_nothing(shared, s3):  # noqa: F811
    version = shared.current
    lose(version)
    s3.server.closed = True
    with pytest.raises(FilesAway, match="chưa trả lời"):
        store.table_of(version.folder)
    assert not store.folder_of(version.folder).exists() and not list(store.root().glob("*.new"))
    s3.server.closed = False
    for key in s3.server.objects:
        s3.server.objects[key] = b"khac"
    with pytest.raises(FilesAway):
        store.parquet_of(version.folder)
    assert not store.folder_of(version.folder).exists()


def test_what_no_version_names_is_not_asked_for(shared, s3):  # noqa: F811
    s3.server.closed = True
    with pytest.raises(FilesAway, match="chưa có ở đây"):
        store.table_of(uuid4())


def test_nothing_is_published_that_the_bucket_did_not_take(draft, settings, monkeypatch):
    def away(url):
        raise StoreAway("away")

    settings.OPEN_DATA_S3 = "s3://kho/mo"
    monkeypatch.setattr("tinhso.opendata.dataset.shared_files.bucket_at", away)
    list_it(draft)
    open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    with pytest.raises(StoreAway):
        refresh_dataset(dataset=draft, by=SYSTEM, now=NOW)
    assert not draft.versions.exists()
