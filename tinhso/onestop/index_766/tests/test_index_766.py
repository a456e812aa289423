"""The index QĐ 766 on its pages; rule 2.1 itself is tested beside the dossiers."""

import re
from datetime import timedelta

import pytest

from tests.town import make_agency
from tinhso.casework.models import Clock
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.indicators.public import load_criteria, refresh_cells
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import CODE, make_version
from tinhso.onestop.tests.test_figures import record_anything

PAGE = "/so-lieu/chi-so-766/"


def make_dossier(version, agency, due, settled=None):
    begun = (settled or NOW) - timedelta(days=20)
    fields = {"accepted_at": begun, "submitted_at": begun, "opened_at": begun, "settled_at": settled}
    late = "late" if settled and settled > due else "on_time"
    fields |= {"timeliness": late if settled else "", "due_at": due, "state": "in_progress", "step": "sign"}
    case = make_case(kind="dossier", agency=agency, source="own_portal", **fields)
    Dossier.objects.create(case=case, version=version, level="province", applicant_name="Lê Thị An")
    made = {"name": "settle", "amount": 5, "unit": "working_day", "effect": "pause", "started_at": begun}
    Clock.objects.create(case=case, due_at=due, first_due_at=due, **made)


@pytest.fixture
def year(town, monkeypatch):
    """Eight dossiers of agency A settled yesterday, two late; six of A run, one of them late; two of B in time."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    version = make_version(town)

    def make(agency, due, settled=None):
        make_dossier(version, agency, due, settled)

    yesterday, early = NOW - timedelta(days=1), NOW - timedelta(days=3)
    for due in (NOW, NOW, NOW, NOW, NOW, NOW, early, early):
        make(town.agency_a, due, yesterday)
    for due in (NOW + timedelta(days=5),) * 5 + (early,):
        make(town.agency_a, due)
    for _ in range(2):
        make(town.agency_b, NOW, yesterday)
    load_criteria(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    return town


@pytest.mark.long
def test_rule_2_1_and_the_headline_rate_stand_beside_each_other(year, client):
    page = client.get(PAGE).content.decode()
    assert "81,25%" in page  # (6 + 2 ended in time + 5 still within) of 16
    assert "13/16" in page
    assert "Tỷ lệ hồ sơ giải quyết trước và đúng hạn: 80,00%" in page  # 8 of 10 with a result
    assert "chưa có số liệu" in page
    open_part = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)  # the page of a phone ends soon
    assert "<table" not in open_part and page.count("<details><summary><b>") >= 5
    assert re.search(r"<summary><b>[^<]+</b> · \d+/\d+ tiêu chí có số liệu</summary>", page)
    assert "sổ quyết định công bố của danh mục thủ tục chưa có dòng nào" in page


@pytest.mark.long
def test_the_public_is_not_shown_small_counts_and_officers_are(year, client):
    assert "ẩn (số nhỏ)" in client.get(PAGE).content.decode()
    assert "ẩn (số nhỏ)" in client.get(f"{PAGE}2-1/?co_quan=so-b").content.decode()
    page = year.sign_in(client, "sau").get(f"{PAGE}2-1/?co_quan=so-b").content.decode()
    assert "ẩn (số nhỏ)" not in page
    assert "100,00%" in page


HEADLINE = "Tỷ lệ hồ sơ giải quyết trước và đúng hạn: "


@pytest.mark.long
def test_no_month_of_a_year_with_a_small_one_is_told_to_the_public(year, client):
    """Three of January: it is hidden, and March too, else January were the quarter less March."""
    version, earlier = Dossier.objects.first().version, NOW - timedelta(days=50)
    for _ in range(3):
        make_dossier(version, year.agency_a, earlier, earlier)
    refresh_cells(now=NOW, every=True)
    pages = {ky: client.get(f"{PAGE}?ky={ky}").content.decode() for ky in ("202401", "202403", "2024Q1")}
    assert [HEADLINE + "84,62%" in page for page in pages.values()] == [False, False, True]
    for ky in ("202401", "202403"):
        assert "13/16" not in pages[ky] and "3/3<" not in pages[ky], ky
    page = year.sign_in(client, "sau").get(f"{PAGE}?ky=202403").content.decode()
    assert HEADLINE + "80,00%" in page


@pytest.mark.long
def test_an_agency_with_a_small_month_is_hidden_in_every_month_wherever_it_is_chosen(year, client):
    """Of agency C two of January and nine of March: its quarter is told, none of its months."""
    version, earlier = Dossier.objects.first().version, NOW - timedelta(days=50)
    agency = make_agency("so-c", "Sở C", parent=year.committee)
    for settled in (earlier,) * 2 + (NOW - timedelta(days=1),) * 9:
        make_dossier(version, agency, settled, settled)
    for _ in range(8):
        make_dossier(version, year.agency_a, earlier, earlier)
    refresh_cells(now=NOW, every=True)
    row = client.get(f"{PAGE}?ky=202403").content.decode().split("Sở C</td>")[1].split("</tr>")[0]
    assert "ẩn (số nhỏ)" in row and "9/9" not in row
    for address in (PAGE, f"{PAGE}2-1/"):
        assert "9/9" not in client.get(f"{address}?ky=202403&co_quan=so-c").content.decode()
    assert "9/9" in year.sign_in(client, "sau").get(f"{PAGE}?ky=202403&co_quan=so-c").content.decode()


@pytest.mark.long
def test_a_criterion_is_drilled_down_to_its_procedures_and_rows(year, client):
    page = client.get(f"{PAGE}2-1/").content.decode()
    assert f"thu_tuc={CODE}" in page
    assert "khớp" in page
    assert "81,25%" in client.get(f"{PAGE}2-1/?thu_tuc={CODE}").content.decode()
    rows = f"{PAGE}2-1/dong/1/?thu_tuc={CODE}"
    assert "Các dòng khác chỉ dành cho người có thẩm quyền" in client.get(rows).content.decode()
    seen = year.sign_in(client, "tra").get(rows).content.decode()
    assert seen.count('href="/kiem-chung/?ma=') == 8


@pytest.mark.long
def test_a_criterion_that_differs_from_its_rows_is_not_printed(year, client):
    from tinhso.casework.public import Case

    Case.objects.filter(timeliness="late").update(settled_at=NOW - timedelta(days=4))
    page = client.get(f"{PAGE}2-1/").content.decode()
    assert "không được in ra" in page
    assert "81,25%" not in page


@pytest.mark.long
def test_a_criterion_behind_the_log_is_counted_from_its_rows(year, client):
    from tinhso.casework.public import Case

    Case.objects.filter(timeliness="late").update(settled_at=NOW - timedelta(days=4))
    record_anything()
    page = client.get(f"{PAGE}2-1/").content.decode()
    assert "không được in ra" not in page
    assert "81,25%" not in page.partition("<table")[0]  # tables follow the cells
    assert "Đếm lại từ từng dòng vừa xong" in page


@pytest.mark.long
def test_a_running_month_is_cut_at_today_so_that_nothing_is_late_before_its_time(year, client):
    assert "13/16" in client.get(f"{PAGE}?ky=202403").content.decode()


@pytest.mark.long
@pytest.mark.parametrize("asked", ["ky=x", "co_quan=khong-co", "thu_tuc=%27%3B", "thu_tuc=" + "9" * 200])
def test_a_wrong_question_gets_a_sentence(year, client, asked):
    for address in (PAGE, f"{PAGE}2-1/"):
        response = client.get(f"{address}?{asked}")
        assert response.status_code == 400
        assert 'class="error' in response.content.decode()


@pytest.mark.long
def test_what_is_not_a_computed_criterion_has_no_page(year, client):
    for address in ("khong-co/", "2-1/dong/9/", "ckmb/"):
        assert client.get(PAGE + address).status_code == 404


@pytest.mark.long
def test_the_pages_ask_few_queries(year, client, django_assert_max_num_queries):
    for address, most in ((PAGE, 12), (f"{PAGE}2-1/", 40), (f"{PAGE}2-1/dong/1/", 15)):
        with django_assert_max_num_queries(most):
            client.get(address)
