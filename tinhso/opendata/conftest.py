"""The town with one table of its own, "Xã của thị trấn", listed and opened."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from tests.town import DAY, FOREVER
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.declare import OpenTable
from tinhso.lib.tables.children import table_process
from tinhso.opendata.engine import engine
from tinhso.opendata.models import Dataset
from tinhso.opendata.public import enter_open_list, load_open_data, open_dataset, refresh_dataset

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
TABLE = OpenTable(
    code="test.units",
    title="Xã của thị trấn",
    description="Mọi xã, để thử",
    columns=(
        ("code", "Mã"),
        ("name", "Tên xã"),
        ("area_km2", "Diện tích"),
        ("level", "Cấp"),
        ("valid__startswith", "Từ ngày"),
    ),
    rows=lambda: AdminUnit.objects.order_by("code"),
    keywords=("xã", "thử"),
)


def typed_here(program: str, words: str) -> bytes:
    """The child's work in this process: a child needs a second to start, and one test tries it whole."""
    assert program == "table_process"
    return json.dumps(table_process.write(json.loads(words))).encode()


@pytest.fixture
def draft(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.opendata.dataset.tables.read_to_end", typed_here)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    monkeypatch.setattr("tinhso.opendata.open_list.actions.load_open_data.all_of", lambda kind: [TABLE])
    monkeypatch.setattr("tinhso.opendata.dataset.actions.refresh_dataset.all_of", lambda kind: [TABLE])
    Rule.objects.create(key="opendata.publisher", value=town.agency_a.code, valid=FOREVER, source="thử")
    AdminUnit.objects.filter(level="commune").update(area_km2="12.5")
    load_open_data(by=SYSTEM, now=NOW)
    yield Dataset.objects.get()
    engine.OURS.close()
    engine.STRANGERS.close()


def list_it(dataset, number="1/QĐ-UBND", since=DAY - timedelta(days=9), by=SYSTEM):
    return enter_open_list(
        number=number,
        signed_on=since,
        title="Danh mục",
        stage_from=since,
        stage_to=date(2025, 1, 1),
        datasets=[dataset],
        by=by,
        now=NOW,
    )


@pytest.fixture
def opened(draft):
    list_it(draft)
    open_dataset(dataset=draft, ver=draft.ver, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    refresh_dataset(dataset=draft, by=SYSTEM, now=NOW)
    draft.refresh_from_db()
    return draft
