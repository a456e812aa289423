"""No number of few people is read off a figure: not from its page, chart, files or API, nor by subtraction between periods."""

import csv
import io
import re
from datetime import date
from itertools import combinations

import pytest
from django.test import Client

from tests.town import make_agency
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.small_cells import finest, hidden_all_year, is_small, sums_of
from tinhso.indicators.tests import makers as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
MONTHS = (12, 11, 3, 9, 14, 10, 12, 13, 9, 11, 10, 9)  # of 2023: March is small
COUNT = {
    "numerator": "test.settled",
    "denominator": None,
    "factor": None,
    "decimals": 0,
    "name": "Việc đã xong",
    "unit": "việc",
}
PERIODS = {f"2023{n:02}": (n - 1, n) for n in range(1, 13)} | {
    f"2023Q{q}": (3 * q - 3, 3 * q) for q in range(1, 5)
}
PERIODS |= {"2023S1": (0, 6), "2023S2": (6, 12), "2023": (0, 12)} | {
    f"2023-{n:02}-28": (0, n) for n in range(1, 13)
}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)


@pytest.fixture
def version(town) -> IndicatorVersion:
    for month, count in enumerate(MONTHS, start=1):
        for n in range(count):
            make.make_case(
                town, f"2023-{month:02}-{1 + n:02}", agency=town.agency_a if n % 2 else town.agency_b
            )
    refresh_cells(now=make.NOW, every=True)
    return make.make_version("test.count", **COUNT, public=True)


def values_by_page(version, **asked):
    """The value on the page of each period; the page tells no number of rows where it hides the value."""
    found = {}
    for code in PERIODS:
        page = Client().get(f"/so-lieu/{version.indicator.address}/", {"ky": code, **asked}).content.decode()
        value = re.search(r'<p class="value">([^<]*) <small>', page)
        if value and "ẩn" in value[1]:
            assert (
                "Số gộp</dt><dd>" not in page
                and "<table" not in page.split("Nguồn và cách tính")[0].split("<svg")[0]
            )
        elif value and value[1].strip().isdigit():
            found[code] = int(value[1])
    return found


def differences(shown_counts):
    """Every number that adding and subtracting two or three told numbers of the year gives, by the months it is of."""
    spans = {
        PERIODS[code]: value
        for code, value in shown_counts.items()
        if code in PERIODS and not code.count("-")
    }
    for size in (1, 2, 3, 4):
        for chosen in combinations(spans, size):
            whole = max(chosen, key=lambda span: span[1] - span[0])
            parts = [span for span in chosen if span != whole]
            if all(whole[0] <= one[0] and one[1] <= whole[1] for one in parts) and _apart(parts):
                yield chosen, spans[whole] - sum(spans[one] for one in parts)


def _apart(spans):
    return all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(spans, 2))


@pytest.mark.long
def test_no_page_of_a_period_and_no_difference_tells_a_small_number(version):
    shown_counts = values_by_page(version)
    assert (
        {"2023", "2023Q1", "2023Q2"} <= set(shown_counts)
        and "202303" not in shown_counts
        and "202301" not in shown_counts
    )
    assert not [(spans, value) for spans, value in differences(shown_counts) if is_small(value)]
    assert not {
        code for code in shown_counts if code.count("-") and code[5:7] not in ("03", "06", "09", "12")
    }


@pytest.mark.long
def test_chart_files_and_api_tell_no_month_of_a_year_with_a_small_one(version):
    address, client = version.indicator.address, Client()
    page = client.get(f"/so-lieu/{address}/").content.decode()
    assert ">03/2023<" not in page and ">04/2023<" not in page
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/so-lieu/{address}/tep.csv").content.decode("utf-8-sig")))
    )
    freq = {row["FREQ"] for row in rows if row["TIME_PERIOD"].startswith("2023")}
    assert freq == {"A", "S", "Q"}
    assert "M" not in {row["FREQ"] for row in rows if row["TIME_PERIOD"].startswith("2023")}
    of = version.definition.address  # where the API finds it
    answer = client.get(f"/api/so-lieu/{of}", {"ky": "202303"}).json()
    assert (answer["value"], answer["rows"], answer["numerator"], answer["state"]) == (
        None,
        None,
        None,
        "hidden",
    )
    assert client.get(f"/api/so-lieu/{of}", {"ky": "2023Q1"}).json()["value"] == "26"
    assert client.get(f"/api/so-lieu/{of}", {"ky": "202403"}).json()["same_period"] is None
    for form in ("nhung/", "hinh.svg"):
        shown = client.get(f"/so-lieu/{address}/{form}", {"ky": "202303"}).content.decode()
        assert "ẩn (số nhỏ)" in shown


