"""Rows are written by key through CKAN's datastore actions; they wait for a person, and later calls go on from what waits."""

import json

import pytest

from tinhso.opendata.ckan.actions.make_token import make_token
from tinhso.opendata.ckan.tests.test_ckan_writing import call, result
from tinhso.opendata.dataset import store
from tinhso.opendata.intakes.worker import run_intake
from tinhso.opendata.models import Intake
from tinhso.opendata.tests.makers import NOW, publishers, read_here

pytestmark = pytest.mark.django_db
TABLE = "cho-cua-tinh-bang"
FIELDS = [
    {"id": "ma", "info": {"label": "Mã"}},
    {"id": "ten_cho", "info": {"label": "Tên chợ"}},
    {"id": "gia"},
]
ROWS = [{"ma": "01", "ten_cho": "Vườn Hoa", "gia": 19.807}, {"ma": "02", "ten_cho": "Đông Thành", "gia": 5}]


@pytest.fixture
def people(town, tmp_path, settings, monkeypatch):
    settings.OPEN_DATA_ROOT = tmp_path
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    return publishers(town)


@pytest.fixture
def secret(people):
    return make_token(agency=people.town.agency_a, name="Kho", by=people.emi, now=NOW)[1]


def created(secret):
    given = {"resource_id": TABLE, "fields": FIELDS, "records": ROWS, "primary_key": "ma"}
    return result(call("datastore_create", given, secret))


def waiting():
    [intake] = Intake.objects.exclude(state="cancelled")
    return json.loads((store.intake_of(intake.pk) / "original").read_text())


def test_rows_are_made_changed_and_taken_out_by_key_before_anybody_decides(people, secret):
    made = created(secret)
    assert (made["resource_id"], made["total"], made["tinh_trang"]) == (TABLE, 2, "Chờ đọc")
    assert people.dataset.tables.get().schema["primaryKey"] == ["Mã"]
    records = [{"ma": "02", "gia": 7}, {"ma": "03", "ten_cho": "Mới"}]
    assert result(call("datastore_upsert", {"resource_id": TABLE, "records": records}, secret))["total"] == 3
    assert [(one["Mã"], one["Tên chợ"], one["gia"]) for one in waiting()] == [
        ("01", "Vườn Hoa", 19.807),
        ("02", "Đông Thành", 7),
        ("03", "Mới", None),
    ]
    removed = {"resource_id": TABLE, "filters": {"ma": ["01", "03"]}}
    assert result(call("datastore_delete", removed, secret))["total"] == 1
    assert Intake.objects.count() == 3 and [one["Mã"] for one in waiting()] == ["02"]


def test_what_waits_is_read_with_its_kinds(people, secret):
    created(secret)
    intake = Intake.objects.get()
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert intake.state == "ready", intake.message
    assert {one["name"]: one["kind"] for one in intake.columns} == {
        "ma": "text",
        "ten_cho": "text",
        "gia": "number",
    }
    assert not intake.undecided and intake.rows == 2


@pytest.mark.parametrize(
    ("action", "given", "about"),
    [
        ("datastore_upsert", {"method": "insert", "records": [{"ma": "01"}]}, "records"),
        ("datastore_upsert", {"method": "update", "records": [{"ma": "09"}]}, "records"),
        ("datastore_upsert", {"records": [{"khong_co": 1}]}, "records"),
        ("datastore_upsert", {"records": [{"gia": 8}, {"gia": 9}]}, "records"),
        ("datastore_delete", {"filters": {"khong_co": 1}}, "records"),
        ("datastore_delete", {"filters": {"ma": ["01", "02"]}}, "records"),
    ],
)
def test_what_cannot_be_written_is_refused_and_what_waits_stays(secret, action, given, about):
    created(secret)
    answer = call(action, {"resource_id": TABLE} | given, secret)
    assert answer.status_code == 409 and about in answer.json()["error"]
    assert len(waiting()) == 2


def test_rows_may_name_columns_by_their_headings(secret):
    given = {"resource_id": TABLE, "records": [{"Mã chợ": "01", "Giá": 5}]}
    assert result(call("datastore_create", given, secret))["total"] == 1
    assert waiting() == [{"Mã chợ": "01", "Giá": 5}]


@pytest.mark.parametrize("content", ["{", '{"a": 1}', None])
def test_what_waits_and_cannot_be_gone_on_from_is_said_in_words(secret, content):
    created(secret)
    file = store.intake_of(Intake.objects.get().pk) / "original"
    file.unlink()
    if content is not None:
        file.write_text(content)
    answer = call("datastore_upsert", {"resource_id": TABLE, "records": ROWS}, secret)
    assert answer.status_code == 409 and "đang chờ" in answer.json()["error"]["resource_id"][0]


def test_no_key_no_rows(people):
    assert call("datastore_upsert", {"resource_id": TABLE, "records": []}).status_code == 403
