"""The executive page: its figures equal those of the traces, its reader's scope, targets, notes, thresholds, the wall."""

import re
from datetime import date, timedelta

import pytest
from django.template.loader import get_template, render_to_string
from django.urls import reverse

from tinhso.casework.public import Corrected
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.cells.amounts import EVERYTHING
from tinhso.indicators.data.sources import executive_data
from tinhso.indicators.executive import agencies, executive, offered
from tinhso.indicators.executive.actions.watch_thresholds import watch_thresholds
from tinhso.indicators.figure_page.actions.annotate_figure import annotate_figure
from tinhso.indicators.figures import corrected_ends, ranking
from tinhso.indicators.figures.figures import compared, read, read_months
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.models import Annotation, ThresholdCrossing
from tinhso.indicators.printing.html import _block
from tinhso.indicators.rights.permissions import FiguresForbidden
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.slots import ExecutiveTile
from tinhso.lib.periods import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
DAY = date(2024, 3, 8)
ALERT = {
    "key": "on-time-below-target",
    "indicator": "test.rate",
    "when": "below",
    "value": 60,
    "roles": ["supervisor"],
}
PAGE = {"alerts": [ALERT]}
TILES = [
    ExecutiveTile("test.rate", "Đúng hạn", overdue=("test.open", "việc đang mở"), agencies=True),
    ExecutiveTile("test.open", "Đang mở"),
    ExecutiveTile("nobody.counts", "Chưa ai đếm"),
]
OPEN = {
    "name": "Đang mở",
    "unit": "việc",
    "numerator": "test.open",
    "denominator": None,
    "factor": None,
    "decimals": 0,
}


@pytest.fixture
def page(town, monkeypatch):
    monkeypatch.setattr("tinhso.indicators.executive.offered.all_of", lambda kind: TILES)
    monkeypatch.setattr("tinhso.indicators.executive.actions.watch_thresholds.executive_data", lambda: PAGE)
    targets = [{"indicator": "test.rate", "period": "2024", "value": 97, "basis": "thử"}]
    monkeypatch.setattr("tinhso.indicators.figures.targets.target_rows", lambda: targets)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    for day, how, agency in (
        ("2023-02-01", "late", town.agency_a),
        ("2023-03-08", "on_time", town.agency_a),
        ("2023-03-09", "late", town.agency_b),
        ("2023-11-30", "on_time", town.agency_b),
        ("2024-01-31", "early", town.agency_a),
        ("2024-02-29", "on_time", town.agency_a),
        ("2024-03-08", "late", town.agency_b),
    ):
        make.make_case(town, day, how, agency=agency, opened_at=make.at("2022-06-01"))
    refresh_cells(now=make.NOW, every=True)
    return [make.make_version(), make.make_version("test.open", **OPEN, agg_time="last")]


@pytest.mark.long
@pytest.mark.parametrize(
    ("code", "queries"), [("2024-03-08", 3), ("2023", 3), ("202402", 3), ("2024-02-15", 7)]
)
def test_what_the_page_reads_at_once_says_what_the_trace_says(page, code, queries, django_assert_num_queries):
    """Days of a month that has no cells of its own are counted from the rows: one query a measure and year."""
    period = make.period(code)
    with django_assert_num_queries(queries):
        held = executive.held_for(page, period, EVERYTHING)
    months = executive.whole_months(period.end)
    for version in page:
        found = compared(version, period, period.end, held=held)
        assert found == compared(version, period, period.end)
        alone = [read(version, month) for month in months]
        assert read_months(version, months, held=held) == read_months(version, months) == alone


def test_a_stock_that_nobody_knew_at_the_years_end_is_told_as_of_the_years_account(
    town, page, client, monkeypatch
):
    account = {"periods": {"as_of": "2024-03-08"}}
    monkeypatch.setattr("tinhso.indicators.figures.account_day.report_data", lambda year: account)
    make.make_case(town, None)
    refresh_cells(now=make.NOW, every=True)
    make.make_version("test.open", **OPEN, agg_time="last", series_start="2024-01-01")
    town.sign_in(client, "sau")
    page_text = client.get(reverse("executive"), {"nam": "2023"}).content.decode()
    tile = next(part for part in page_text.split("<article") if ">Đang mở</a>" in part)
    assert "đến ngày 08/3/2024" in tile and "chưa có số liệu" not in tile
    assert "?ky=2024-03-08" in tile
    figure = client.get("/so-lieu/test-open/?ky=2023").content.decode()
    assert "số đã biết của báo cáo năm" in figure and "đến ngày 08/3/2024" in figure


