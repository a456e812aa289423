"""The keeper's pages: files, what is missing, one procedure."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.search.public import search
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.actions.change_procedure import Wording, change_procedure
from tinhso.onestop.catalogue.actions.set_online_services import NotAService, set_online_services
from tinhso.onestop.catalogue.files import write_csv
from tinhso.onestop.catalogue.rows import standings
from tinhso.onestop.models import OnlineService, Procedure
from tinhso.onestop.tests.makers import NOW, make_instance, make_rules

POST = "1.003659"
pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(town, catalogue, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_rules()
    make_instance()
    return town.sign_in(client, "quan")


def wording(**changes):
    values = standings(NOW.date(), [POST])[POST].values
    plain = {"name": values["name"], "field": values["field"], "keywords": values["keywords"], "events": []}
    return Wording(**(plain | {"level": "province", "also_at": [], "since": NOW.date()} | changes))


def change(by, **changes):
    return change_procedure(
        procedure=Procedure.objects.get(code=POST), wording=wording(**changes), by=by, now=NOW
    )


@pytest.mark.long
def test_a_keeper_changes_words_and_the_search_knows_at_once(town, keeper):
    assert change(town.actor("quan"), keywords="chuyển phát nhanh")
    assert POST in [hit.ref for hit in search("chuyen phat nhanh", on=NOW.date()).hits]
    assert EventRow.objects.get(name="onestop.ProcedureChanged").payload["procedure_code"] == POST
    assert not change(town.actor("quan"), keywords="chuyển phát nhanh")
    assert EventRow.objects.filter(name="onestop.ProcedureChanged").count() == 1


@pytest.mark.long
def test_new_levels_hold_from_their_day_and_the_past_stays(town, keeper):
    change(town.actor("quan"), level="commune", also_at=["province"], since=date(2024, 6, 1))
    assert Procedure.objects.on(date(2024, 5, 31)).get(code=POST).levels == ["province"]
    assert Procedure.objects.on(date(2024, 6, 1)).get(code=POST).levels == ["commune", "province"]


@pytest.mark.long
def test_a_stranger_changes_nothing(town, keeper):
    procedure = Procedure.objects.get(code=POST)
    for name in ("an", "binh", "chi", "tra"):
        with pytest.raises(PermissionDenied):
            change(town.actor(name), keywords="x")
        with pytest.raises(PermissionDenied):
            set_online_services(procedure=procedure, lines=[], by=town.actor(name), now=NOW)
    assert not EventRow.objects.filter(name="onestop.ProcedureChanged").exists()


def test_services_are_set_by_level_with_an_event(town, keeper):
    procedure, by = Procedure.objects.get(code=POST), town.actor("quan")
    line = {"level": "district", "kind": "partly", "reason": "Phải kiểm tra", "since": NOW.date()}
    lines = [line | {"national_since": None}]
    assert set_online_services(procedure=procedure, lines=lines, by=by, now=NOW)
    assert OnlineService.objects.on(NOW.date()).get(procedure=procedure).level == "district"
    assert EventRow.objects.get(name="onestop.OnlineServicesChanged").payload["services"] == 1
    assert not set_online_services(procedure=procedure, lines=lines, by=by, now=NOW)
    with pytest.raises(NotAService, match="lý do"):
        set_online_services(
            procedure=procedure, lines=[lines[0] | {"level": "commune", "reason": ""}], by=by, now=NOW
        )


def test_the_keeper_finds_and_mends_a_procedure_on_pages(keeper, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert "bưu chính" in keeper.get("/quan-tri/thu-tuc/?q=bưu chính").content.decode()
    with django_assert_max_num_queries(16):
        assert keeper.get(f"/quan-tri/thu-tuc/sua/{POST}/").status_code == 200
    given = {"name": "Tên mới", "field": "buu-chinh", "level": "province", "since": "08/03/2024"}
    assert keeper.post(f"/quan-tri/thu-tuc/sua/{POST}/", given).status_code == 302
    assert Procedure.objects.get(code=POST).name == "Tên mới"
    wrong = keeper.post(f"/quan-tri/thu-tuc/sua/{POST}/", given | {"name": "", "keywords": "giữ lại"})
    assert wrong.status_code == 422
    assert "giữ lại" in wrong.content.decode()
    assert keeper.get("/quan-tri/thu-tuc/sua/9.9/").status_code == 404


def test_services_come_back_with_what_was_typed_where_a_reason_lacks(keeper):
    url = f"/quan-tri/thu-tuc/sua/{POST}/truc-tuyen/"
    wrong = keeper.post(url, {"province_kind": "partly", "province_since": "01/02/2024"})
    assert wrong.status_code == 422
    assert "lý do được công bố" in wrong.content.decode()
    assert "01/02/2024" in wrong.content.decode()
    assert keeper.post(url, {"commune_kind": "wholly"}).status_code == 302
    assert OnlineService.objects.on(NOW.date()).get(procedure__code=POST).level == "commune"


def test_a_file_is_checked_shown_downloaded_and_applied(keeper, django_assert_max_num_queries):
    values = standings(NOW.date(), [POST])[POST].values
    content = write_csv([values | {"keywords": "mới"}, {"code": "=x"}])
    answer = keeper.post("/quan-tri/thu-tuc/nhap/", {"file": SimpleUploadedFile("a.csv", content)})
    page = answer["Location"]
    with django_assert_max_num_queries(10):
        shown = keeper.get(page).content.decode()
    assert "Chưa có gì được ghi" in shown
    assert "Tải danh sách lỗi" in shown
    assert "thiếu mã" in keeper.get(f"{page}loi.csv").content.decode("utf-8-sig")
    for _twice in range(2):
        assert keeper.post(f"{page}ghi/").status_code == 302
    assert Procedure.objects.get(code=POST).keywords == "mới"
    assert EventRow.objects.filter(name="onestop.CatalogueImported").count() == 1
    assert "Đã ghi vào danh mục" in keeper.get(page).content.decode()


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"PK\x03\x04", b"\x00" * 50])
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(keeper, content):
    answer = keeper.post("/quan-tri/thu-tuc/nhap/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422
    assert "id_file_error" in answer.content.decode()


def test_the_catalogue_is_downloaded_in_both_kinds(keeper, django_assert_max_num_queries):
    for kind in ("csv", "xlsx"):
        with django_assert_max_num_queries(10):
            answer = keeper.get(f"/quan-tri/thu-tuc/xuat/{kind}/")
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert keeper.get("/quan-tri/thu-tuc/xuat/doc/").status_code == 404


def test_what_is_missing_is_listed(keeper, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = keeper.get("/quan-tri/thu-tuc/thieu/").content.decode()
    assert "thời hạn giải quyết" in page
    assert f"/quan-tri/thu-tuc/sua/{POST}/" not in page
