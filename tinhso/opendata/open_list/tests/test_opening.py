"""A dataset is opened by the chairman's list, filled by the system and never changed."""

from datetime import date, timedelta

import duckdb
import pytest

from tests.town import DAY
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.search.public import search
from tinhso.opendata.conftest import NOW, list_it
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.models import Dataset
from tinhso.opendata.public import (
    ChangedMeanwhile,
    ListRefused,
    NotListed,
    load_open_data,
    open_dataset,
    refresh_dataset,
    withdraw_dataset,
)
from tinhso.opendata.tasks import sweep_folders

pytestmark = pytest.mark.django_db


def events(kind):
    return EventRow.objects.filter(name=f"opendata.{kind}")


def test_tables_of_the_program_become_drafts_once(draft):
    assert (draft.slug, draft.state) == ("xa-cua-thi-tran", "draft")
    assert load_open_data(by=SYSTEM, now=NOW) == 0


def test_before_the_pack_names_a_publisher_there_is_no_draft(draft):
    Dataset.objects.all().delete()
    Rule.objects.all().delete()
    assert load_open_data(by=SYSTEM, now=NOW) == 0 and not Dataset.objects.exists()


def test_without_a_line_in_a_list_in_force_nothing_is_opened(draft):
    with pytest.raises(NotListed, match="Chưa có dòng nào"):
        open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    list_it(draft)
    with pytest.raises(NotListed):
        open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW.replace(year=2026))


def test_a_listed_dataset_is_opened_and_says_by_which_line(draft):
    line = list_it(draft).lines.get()
    open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    assert events("DatasetOpened").get().payload["line"] == line.pk


def test_of_two_who_open_at_once_one_is_told(draft):
    list_it(draft)
    open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)


def test_only_the_administrator_keeps_the_list(draft, town):
    with pytest.raises(OpenDataForbidden):
        list_it(draft, by=town.actor("chi"))
    assert list_it(draft, by=town.actor("quan")).lines.count() == 1
    with pytest.raises(OpenDataForbidden):
        open_dataset(dataset=draft, ver=draft.ver, by=town.actor("an"), now=NOW)


def test_a_decision_is_entered_once_and_not_from_the_future(draft):
    list_it(draft)
    with pytest.raises(ListRefused, match="đã được nhập"):
        list_it(draft)
    with pytest.raises(ListRefused, match="không được sau hôm nay"):
        list_it(draft, number="2/QĐ-UBND", since=date(2024, 12, 1))


def test_the_rows_become_a_version_with_their_own_types(opened):
    version = opened.current
    assert version.columns == [
        ["ma", "Mã", "text"],
        ["ten_xa", "Tên xã", "text"],
        ["dien_tich", "Diện tích", "number"],
        ["cap", "Cấp", "text"],
        ["tu_ngay", "Từ ngày", "date"],
    ]
    assert version.rows == AdminUnit.objects.count() == version.added
    assert {
        row[0]
        for row in duckdb.sql(f"select distinct cap from '{store.parquet_of(version.folder)}'").fetchall()
    } <= {
        "tỉnh",
        "huyện",
        "xã",
    }
    assert duckdb.sql(f"select count(*) from '{store.parquet_of(version.folder)}'").fetchone() == (
        version.rows,
    )
    assert events("DataVersionPublished").count() == 1
    assert search("xa cua thi tran", on=DAY, kinds=["dataset"]).hits[0].ref == opened.slug


@pytest.mark.long
def test_the_same_rows_make_no_new_version_and_changed_ones_do_beside_the_old(opened):
    assert refresh_dataset(dataset=opened, by=SYSTEM, now=NOW) is None
    before = store.table_of(opened.current.folder).read_bytes()
    unit = AdminUnit.objects.filter(level="commune").first()
    AdminUnit.objects.filter(pk=unit.pk).update(name="Tên mới")
    version = refresh_dataset(dataset=opened, by=SYSTEM, now=NOW)
    assert (version.number, version.added, version.removed) == (2, 1, 1)
    assert store.table_of(opened.current.folder).read_bytes() == before


def test_a_withdrawn_dataset_keeps_its_versions_and_leaves_the_search(opened):
    withdraw_dataset(dataset=opened, ver=opened.ver, by=SYSTEM, now=NOW)
    assert Dataset.objects.public().count() == 0 and opened.versions.count() == 1
    assert not search("xa cua thi tran", on=DAY, kinds=["dataset"]).hits


def test_a_folder_that_no_version_names_is_swept_after_a_day(opened, monkeypatch):
    orphan = store.root() / "0123.new"
    orphan.mkdir()
    sweep_folders(timestamp=0)
    assert orphan.exists()
    monkeypatch.setattr("tinhso.opendata.tasks.A_DAY", -timedelta(hours=1).total_seconds())
    sweep_folders(timestamp=0)
    assert not orphan.exists() and store.table_of(opened.current.folder).exists()
