"""The figures of the one-stop shop: what its measures say through indicators, on the first page and in traces."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.events import CaseAdvanced
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.indicators.public import load_indicators, refresh_cells
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.site import clock
from tinhso.onestop.models import Dossier, OnlineService
from tinhso.onestop.tests.makers import make_version


@pytest.fixture
def year(town, monkeypatch):
    """Six results at A, one of them late; two at B; one dossier late now; last year's late one, a withdrawn one."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    version = make_version(town)

    def make_settled(agency, timeliness, **fields):
        words = {"kind": "dossier", "agency": agency, "settled_at": NOW - timedelta(days=1)}
        case = make_case(**words | {"timeliness": timeliness} | fields)
        Dossier.objects.create(case=case, version=version, level="province", applicant_name="Nguyễn Thị An")

    for timeliness in ("early", "on_time", "on_time", "early", "early", "late"):
        make_settled(town.agency_a, timeliness)
    for _ in range(2):
        make_settled(town.agency_b, "early")
    make_settled(town.agency_a, "late", settled_at=NOW - timedelta(days=90))
    make_settled(town.agency_a, "", settled_at=None, due_at=NOW - timedelta(days=1))
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    return town


@pytest.mark.long
def test_the_rate_counts_this_years_results_and_what_is_late_now(year, client):
    page = client.get("/so-lieu/").content.decode()
    assert "87,50%" in page
    assert "7/8 từ đầu năm đến ngày 08/3/2024" in page
    assert "Hồ sơ đang quá hạn: ẩn (số nhỏ)" in page  # there is one


@pytest.mark.long
def test_without_results_no_rate_is_made_up(town, client):
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    assert "chưa có số liệu" in client.get("/so-lieu/dung-han/").content.decode()


@pytest.mark.long
def test_the_public_reads_the_trace_without_small_counts_and_an_officer_with_them(year, client):
    page = client.get("/so-lieu/dung-han/").content.decode()
    assert "87,50%" in page
    assert "ẩn (số nhỏ)" in page
    assert "chỉ dành cho người có thẩm quyền" in page
    page = year.sign_in(client, "sau").get("/so-lieu/dung-han/").content.decode()
    assert "ẩn (số nhỏ)" not in page
    assert "100,00%" in page


@pytest.mark.long
def test_the_home_shows_each_figure_with_the_way_to_its_source(year, catalogue, client):
    refresh_cells(now=NOW, every=True)
    page = client.get("/").content.decode()
    for code in ("dung-han", "dich-vu-toan-trinh", "dich-vu-mot-phan"):
        assert f'href="/so-lieu/{code}/"' in page
        assert client.get(f"/so-lieu/{code}/").status_code == 200
        assert client.get(f"/so-lieu/{code}/").content.decode().count("<h1>") == 1
    assert client.get("/so-lieu/").status_code == 200
    assert client.get("/so-lieu/khong-co/").status_code == 404


@pytest.mark.long
def test_rows_are_for_those_who_take_part_and_their_events_for_auditors(year, client):
    address = "/so-lieu/dung-han/dong/2/"
    page = client.get(address).content.decode()
    assert "Các dòng khác chỉ dành cho người có thẩm quyền" in page
    page = year.sign_in(client, "tra").get(address).content.decode()
    assert "chỉ dành cho" not in page
    assert page.count('href="/kiem-chung/?ma=') == 8, "an auditor takes part in none and reads their events"


@pytest.mark.long
def test_whoever_leads_an_agency_follows_its_rows_and_opens_what_is_theirs(year, client):
    from tinhso.casework.models import Case, Participant

    Participant.objects.create(
        case=Case.objects.filter(timeliness="late").latest("settled_at"), agency=year.agency_a, role="head"
    )
    for name, opened, followed in (("chi", 1, 5), ("sau", 0, 8), ("bao", 0, 0)):
        page = year.sign_in(client, name).get("/so-lieu/dung-han/dong/2/").content.decode()
        assert page.count('href="/can-bo/ho-so/') == opened, name
        assert page.count('href="/kiem-chung/?ma=') == followed, name


@pytest.mark.long
def test_a_row_that_was_changed_by_hand_stops_the_figure(year, client):
    from tinhso.casework.public import Case

    case = Case.objects.filter(timeliness="late", settled_at__gte=NOW - timedelta(days=9)).get()
    Case.objects.filter(pk=case.pk).update(timeliness="early")
    page = client.get("/so-lieu/dung-han/").content.decode()
    assert "không được in ra" in page
    assert "87,50%" not in page


