import csv
import io
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tinhso.indicators.published.published import time_of
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests import makers as make
from tinhso.kernel.site.models import Instance
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sold(town, monkeypatch):
    """Ten in December, twenty planned for the year: an indicator of them at /so-lieu/ban-ra/."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: entries.NOW)
    data_set = entries.make_set(town.agency_a, approval_from=None)
    entries.enter(town, data_set, entries.numbers(4, 6), period=Period.parse("202312"))
    make.make_version(
        "test.sold_all",
        address="ban-ra",
        numerator="test.sold",
        denominator=None,
        factor=1,
        decimals=1,
        unit="cái",
    )


def rows(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer, list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.long
def test_sdmx_csv_names_its_structure_and_each_dimension():
    answer, found = rows("/so-lieu/ban-ra/tep.sdmx.csv")
    assert answer["Content-Type"].startswith("application/vnd.sdmx.data+csv; version=2.0.0")
    tuples = [(r["FREQ"], r["TIME_PERIOD"], r["OBS_VALUE"], r["SCENARIO"], r["UNIT_MEASURE"]) for r in found]
    assert ("A", "2023", "10.0", "ACTUAL", "cái") in tuples
    assert ("S", "2023-S2", "10.0", "ACTUAL", "cái") in tuples
    assert ("Q", "2023-Q4", "10.0", "ACTUAL", "cái") in tuples
    assert ("M", "2023-12", "10.0", "ACTUAL", "cái") in tuples
    assert {r["STRUCTURE_ID"] for r in found} == {"TINHSO:SO_LIEU(1.0)"}


def test_the_file_of_all_holds_the_values_behind_the_figures_by_agency():
    _answer, found = rows("/so-lieu/tat-ca.sdmx.csv")
    values = [(r["REF_AREA"], r["BREAKDOWN"], r["OBS_VALUE"]) for r in found if r["INDICATOR"] == "test.sold"]
    assert values == [("so-a", "a", "4"), ("so-a", "b", "6")]


@pytest.mark.long
def test_csv_and_xlsx_hold_the_same_numbers():
    _answer, found = rows("/so-lieu/ban-ra/tep.csv")
    book = CalamineWorkbook.from_filelike(io.BytesIO(Client().get("/so-lieu/ban-ra/tep.xlsx").content))
    sheet = book.get_sheet_by_index(0).to_python()
    column = sheet[0].index("OBS_VALUE")
    assert [Decimal(r["OBS_VALUE"]) for r in found] == [Decimal(str(line[column])) for line in sheet[1:]]
    assert Client().get("/so-lieu/ban-ra/tep.exe").status_code == 404


def test_the_api_tells_a_period_with_its_parts(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer = Client().get("/api/so-lieu/ban-ra?ky=2023").json()
    assert (answer["value"], answer["rows"], answer["as_of"], answer["same_period"]) == (
        "10.0",
        2,
        "2023-12-31",
        None,
    )
    assert Client().get("/api/so-lieu/ban-ra?ky=2023Q9").status_code == 422
    assert Client().get("/api/so-lieu/khong-co").status_code == 404
    assert [one["address"] for one in Client().get("/api/so-lieu/").json()] == ["ban-ra"]


def test_what_is_for_officers_leaves_by_no_door():
    make.make_version("test.secret", address="rieng", numerator="test.stock", denominator=None, public=False)
    for page in ("tep.csv", "tep.sdmx.csv", "nhung/", "hinh.svg"):
        assert Client().get(f"/so-lieu/rieng/{page}").status_code == 404
    assert Client().get("/api/so-lieu/rieng").status_code == 404
    assert "test.stock" not in Client().get("/so-lieu/tat-ca.csv").content.decode()


def test_a_figure_can_be_framed_and_drawn():
    frame = Client().get("/so-lieu/ban-ra/nhung/")
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    picture = Client().get("/so-lieu/ban-ra/hinh.svg")
    assert ElementTree.fromstring(picture.content).tag.endswith("svg")  # noqa: S314 - our own drawing


def test_a_framed_figure_keeps_the_period_that_its_address_names():
    for page in ("nhung/", "hinh.svg"):
        page_text = Client().get(f"/so-lieu/ban-ra/{page}?ky=2023").content.decode()
        assert "năm 2023" in page_text
        assert "10,0" in page_text
        assert "năm 2023" not in Client().get(f"/so-lieu/ban-ra/{page}").content.decode()
        for wrong in ("2023Q9", "2025"):
            assert Client().get(f"/so-lieu/ban-ra/{page}?ky={wrong}").status_code == 404


def test_the_feed_tells_of_approved_reports():
    feed = ElementTree.fromstring(Client().get("/so-lieu/moi.atom").content)  # noqa: S314 - our own feed
    assert feed.tag.endswith("feed")


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("2023", "2023"), ("2023S2", "2023-S2"), ("202301", "2023-01"), ("2023W3", "2023-W03")],
)
def test_periods_are_written_as_sdmx_does(code, wanted):
    assert time_of(Period.parse(code)) == wanted
    assert date(2023, 1, 1) <= Period.parse(code).end


@pytest.mark.long
def test_every_line_of_a_demos_files_the_api_and_the_feed_say_what_data_they_are(town):
    Instance.objects.create(pk=1, name="Thử", owner="Thử", province_code="38", ident_code="H56", demo=True)
    words = "DỮ LIỆU MÔ PHỎNG"
    for kind in ("csv", "sdmx.csv"):
        _answer, found = rows(f"/so-lieu/ban-ra/tep.{kind}")
        assert {row["COMMENT"] for row in found} == {words}
    assert {one["note"] for one in Client().get("/api/so-lieu/").json()} == {words}
    assert words in Client().get("/so-lieu/moi.atom").content.decode()
    assert words in Client().get("/so-lieu/ban-ra/hinh.svg").content.decode()
    officer = town.sign_in(Client(), "emi")
    _head, *lines = officer.get("/can-bo/so-lieu/bieu-thu/so-a/202312/tep.csv").content.decode().splitlines()
    assert all(line.endswith(words) for line in lines)
    book = officer.get("/can-bo/so-lieu/bieu-thu/so-a/202312/tep.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert {line[-1] for line in sheet[1:]} == {words}
