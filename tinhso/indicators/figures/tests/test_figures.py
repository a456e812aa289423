from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.definitions.definition import BadDefinition, Definition
from tinhso.indicators.figure_page.queries import groups, tiles, worst_first
from tinhso.indicators.figures import ranking
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Compared, compared, read, read_by, read_months
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.tests import makers as make
from tinhso.indicators.tests.entry_makers import enter, make_set
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.search.public import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]


@pytest.fixture
def cases(town):
    for day, timeliness, agency in (
        ("2023-02-01", "late", "agency_a"),
        ("2023-02-02", "on_time", "agency_a"),
        ("2023-06-01", "on_time", "agency_a"),
        ("2024-01-10", "early", "agency_a"),
        ("2024-02-01", "late", "agency_a"),
        ("2024-02-02", "on_time", "agency_b"),
    ):
        make.make_case(town, day, timeliness, agency=getattr(town, agency))
    refresh_cells(now=make.NOW, every=True)


def test_a_rate_is_computed_from_summed_parts_and_rounded_half_up(cases, django_assert_num_queries):
    version = make.make_version()
    with django_assert_num_queries(2):
        figure = read(version, make.period("2024"))
    assert (figure.above, figure.below, figure.n) == (2, 3, 3)
    assert figure.rounded == Decimal("66.67")


@pytest.mark.parametrize(("code", "queries"), [("2024", 2), ("2024-03-08", 2), ("2023-10-19", 4)])
def test_many_figures_read_at_once_are_those_read_alone(cases, code, queries, django_assert_num_queries):
    """One query for the days that have cells, one for all cells, and one a measure for each stretch of other days."""
    versions = [
        make.make_version(),
        make.make_version("test.count", numerator="test.settled", denominator=None),
    ]
    periods = [make.period(code), make.period(code).same_last_year()]
    with django_assert_num_queries(queries):
        held = BatchReader.read(versions, periods)
    with django_assert_num_queries(0):
        found = [read(version, period, held=held) for version in versions for period in periods]
    assert found == [read(version, period) for version in versions for period in periods]


def test_the_pages_of_many_figures_ask_few_queries(cases, client, django_assert_max_num_queries):
    for n in range(5):
        make.make_version(f"test.rate{n}", public=True)
    with django_assert_max_num_queries(10):
        assert client.get("/so-lieu/").status_code == 200


def test_the_page_of_many_figures_has_neither_those_of_officers_nor_those_without_months(cases):
    make.make_version("test.shown", name="Ai cũng xem")
    make.make_version("test.inner", name="Nội bộ", public=False)
    make.make_version("test.rank", name="Chỉ cả năm", agg_time="none")
    shown = groups(make.NOW + timedelta(days=1), 2024)
    assert [figure.title for group in shown for figure in group.figures] == ["Ai cũng xem"]


def test_a_figure_without_a_value_in_the_period_takes_no_room_among_the_others(cases, client):
    make.make_version("test.shown", name="Có số", public=True)
    make.make_version("test.none", name="Chưa có số", public=True, numerator="test.gone", denominator=None)
    [group] = groups(make.NOW + timedelta(days=2), 2023)
    assert [one.title for one in group.figures] == ["Có số"]
    assert [one.title for one in group.missing] == ["Chưa có số"]
    assert "Chưa có số trong kỳ này" in client.get("/so-lieu/").content.decode()


@pytest.mark.parametrize("asked", ["2024", "202402", "2023-10-19"])
def test_the_page_of_one_figure_asks_few_queries(cases, town, client, asked, django_assert_max_num_queries):
    for day in ("2024-01-10", "2024-02-01", "2023-02-01", "2023-06-01", "2023-10-19"):
        for _ in range(5):  # fewer the public would not be shown
            make.make_case(town, day)
    refresh_cells(now=make.NOW, every=True)
    version = make.make_version(public=True)
    page = f"/so-lieu/{version.indicator.address}/?ky={asked}"
    with django_assert_max_num_queries(17 if "-" in asked else 13):
        shown = client.get(page)
    assert ("ẩn (số nhỏ)" if "-" in asked else "khớp") in shown.content.decode()


def test_a_rate_of_all_is_no_mean_of_the_rates_of_its_parts(town, cases, django_assert_num_queries):
    version = make.make_version()
    with django_assert_num_queries(1):
        found = read_by(version, make.period("2024"), "agency")
    assert {key: figure.rounded for key, figure in found.items()} == {
        town.agency_a.pk: Decimal("50.00"),
        town.agency_b.pk: Decimal("100.00"),
    }
    only_a = read(version, make.period("2024"), Scope(agencies=frozenset({town.agency_a.pk})))
    assert only_a.rounded == Decimal("50.00")


def test_a_running_year_is_compared_with_as_much_of_the_last_one(town, cases):
    make.make_case(town, "2022-12-30")  # rows begin before that stretch
    refresh_cells(now=make.NOW, every=True)
    found = compared(make.make_version(), make.period("2024"), date(2024, 3, 8))
    assert (str(found.now.period), str(found.before.period)) == ("2024-03-08", "2023-03-08")
    assert (found.before.above, found.before.below) == (1, 2)
    assert round(found.change, 2) == Decimal("16.67")