def test_below_the_target_is_not_reached_and_by_how_much_and_never_amber(town, page, client):
    html = town.sign_in(client, "sau").get(reverse("executive")).content.decode()
    assert '<b class="late">kế hoạch 97%: chưa đạt, thấp hơn 30,33 điểm %</b>' in html
    assert "soon" not in html[html.index("exec-tiles") :]
    assert "2/3" in html


def test_a_head_sees_the_own_agency_only(town, page):
    whole = executive.board(town.actor("sau"), make.NOW, 2024)
    own_board = executive.board(town.actor("chi"), make.NOW, 2024)
    assert (whole.whole, own_board.whole) == (True, False)
    assert [tile.value for tile in own_board.tiles][0] == "100,00%"
    assert "co_quan=so-a" in own_board.tiles[0].trace_url


def test_an_officer_without_such_a_role_and_a_citizen_are_refused(town, page, client):
    for name in ("binh", "an"):
        assert town.sign_in(client, name).get(reverse("executive")).status_code == 403


def test_the_board_stays_within_its_queries(town, page, client, django_assert_max_num_queries):
    town.sign_in(client, "sau")
    with django_assert_max_num_queries(13):
        client.get(reverse("executive"))
    by = town.actor("sau")
    with django_assert_max_num_queries(10):
        executive.board(by, make.NOW, 2024)


@pytest.mark.long
def test_the_tiles_that_systems_declare_stand_in_whole_rows_and_say_why_a_value_is_missing(
    town, client, django_assert_max_num_queries
):
    load_indicators(by=SYSTEM, now=make.NOW)
    town.sign_in(client, "sau")
    client.get(reverse("executive"))
    for year in ("2022", "2023", "2024"):
        with django_assert_max_num_queries(13):
            html = client.get(reverse("executive"), {"nam": year}).content.decode()
        assert html.count("<article") % executive.ROW == 0
    systems = {code.partition(".")[0] for code in offered.codes()}
    assert {"onestop", "citizen", "opendata", "indicators"} <= systems
    found = executive.board(town.actor("sau"), make.NOW, 2022)
    assert len(found.tiles) <= executive.MOST
    assert all(tile.has_value or tile.lines[0][0].text for tile in found.tiles)
    assert dict(found.left)["Bộ dữ liệu mở"] == "số liệu bắt đầu từ 01/01/2024"


def test_the_line_of_a_stock_ends_today_while_the_year_runs_and_that_of_a_rate_with_a_month(
    town, page, client
):
    town.sign_in(client, "sau")
    ends = {}
    for year in ("2023", "2024"):
        shown = client.get(reverse("executive"), {"nam": year}).content.decode().split("<article")
        for name in ("Đang mở", "Đúng hạn"):
            tile = next(part for part in shown if f">{name}</a>" in part)
            ends[name, year] = re.findall(r"<span>(\S+) · <b>", tile)
    assert ends == {
        ("Đang mở", "2023"): ["12/2023"],
        ("Đúng hạn", "2023"): ["11/2023"],
        ("Đang mở", "2024"): ["08/03"],
        ("Đúng hạn", "2024"): ["02/2024"],
    }


def test_agencies_stand_worst_first_and_in_the_order_that_is_asked(town, page, monkeypatch):
    monkeypatch.setattr(ranking, "LEAST", 1)
    make.make_case(
        town, None, agency=town.agency_a, due_at=make.at("2024-03-05"), first_due_at=make.at("2024-03-05")
    )
    rows = executive.board(town.actor("sau"), make.NOW, 2024).agencies
    assert [row.agency for row in rows] == [town.agency_b, town.agency_a]
    assert [row.parts for row in rows] == ["0/1", "2/2"]
    assert [row.agency for row in agencies.ordered(rows, "qua-han")] == [town.agency_a, town.agency_b]
    assert [row.agency for row in agencies.ordered(rows, "giai-quyet")] == [town.agency_a, town.agency_b]
    assert (rows[1].late.n, rows[1].since, rows[0].since) == (1, "2 ngày", "–")
    assert agencies.to_watch(rows)[0].agency == town.agency_a
    assert agencies.best(rows) == []
    assert [row.interval for row in rows] == ["0,0–79,3%", "34,2–100,0%"]


