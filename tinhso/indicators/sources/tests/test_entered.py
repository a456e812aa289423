from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.town import make_officer
from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.data_entry.validation import holds, side
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import read, read_by, read_months
from tinhso.indicators.models import DataElement, DataValue, ValidationRule
from tinhso.indicators.sources.entered_rows import seen_values
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head
from tinhso.lib.expressions import parse
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db


def element(code="test.sold", **more):
    return DataElement.objects.create(code=code, name="Số", **more)


def enter_value(one, agency, period, value, **more):
    span = Period.parse(period)
    now = timezone.now()
    return DataValue.objects.create(
        element=one,
        agency=agency,
        period=period,
        starts_on=span.start,
        ends_on=span.end,
        value=value,
        known_at=more.pop("known_at", now),
        entered_at=now,
        **more,
    )


def version(numerator="test.sold", **more):
    return make.make_version(
        f"test.v{DataValue.objects.count()}", numerator=numerator, denominator=None, factor=1, **more
    )


def value(period, numerator="test.sold"):
    """As it is read alone, which is the same as together with others."""
    shown, span = version(numerator), Period.parse(period)
    alone = read(shown, span)
    assert read(shown, span, held=BatchReader.read([shown], [span, span.same_last_year()])) == alone
    return alone.value


def test_the_exact_period_wins_over_shorter_ones_and_kinds_are_not_mixed(town):
    one = element()
    for n in range(1, 13):
        enter_value(one, town.agency_a, f"2023{n:02}", 10)
    for n in range(1, 5):
        enter_value(one, town.agency_a, f"2023Q{n}", 31)
    assert value("202303") == 10
    assert value("2023Q1") == 31
    assert value("2023") == 124
    enter_value(one, town.agency_a, "2023", 130)
    assert value("2023") == 130


@pytest.mark.parametrize(
    ("how", "wanted"), [("sum", 6), ("last", 3), ("average", 2), ("min", 1), ("max", 3), ("none", None)]
)
def test_periods_make_one_as_the_element_says(town, how, wanted):
    one = element(agg_time=how)
    for n in (1, 2, 3):
        enter_value(one, town.agency_a, f"20230{n}", n)
    assert value("2023Q1") == wanted


@pytest.mark.parametrize(("how", "wanted"), [("sum", 30), ("average", 15), ("max", 20), ("none", None)])
def test_agencies_make_one_apart_from_time(town, how, wanted, django_assert_num_queries):
    one = element(agg_time="last", agg_org=how)
    enter_value(one, town.agency_a, "202301", 10)
    enter_value(one, town.agency_b, "202301", 20)
    shown = version()
    with django_assert_num_queries(2):
        assert read(shown, Period.parse("2023Q1")).value == wanted
    by = read_by(shown, Period.parse("2023Q1"), "agency")
    assert {key: figure.value for key, figure in by.items()} == {town.agency_a.pk: 10, town.agency_b.pk: 20}
    assert read(shown, Period.parse("2023Q1"), Scope(agencies=frozenset({town.agency_b.pk}))).value == 20


def test_the_newest_revision_wins_an_earlier_one_is_read_as_of_then_and_one_can_be_taken_back(town):
    one = element()
    enter_value(one, town.agency_a, "202301", 10)
    then = timezone.now()
    enter_value(one, town.agency_a, "202301", 12)
    assert value("202301") == 12
    assert read(version(), Period.parse("202301"), Scope(known_at=then)).value == 10
    enter_value(one, town.agency_a, "202301", None)
    assert value("202301") is None


def test_scenario_options_and_last_year_are_conditions(town):
    one = element(dims=[entries.KINDS])
    enter_value(one, town.agency_a, "2023", 8, dims=["a"])
    enter_value(one, town.agency_a, "2023", 2, dims=["b"])
    enter_value(one, town.agency_a, "2023", 20, dims=["a"], scenario="plan")
    enter_value(one, town.agency_a, "2022", 5, dims=["a"])
    assert value("2023", "test.sold[kind=a]") == 8
    assert value("2023", "test.sold[scenario=plan]") == 20
    assert value("2023", "test.sold / test.sold[period=last_year]") == 2


def test_a_stock_told_before_the_period_still_stands(town):
    one = element(agg_time="last")
    enter_value(one, town.agency_a, "2023Q4", 7, as_of=date(2023, 12, 30))
    found = read(version(), Period.parse("2024-03-08"))
    assert (found.value, found.as_of) == (7, date(2023, 12, 30))
    months = [Period.parse(code) for code in ("202311", "202312", "202401")]
    assert [figure.value for figure in read_months(version(), months)] == [None, 7, 7]


MISSING = ValidationRule.Missing
VALUES = {("test.sold", ("a",)): Decimal(5)}


@pytest.mark.parametrize(
    ("strategy", "text", "wanted"),
    [
        (MISSING.SKIP_IF_ANY, "test.sold + test.stock", None),
        (MISSING.SKIP_IF_ALL, "test.sold + test.stock", 5),
        (MISSING.NEVER_SKIP, "test.sold + test.stock", 5),
        (MISSING.SKIP_IF_ALL, "test.stock", None),
        (MISSING.NEVER_SKIP, "test.stock", 0),
        (MISSING.SKIP_IF_ANY, "test.sold[kind=b]", None),
        (MISSING.SKIP_IF_ANY, "1", 1),
    ],
)
def test_missing_values_are_treated_as_the_strategy_says(strategy, text, wanted):
    elements = {
        "test.sold": DataElement(code="test.sold", dims=[entries.KINDS]),
        "test.stock": DataElement(code="test.stock"),
    }
    assert side(parse(text), strategy, VALUES, elements) == wanted


@pytest.mark.parametrize(
    ("kind", "left", "right", "wanted"),
    [
        ("equal_to", 1, 1, True),
        ("not_equal_to", 1, 1, False),
        ("greater_than", 1, 1, False),
        ("less_than_or_equal_to", 1, None, True),
        ("compulsory_pair", 1, None, False),
        ("compulsory_pair", None, None, True),
        ("exclusive_pair", 1, None, True),
        ("exclusive_pair", 1, 0, False),
    ],
)
def test_a_rule_compares_only_sides_that_have_a_value(kind, left, right, wanted):
    assert holds(kind, left, right) is wanted


def test_what_a_number_tells_of_is_said_beside_it():
    sentence = wording.origin(date(2024, 3, 8), 2022, date(2023, 7, 15), "P")
    assert sentence == "đến ngày 08/03/2024, đánh giá năm 2022, công bố ngày 15/07/2023, số sơ bộ"
    assert wording.origin(None, None, None) == ""


def test_the_rows_behind_an_entered_figure_are_seen_by_the_own_agency_those_above_and_auditors(town):
    data_set = entries.make_set(town.agency_a, approval_from=None)
    entries.enter(town, data_set, entries.numbers(4, 6))
    town.lan = make_officer("lan", "Lê Lan", town.agency_b, "Giám đốc", Head)
    seen = {
        name: seen_values(DataValue.objects.all(), town.actor(name)).count()
        for name in ("emi", "sau", "tra", "lan", "bao", "an")
    }
    assert seen == {"emi": 2, "sau": 2, "tra": 2, "lan": 0, "bao": 0, "an": 0}
    assert seen_values(DataValue.objects.all(), Actor()).count() == 0


def test_the_page_of_a_figure_without_any_value_in_the_period_opens(town, client):
    element()
    shown = version()
    answer = client.get(f"/so-lieu/{shown.indicator.address}/", {"ky": "202401"})
    assert answer.status_code == 200
    assert "chưa có số liệu" in answer.content.decode()