@pytest.mark.parametrize(("before", "little"), [(9, True), (10, False)])
def test_a_count_below_ten_is_no_base_for_a_percentage(before, little):
    definition = SimpleNamespace(is_ratio=False, is_rank=False, decimals=0, unit="việc")
    figure = SimpleNamespace(definition=definition, value=Decimal(before))
    assert Compared(figure, figure).is_from_little is little


def test_nothing_is_compared_where_the_series_had_not_begun(cases):
    found = compared(make.make_version(series_start="2024-01-01"), make.period("2024"), date(2024, 3, 8))
    assert found.before is None
    assert found.change is None


def test_without_a_denominator_or_a_measure_there_is_no_value(cases):
    assert read(make.make_version(), make.period("2022")).value is None
    unknown = make.make_version("test.unknown", numerator="nobody.counts", denominator=None)
    assert read(unknown, make.period("2024")).value is None


def test_definitions_become_versions_once_and_a_changed_one_becomes_the_next(monkeypatch):
    content = {"test.rate": make.RATE}
    monkeypatch.setattr("tinhso.indicators.data.reading.definitions", lambda: content)
    assert load_indicators(by=SYSTEM, now=make.NOW) == 1
    assert load_indicators(by=SYSTEM, now=make.NOW) == 0
    content["test.rate"] = make.RATE | {"decimals": 1}
    assert load_indicators(by=SYSTEM, now=make.NOW) == 1
    assert IndicatorVersion.objects.newest().get().number == 2


def test_what_the_program_defines_no_more_is_not_found_and_keeps_its_page(monkeypatch):
    content = {"test.rate": make.RATE | {"name": "Tỷ lệ đúng hạn thử"}}
    content["test.later"] = make.RATE | {"address": "sau-nay", "name": "Tỷ lệ bỏ đi"}
    monkeypatch.setattr("tinhso.indicators.data.reading.definitions", lambda: content)
    load_indicators(by=SYSTEM, now=make.NOW)
    assert {ref for ref, _ in written_rows()} == {"test.rate", "test.later"}
    del content["test.later"]
    load_indicators(by=SYSTEM, now=make.NOW)
    assert {ref for ref, _ in written_rows()} == {"test.rate"}
    assert IndicatorVersion.objects.newest().filter(indicator__address="sau-nay").exists()