def test_a_rate_of_few_is_neither_the_worst_nor_the_best_and_says_so(town, page, monkeypatch, client):
    monkeypatch.setattr(ranking, "LEAST", 2)
    rows = executive.board(town.actor("sau"), make.NOW, 2024).agencies
    assert [(row.agency, row.few) for row in rows] == [(town.agency_a, False), (town.agency_b, True)]
    assert rows[1].verdict == "dưới 2 hồ sơ, không xếp" and agencies.to_watch(rows) == []
    assert [row.agency for row in agencies.best(rows)] == [town.agency_a]
    monkeypatch.setattr(ranking, "LEAST", 3)
    assert agencies.best(executive.board(town.actor("sau"), make.NOW, 2024).agencies) == []
    town.sign_in(client, "sau")
    shown = client.get(reverse("executive")).content.decode()
    assert "dưới 3 hồ sơ, không xếp" in shown and "1. " not in shown[shown.index('id="co-quan"') :]
    lines = client.get(reverse("executive_agencies_file", args=["test-rate"])).content.decode().splitlines()
    assert any("Khoảng tin cậy 95%" in line for line in lines) and any("0,0–79,3%" in line for line in lines)


def test_the_agencies_of_a_figure_come_as_csv_too(town, page, client):
    town.sign_in(client, "sau")
    answer = client.get(reverse("executive_agencies_file", args=["test-rate"]), {"xep": "giai-quyet"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines if "Sở" in line] == ["Sở A", "Sở B"]
    assert client.get(reverse("executive_agencies_file", args=["khong-co"])).status_code == 404
    town.sign_in(client, "binh")
    assert client.get(reverse("executive_agencies_file", args=["test-rate"])).status_code == 403


def test_each_figure_opens_its_agencies(town, page, client, django_assert_max_num_queries):
    town.sign_in(client, "sau")
    with django_assert_max_num_queries(14):
        html = client.get(reverse("executive_agencies", args=["test-rate"])).content.decode()
    assert "Sở A" in html
    assert "co_quan=so-b" in html
    assert client.get(reverse("executive_agencies", args=["khong-co"])).status_code == 404


@pytest.mark.long
def test_the_wall_has_no_menu_and_refreshes_itself(town, page, client):
    html = town.sign_in(client, "sau").get(reverse("executive"), {"man-hinh": "lon"}).content.decode()
    assert 'http-equiv="refresh"' in html
    assert "<nav" not in html
    assert "66,67%" in html
    assert 'content="20;url=?nam=2024&amp;man-hinh=lon&amp;trang=2"' in html and "1/2" in html
    following = client.get(reverse("executive"), {"man-hinh": "lon", "trang": "2"}).content.decode()
    assert "Sở A" in following and "exec-tile" not in following and "trang=1" in following
    for none in ("0", "9", "x", "²", "9" * 5000):
        assert client.get(reverse("executive"), {"man-hinh": "lon", "trang": none}).content.decode() == html


def test_a_note_stands_on_board_and_trace_for_officers_only(town, page, client):
    town.sign_in(client, "sau")
    version = page[0]
    url = reverse("annotate_figure", args=[version.indicator.address])
    assert client.post(url, {"ky": "2024-03-08", "text": "Do đợt lũ"}).status_code == 302
    assert "Do đợt lũ" in client.get(reverse("executive")).content.decode()
    trace = reverse("figure", args=[version.indicator.address])
    assert "Do đợt lũ" in client.get(trace, {"ky": "2024-03-08"}).content.decode()
    client.logout()
    assert "Do đợt lũ" not in client.get(trace, {"ky": "2024-03-08"}).content.decode()
    row = EventRow.objects.get(name="indicators.FigureAnnotated")
    assert "lũ" not in str(row.payload)


def test_a_note_without_words_or_too_long_is_given_back(town, page, client):
    url = reverse("annotate_figure", args=[page[0].indicator.address])
    town.sign_in(client, "emi")
    assert client.post(url, {"ky": "2024-03-08", "text": ""}).status_code == 400
    answer = client.post(url, {"ky": "2024-03-08", "text": "rất dài " * 80})
    assert "dài quá 500 ký tự" in answer.content.decode()
    assert "rất dài" in answer.content.decode()
    assert not Annotation.objects.exists()


def test_a_citizen_leaves_no_note(town, page):
    with pytest.raises(FiguresForbidden):
        annotate_figure(
            indicator=page[0].indicator,
            period=make.period("2024"),
            agency=None,
            text="x",
            by=town.actor("an"),
            now=make.NOW,
        )


def test_a_crossing_is_told_once_to_the_named_roles_and_again_only_after_it_cleared(town, page):
    assert watch_thresholds(now=make.NOW) == []
    for _ in range(3):
        make.make_case(town, "2024-03-08", "late")
    refresh_cells(now=make.NOW, every=True)
    assert watch_thresholds(now=make.NOW) == ["on-time-below-target"]
    assert watch_thresholds(now=make.NOW + timedelta(minutes=15)) == []
    assert [notice.user for notice in Notice.objects.all()] == [town.sau]
    cleared = make.NOW + timedelta(hours=1)
    for _ in range(9):
        make.make_case(town, "2024-03-08", "early")
    refresh_cells(now=make.NOW, every=True)
    assert watch_thresholds(now=cleared) == []
    assert ThresholdCrossing.objects.get().cleared_at == cleared
    names = set(EventRow.objects.values_list("name", flat=True))
    assert {"indicators.ThresholdCrossed", "indicators.ThresholdCleared"} <= names


def test_every_rule_has_its_words():
    for rule in executive_data()["alerts"]:
        assert get_template(f"indicators/notices/threshold_{rule['key'].replace('-', '_')}.txt")


def test_what_is_told_of_january_alone_stands_beside_last_january(town):
    data_set = entries.make_set(town.agency_a, approval_from=None)
    for code, sold in (("202301", 5), ("202302", 7), ("202401", 6)):
        entries.enter(town, data_set, entries.numbers(sold, 0), period=Period.parse(code))
    content = {"name": "Bán ra", "unit": "cái", "denominator": None, "factor": None}
    version = make.make_version("test.sold_all", numerator="test.sold", **content)
    period = Period.parse("2024-03-08")
    found = compared(version, period, DAY, held=executive.held_for([version], period, EVERYTHING))
    assert found.before is not None
    assert (found.now.value, found.before.value) == (6, 5)


def test_a_figure_of_corrected_ends_is_marked_and_leads_to_its_page(town, page, client, monkeypatch):
    monkeypatch.setattr(
        corrected_ends, "counts_by_ends", lambda version: version.indicator.code == "test.rate"
    )
    monkeypatch.setattr(corrected_ends, "corrected_in", lambda *span: Corrected(2, 1, 1))
    by = town.actor("quan")
    tiles = {tile.code: tile for tile in executive.board(by, make.NOW, 2024).tiles}
    assert tiles["test.rate"].corrected
    pages = corrected_ends.corrected_pages(make.period("2024"))
    assert pages == {f"{tiles['test.rate'].trace_url.split('?')[0]}?ky=2024"}
    drawn = render_to_string(
        "indicators/executive/executive_tiles.html", {"board": executive.board(by, make.NOW, 2024)}
    )
    assert drawn.count("có hồ sơ đã đính chính ngày có kết quả") == sum(t.corrected for t in tiles.values())
    monkeypatch.setattr(corrected_ends, "corrected_in", lambda *span: Corrected(0))
    assert not any(tile.corrected for tile in executive.board(by, make.NOW, 2024).tiles)
    assert corrected_ends.corrected_pages(make.period("2024")) == set()


def test_the_report_marks_what_counts_corrected_ends():
    path = "/so-lieu/ty-le/?ky=2024"
    run = {"t": "97,61%", "note": 1, "first": True, "url": path, "key": "a"}
    found = _block({"kind": "text", "runs": [run, {"t": "x"}]}, {}, {1: path})
    assert [one["corrected"] for one in found["runs"]] == [path, ""]
    assert f'href="{path}"' in render_to_string(
        "indicators/reports/report_run.html", {"run": found["runs"][0]}
    )
    assert "đính chính" not in render_to_string(
        "indicators/reports/report_run.html", {"run": found["runs"][1]}
    )