@pytest.mark.long
def test_what_was_recorded_since_the_cells_were_summed_is_counted_from_the_rows(year, client):
    from tinhso.casework.public import Case

    Case.objects.filter(timeliness="late", settled_at__gte=NOW - timedelta(days=9)).update(timeliness="early")
    record_anything()
    page = client.get("/so-lieu/dung-han/").content.decode()
    assert "100,00%" in page
    assert "Đếm lại từ từng dòng vừa xong" in page
    assert "chờ gộp lại" in page and "không khớp" not in page
    refresh_cells(now=NOW + timedelta(hours=1))
    page = client.get("/so-lieu/dung-han/").content.decode()
    assert "100,00%" in page
    assert "vừa xong" not in page


def record_anything():
    """An event that no figure counts: the log has moved on."""
    with transaction.atomic():
        record(CaseAdvanced(from_step="a", to_step="b", case_id=None), by=SYSTEM, at=NOW)


@pytest.mark.long
def test_a_trace_asks_few_queries(year, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get("/so-lieu/dung-han/")


@pytest.mark.long
@pytest.mark.parametrize("asked", ["ky=2023", "ky=2024Q1", "ky=202402", "co_quan="])
def test_a_period_is_chosen_by_its_word(year, client, asked):
    assert client.get(f"/so-lieu/dung-han/?{asked}").status_code == 200


@pytest.mark.long
@pytest.mark.parametrize("asked", ["ky=x", "ky=2099", "co_quan=khong-co", "ky=" + "9" * 500])
def test_a_wrong_period_or_agency_gets_a_sentence(year, client, asked):
    response = client.get(f"/so-lieu/dung-han/?{asked}")
    assert response.status_code == 400
    assert 'class="error' in response.content.decode()


@pytest.mark.long
def test_menus_lead_whoever_they_are_for(town, client):
    places = {
        "quan": ["/quan-tri/lich/", "/quan-tri/tep/", "/quan-tri/thu-tuc/", "/quan-tri/tai-khoan/"],
        "chi": ["/can-bo/theo-doi/", "/can-bo/cho-ky/", "/can-bo/thu-phi/"],
        "sau": ["/can-bo/theo-doi/"],
        "binh": ["/can-bo/thu-phi/"],
    }
    every = {path for paths in places.values() for path in paths}
    for name, paths in places.items():
        page = town.sign_in(client, name).get("/can-bo/").content.decode()
        assert {path for path in every if f'href="{path}"' in page} == set(paths), name
        assert all(client.get(path).status_code == 200 for path in paths)
    catalogue = town.sign_in(client, "quan").get("/quan-tri/thu-tuc/").content.decode()
    assert 'href="/quan-tri/tu-dong-nghia/"' in catalogue
    page = client.get("/").content.decode()
    assert (
        page.count('href="/xac-minh/"') == 5
    )  # the menu and its "Thêm" for narrow windows, the phone's "Thêm", quick deeds, footer


@pytest.mark.long
def test_what_does_not_tell_agencies_apart_is_neither_zero_nor_wrong_for_one_of_them(year, client):
    """Services belong to no agency: of one, the page said that the sums are unlike their rows, and that there are none."""
    procedure = Dossier.objects.first().version.procedure
    valid = DateRange(NOW.date() - timedelta(days=30), None)
    OnlineService.objects.create(procedure=procedure, level="province", kind="wholly", valid=valid)
    refresh_cells(now=NOW, every=True)
    whole = client.get("/so-lieu/dich-vu-toan-trinh/").content.decode()
    assert "chưa có số liệu" not in whole[: whole.index("<form")], whole[whole.index("<h1>") :][:600]
    page = client.get("/so-lieu/dich-vu-toan-trinh/?co_quan=so-a").content.decode()
    assert "chưa có số liệu" in page
    assert "không khớp" not in page
    assert "Chỉ tiêu này không tính riêng cho từng cơ quan." in page
    board = year.sign_in(client, "chi").get("/dieu-hanh/").content.decode()
    tile = board[board.index("Dịch vụ công trực tuyến toàn trình") :][:400]
    assert "chưa có số liệu" in tile