def written_rows() -> list[tuple[str, str]]:
    """Each entry of the search with the transaction that wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("select ref, xmin::text from search_searchentry order by ref")
        return cursor.fetchall()


def test_the_search_of_the_portal_finds_public_figures_by_their_newest_name(monkeypatch):
    content = {"test.rate": make.RATE | {"name": "Tỷ lệ đúng hạn thử"}}
    content["test.inner"] = make.RATE | {"address": "noi-bo", "name": "Đúng hạn nội bộ", "public": False}
    monkeypatch.setattr("tinhso.indicators.data.reading.definitions", lambda: content)
    load_indicators(by=SYSTEM, now=make.NOW)
    found = search("ty le dung han", on=make.NOW.date()).hits
    assert [(hit.kind, hit.ref) for hit in found] == [("figure", "test.rate")]
    before = written_rows()
    load_indicators(by=SYSTEM, now=make.NOW)
    assert written_rows() == before  # what stands there already is not written at every start
    content["test.rate"] = make.RATE | {"name": "Phần trăm trả sớm"}
    load_indicators(by=SYSTEM, now=make.NOW)
    assert [hit.title for hit in search("trả sớm", on=make.NOW.date()).hits] == ["Phần trăm trả sớm"]
    content["test.rate"] |= {"public": False}
    load_indicators(by=SYSTEM, now=make.NOW)
    assert not search("trả sớm", on=make.NOW.date()).hits


@pytest.mark.parametrize(
    "changes",
    [
        {"numerator": "test.settled +"},
        {"name": ""},
        {"colour": "red"},
        {"agg_time": "often"},
        {"periods": ["fortnight"]},
        {"dims": ["a", "b", "c", "d"]},
    ],
)
def test_a_definition_that_cannot_be_used_is_refused_by_its_code(changes):
    with pytest.raises(BadDefinition, match=r"test\.rate"):
        Definition.from_json("test.rate", make.RATE | changes)


def test_a_dimension_that_the_measure_lacks_is_refused(monkeypatch):
    wrong = {"test.rate": make.RATE | {"numerator": "test.settled[colour=red]"}}
    monkeypatch.setattr("tinhso.indicators.data.reading.definitions", lambda: wrong)
    with pytest.raises(BadDefinition, match="colour"):
        load_indicators(by=SYSTEM, now=make.NOW)


def test_only_the_system_loads_definitions(town):
    with pytest.raises(PermissionDenied, match="chỉ hệ thống"):
        load_indicators(by=town.actor("quan"), now=make.NOW)


def test_months_follow_one_another_and_a_stock_is_carried_on(town, cases, django_assert_num_queries):
    months = [make.period(code) for code in ("202312", "202401", "202402", "202403")]
    version = make.make_version()
    with django_assert_num_queries(1):
        found = read_months(version, months)
    assert [(f.above, f.below) for f in found] == [(0, 0), (1, 1), (1, 2), (0, 0)]
    stock = make.make_version("test.stock", numerator="test.open", denominator=None, factor=1)
    assert [f.value for f in read_months(stock, months)] == [read(stock, month).value for month in months]


def test_nothing_is_compared_with_a_stretch_that_was_counted_only_for_a_part(town):
    """The first row is of May: the year before has no whole to compare with, its later months have."""
    for day in ("2022-05-10", "2022-11-10", "2023-03-10", "2023-11-10"):
        make.make_case(town, day)
    refresh_cells(now=make.NOW, every=True)
    version = make.make_version()
    assert compared(version, make.period("2023"), date(2024, 3, 8)).before is None
    assert compared(version, make.period("202311"), date(2024, 3, 8)).before.below == 1
    assert compared(version, make.period("2023Q2"), date(2024, 3, 8)).before is None
    [tile] = tiles([version], [version], make.NOW, make.period("2023"))
    assert "chưa có số cùng kỳ" in tile.compared


def test_an_entered_number_is_not_compared_with_itself(town):
    data_set = make_set(town.agency_a, approval_from=None)
    enter(town, data_set, {("test.stock", ()): Decimal(40)}, period=make.period("202212"))
    stored = {
        "numerator": "test.stock",
        "denominator": None,
        "factor": 1,
        "denominator_words": None,
        "agg_time": "last",
    }
    version = make.make_version("test.stock", of_people=False, **stored)
    assert compared(version, make.period("202402"), date(2024, 3, 8)).before is None
    enter(town, data_set, {("test.stock", ()): Decimal(44)}, period=make.period("202402"))
    assert compared(version, make.period("202402"), date(2024, 3, 8)).before.value == 40


def test_a_month_that_still_runs_is_not_set_beside_the_whole_one_of_last_year(town, cases):
    for day in ("2023-03-20", "2024-03-05"):
        make.make_case(town, day, "on_time", agency=town.agency_a)
    refresh_cells(now=make.NOW, every=True)
    version = make.make_version()
    for code, compares in (("202403", False), ("202402", True)):
        assert (compared(version, make.period(code), make.NOW.date()).before is not None) is compares, code


def test_agencies_stand_worst_first_and_hidden_ones_last_so_that_their_place_tells_nothing(town):
    version = make.make_version(direction="up")

    def figures_of(*values, below=100):
        percent = SimpleNamespace(unit="%")
        return [
            SimpleNamespace(definition=percent, value=v if v is None else Decimal(v), above=v, below=below)
            for v in values
        ]

    assert worst_first(version, figures_of(90, 50, None, 70), set(), 30) == [1, 3, 0, 2]
    assert worst_first(version, figures_of(90, 50, 10, 70), {1, 2}, 30) == [3, 0, 1, 2]
    down = make.make_version("test.down", direction="down")
    assert worst_first(down, figures_of(1, 5, 3), set(), 30) == [1, 2, 0]
    few = [
        *figures_of(90, None),
        *figures_of(3, below=4),
        *figures_of(29, below=29),
        *figures_of(30, below=30),
    ]
    assert worst_first(version, few, set(), 30) == [4, 0, 2, 3, 1]


def test_a_share_says_in_which_interval_it_lies_and_money_or_a_mean_is_never_too_few():
    def of(above, below, unit="%"):
        return SimpleNamespace(definition=SimpleNamespace(unit=unit), above=above, below=below)

    assert (
        ranking.interval_text(of(3, 4)) == "30,1–95,4%" and ranking.interval_text(of(17, 17)) == "81,6–100,0%"
    )
    assert ranking.is_of_few(of(3, 4), 30) and not ranking.is_of_few(of(30, 30), 30)
    for other in (of(5, 4), of(Decimal("1.5"), 4), of(3, 4, "ngày"), of(None, 4), of(0, 0)):
        assert ranking.interval_text(other) == "" and not ranking.is_of_few(other, 30)


def test_a_page_shows_twenty_agencies_and_leads_to_the_others(town, cases, client, monkeypatch):
    monkeypatch.setattr("tinhso.indicators.figure_page.views.figures.AGENCIES_SHOWN", 1)
    version = make.make_version(public=True, of_people=False)
    page = f"/so-lieu/{version.indicator.address}/"
    short, whole = (
        client.get(page, given).content.decode() for given in ({"ky": "2024"}, {"ky": "2024", "tat_ca": "1"})
    )
    table = short[short.index("Theo cơ quan") :]
    assert "Sở A" in table and "Sở B" not in table  # the lower rate first
    assert "?ky=2024&amp;tat_ca=1" in short and "Xem 1 cơ quan còn lại" in short
    assert "Sở B" in whole[whole.index("Theo cơ quan") :] and "cơ quan còn lại" not in whole
