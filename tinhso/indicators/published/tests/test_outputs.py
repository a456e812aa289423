"""Every way out of a figure tells the number of its page, also while its cells lag behind the log, and says so."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tinhso.indicators.cells.actions.compare_cells import compare_cells
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.models import MeasureCell
from tinhso.indicators.tests import makers as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
LATER = "chờ gộp lại"


@pytest.fixture
def figure(town, monkeypatch):
    """Six of nine results of January in time, as summed; `/so-lieu/ty-le/`."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    for timeliness in ("on_time", "on_time", "late") * 3:
        make.make_case(town, "2024-01-10", timeliness)
        make.make_case(town, "2023-05-10", timeliness)
    refresh_cells(now=make.NOW, every=True)
    return make.make_version(address="ty-le", public=True)


@pytest.fixture
def lagging(figure, town):
    """Three more in time, of which the log tells and the cells do not yet."""
    for _ in range(3):
        make.make_case(town, "2024-01-11")
    compare_cells(now=make.NOW)  # leaves events in the log


def page(address):
    answer = Client().get(f"/so-lieu/ty-le/{address}")
    assert answer.status_code == 200
    return answer.content.decode("utf-8-sig")


def january(kind="csv"):
    found = csv.DictReader(io.StringIO(page(f"tep.{kind}")))
    return next((row["OBS_VALUE"], row["COMMENT"]) for row in found if row["TIME_PERIOD"] == "2024-01")


def api():
    return Client().get("/api/so-lieu/ty-le?ky=202401").json()


@pytest.mark.long
def test_cells_that_match_are_told_without_a_word(figure):
    for address in ("?ky=202401", "nhung/?ky=202401", "hinh.svg?ky=202401"):
        text = page(address)
        assert "66,67%" in text and LATER not in text
    assert january() == january("sdmx.csv") == ("66.67", "")
    assert (api()["value"], api()["state"], api()["rows"]) == ("66.67", "matched", 9)


@pytest.mark.long
def test_while_cells_lag_every_output_tells_the_counted_rows_and_says_so(lagging):
    for address in ("?ky=202401", "nhung/?ky=202401", "hinh.svg?ky=202401"):
        text = re.sub(r"(?s)<table.*?</table>", "", page(address))  # tables follow the cells
        assert "75,00%" in text and "66,67%" not in text and LATER in text
    assert january() == january("sdmx.csv") == ("75.00", "chờ gộp lại; số này vừa đếm lại từ từng dòng")
    text = api()
    assert (text["value"], text["state"], text["numerator"], text["rows"]) == ("75.00", "recounted", "9", 12)
    book = CalamineWorkbook.from_filelike(io.BytesIO(Client().get("/so-lieu/ty-le/tep.xlsx").content))
    sheet = book.get_sheet_by_index(0).to_python()
    month, value, comment = (sheet[0].index(name) for name in ("TIME_PERIOD", "OBS_VALUE", "COMMENT"))
    assert [(row[value], LATER in str(row[comment])) for row in sheet if row[month] == "2024-01"] == [
        (75, True)
    ]


def test_the_file_of_all_says_how_old_its_sums_are(lagging):
    rows = list(csv.DictReader(io.StringIO(Client().get("/so-lieu/tat-ca.csv").content.decode("utf-8-sig"))))
    comments = [row["COMMENT"] for row in rows if row["INDICATOR"] == "test.rate"]
    assert comments and all("theo lần gộp số lúc 09:00" in comment for comment in comments)
    refresh_cells(now=make.NOW + timedelta(minutes=5), every=True)
    rows_again = csv.DictReader(io.StringIO(Client().get("/so-lieu/tat-ca.csv").content.decode("utf-8-sig")))
    assert not [row for row in rows_again if row["INDICATOR"] == "test.rate" and row["COMMENT"]]


@pytest.mark.long
def test_a_figure_whose_cells_are_wrong_leaves_by_no_door(figure):
    MeasureCell.objects.filter(measure="test.settled").update(total=9)
    for address in ("?ky=202401", "nhung/?ky=202401", "hinh.svg?ky=202401"):
        assert "100,00%" not in page(address)
    assert "không khớp" in page("nhung/?ky=202401") and "không khớp" in page("hinh.svg?ky=202401")
    text = api()
    assert (text["value"], text["numerator"], text["state"]) == (None, None, "withheld")
    assert "2024-01" not in page("tep.csv")


@pytest.mark.long
def test_the_file_of_one_figure_counts_its_rows_in_a_bounded_number_of_queries(
    lagging, django_assert_max_num_queries
):
    with django_assert_max_num_queries(200):  # forty periods of two sources
        page("tep.csv")