def test_an_officer_reads_every_month(version, town):
    page = (
        town.sign_in(Client(), "chi").get(f"/so-lieu/{version.indicator.address}/?ky=202303").content.decode()
    )
    assert '<p class="value">3 ' in page and ">03/2023<" in page


@pytest.mark.long
def test_months_that_are_large_stay_public(town):
    for month in range(1, 13):
        for n in range(6):
            make.make_case(town, f"2023-{month:02}-{1 + n:02}")
    refresh_cells(now=make.NOW, every=True)
    version = make.make_version("test.count", **COUNT, public=True)
    assert "202303" in values_by_page(version)
    assert ">03/2023<" in Client().get(f"/so-lieu/{version.indicator.address}/").content.decode()


@pytest.mark.long
def test_an_agency_with_a_small_month_is_hidden_in_all_months_of_the_table(version, town):
    """Else its quarter, less its other months, is the small one."""
    other = make_agency("so-c", "Sở C", parent=town.committee)
    for month in range(1, 13):
        for n in range(2 if month == 3 else 8):
            make.make_case(town, f"2023-{month:02}-{10 + n:02}", agency=other)
    for n in range(10):  # now no month of the whole is small
        make.make_case(town, f"2023-03-{1 + n:02}", agency=town.agency_a)
    refresh_cells(now=make.NOW, every=True)
    shown_counts = values_by_page(version, co_quan="so-c")
    assert "202304" not in shown_counts and "202303" not in shown_counts and "2023Q2" in shown_counts
    page = Client().get(f"/so-lieu/{version.indicator.address}/?ky=202304").content.decode()
    row = page.split("Sở C</td>")[1].split("</tr>")[0]
    assert "ẩn (số nhỏ)" in row


@pytest.mark.parametrize(
    ("months", "length"),
    [([5] * 12, 1), ([0] * 12, 1), ([1] * 12, 6), ([2] * 12, 3), ([0] * 11 + [3], None), ([9] * 11 + [3], 3)],
)
def test_the_shortest_periods_that_are_told(months, length):
    assert finest(months) == length


def test_what_is_hidden_in_a_year_is_hidden_in_its_months():
    rows = [[0] * 11 + [3], [9] * 12, [8] * 12, [7] * 12]
    longer = hidden_all_year(rows, 12)
    assert 0 in longer and len(longer) >= 2 and longer <= hidden_all_year(rows, 3) <= hidden_all_year(rows, 1)
    assert sums_of(rows[1], 3) == [27] * 4


@pytest.mark.long
def test_the_day_of_today_is_no_way_round(version):
    """Of the running year all is told to today and of the one before to the same day, no other day."""
    assert date(2024, 3, 8) == make.NOW.date()
    for code in ("2023-03-09", "2023-05-08", "2023-07-14"):
        page = Client().get(f"/so-lieu/{version.indicator.address}/?ky={code}").content.decode()
        assert "ẩn (số nhỏ)" in page


def test_the_rows_page_tells_the_public_no_number_of_others(version, town):
    address = f"/so-lieu/{version.indicator.address}/dong/1/?ky=2023-03-01"
    page = Client().get(address).content.decode()
    assert "Các dòng khác chỉ dành cho người có thẩm quyền" in page and not re.search(r"\d+ dòng chỉ", page)


@pytest.mark.long
def test_a_stock_is_told_at_the_ends_of_months_and_of_no_agency_that_its_table_hides(town):
    other = make_agency("so-c", "Sở C", parent=town.committee)
    for agency, count in ((town.agency_a, 3), (town.agency_b, 7), (other, 20)):
        for _ in range(count):
            make.make_case(town, None, agency=agency, opened_at=make.at("2023-02-01"))
    refresh_cells(now=make.NOW, every=True)
    stock = COUNT | {"numerator": "test.open", "agg_time": "last"}
    version = make.make_version("test.stock", **stock, address="ton", public=True)
    shown_counts = values_by_page(version)
    assert shown_counts["202302"] == 30 and not [
        code for code in shown_counts if code.count("-") and code[8:] < "28"
    ]
    page = Client().get("/so-lieu/ton/?ky=202302").content.decode()
    assert page.count("ẩn (số nhỏ)") == 2  # 3, and 7 beside it
    assert set(values_by_page(version, co_quan=town.agency_b.code).values()) <= {0}  # none before February
    assert values_by_page(version, co_quan="so-c")["202302"] == 20
