from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from tinhso.indicators.cells.actions.compare_cells import compare_cells
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.cells.amounts import EVERYTHING, amount, amounts_by_key
from tinhso.indicators.cells.cells import whole_tables
from tinhso.indicators.models import MeasureCell, MeasureState
from tinhso.indicators.sources.rows import recount, rows_behind
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import EventRow
from tinhso.lib.expressions import MeasureRef

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
ALL = MeasureRef("test.settled")


def refresh():
    return refresh_cells(now=make.NOW, every=True)


def test_rows_of_one_day_agency_place_and_dimensions_share_a_cell(town):
    for timeliness in ("early", "early", "late"):
        make.make_case(town, "2024-03-01", timeliness)
    refresh()
    cells = MeasureCell.objects.filter(measure="test.settled", span="d").order_by("dims")
    assert [(str(c.day), c.dims, c.n, c.total) for c in cells] == [
        ("2024-03-01", ["early", "counter"], 2, 2),
        ("2024-03-01", ["late", "counter"], 1, 1),
    ]


def test_a_moment_counts_on_the_day_that_the_province_had(town):
    make.make_case(town, "2024-02-01", settled_at=make.at("2024-02-01", hour=1))  # still January in UTC
    refresh()
    assert amount(make.SETTLED, ALL, make.period("202402")).n == 1
    assert amount(make.SETTLED, ALL, make.period("202401")).n == 0


def test_a_stock_is_what_stood_at_the_end_of_the_period(town):
    make.make_case(town, "2024-02-10")
    make.make_case(town, None)
    refresh()
    ref = MeasureRef("test.open")
    found = {
        code: amount(make.OPEN, ref, make.period(code)).n
        for code in ("202312", "202401", "202402", "2024-02-09")
    }
    assert found == {"202312": 0, "202401": 2, "202402": 1, "2024-02-09": 2}


def test_values_are_added_up_where_the_measure_names_one(town):
    for stars in (5, 2):
        make.make_case(town, None, rating=stars)
    refresh()
    found = amount(make.RATED, MeasureRef("test.rated"), make.period("2024"))
    assert (found.n, found.total) == (2, Decimal(7))


def test_amounts_by_agency_add_up_to_the_whole_with_its_checksum(town):
    make.make_case(town, "2024-02-01")
    make.make_case(town, "2024-02-02", agency=town.agency_b)
    refresh()
    whole, parts = (
        amount(make.SETTLED, ALL, make.period("2024")),
        amounts_by_key(make.SETTLED, ALL, make.period("2024"), "agency"),
    )
    a, b = parts[town.agency_a.pk], parts[town.agency_b.pk]
    assert a + b == whole
    assert whole.checksum != 0


def test_the_comparison_finds_a_row_that_was_changed_without_a_deed(town):
    case = make.make_case(town, "2024-03-01")
    refresh()
    assert compare_cells(now=make.NOW) == {}
    type(case).objects.filter(pk=case.pk).update(settled_at=make.at("2024-03-02"))
    assert compare_cells(now=make.NOW) == {"test.settled": 2, "test.open": 2}
    assert MeasureState.objects.get(measure="test.settled").differing == 2
    assert EventRow.objects.filter(name="indicators.CellsCompared").count() == 6


def test_cells_are_summed_anew_only_after_something_happened(town):
    make.make_case(town, "2024-02-01")
    refresh()
    assert refresh_cells(now=make.NOW + timedelta(hours=1)) == []
    compare_cells(now=make.NOW)  # leaves events in the log
    assert len(refresh_cells(now=make.NOW + timedelta(hours=2))) == 3


def test_all_measures_together_rest_nine_tenths_of_the_time(town):
    refresh()
    MeasureState.objects.update(seconds=20)  # three of them: a minute of summing, ten of rest
    compare_cells(now=make.NOW)  # leaves events in the log
    assert refresh_cells(now=make.NOW + timedelta(minutes=9)) == []
    assert len(refresh_cells(now=make.NOW + timedelta(minutes=9), in_batch=True)) == 3
    MeasureState.objects.update(seconds=20)
    compare_cells(now=make.NOW)
    assert len(refresh_cells(now=make.NOW + timedelta(minutes=20))) == 3


def test_what_a_row_is_asked_for_apart_is_looked_up_by_loops(town):
    with transaction.atomic(), whole_tables(), connection.cursor() as cursor:
        cursor.execute("show enable_nestloop")
        assert cursor.fetchone() == ("on",)


def test_months_and_years_hold_what_their_days_add_up_to_and_a_wrong_one_is_found(town):
    for day in ("2023-12-31", "2024-01-31", "2024-02-01", "2024-02-10"):
        make.make_case(town, day)
    refresh()
    codes = ("2023", "2024", "2024Q1", "202402", "2024-02-05", "2023-12-31")
    counts = {code: amount(make.SETTLED, ALL, make.period(code)).n for code in codes}
    assert counts == {"2023": 1, "2024": 3, "2024Q1": 3, "202402": 2, "2024-02-05": 2, "2023-12-31": 1}
    MeasureCell.objects.filter(measure="test.settled", span="m", day="2024-02-01").update(n=9)
    # The month, both cells that are rolled up from it, and the year that it would give.
    assert compare_cells(now=make.NOW) == {"test.settled": 4}


def test_days_have_cells_in_this_month_and_a_year_ago_and_are_counted_from_the_rows_in_others(
    town, django_assert_num_queries
):
    for day in ("2023-03-05", "2023-10-05", "2023-10-20", "2024-03-05"):
        make.make_case(town, day, opened_at=make.at("2023-01-02"))
    refresh()
    assert MeasureState.objects.get(measure="test.settled").by_day == [date(2023, 3, 1), date(2024, 3, 1)]
    days = MeasureCell.objects.filter(measure="test.settled", span="d").values_list("day", flat=True)
    assert sorted(days) == [date(2023, 3, 5), date(2024, 3, 5)]
    for code, queries, n, still_open in (
        ("2024-03-08", 2, 1, 0),
        ("2023-10-19", 3, 2, 2),
        ("20231020", 2, 1, 1),
    ):
        span = make.period(code)
        with django_assert_num_queries(queries):
            found = amount(make.SETTLED, ALL, span)
        rows = recount(make.SETTLED, rows_behind(make.SETTLED, ALL, span, EVERYTHING))
        assert found == rows
        assert found.n == n
        assert amount(make.OPEN, MeasureRef("test.open"), span).n == still_open
        assert amounts_by_key(make.SETTLED, ALL, span, "agency") == {town.agency_a.pk: found}


def test_a_new_month_sums_cells_anew_though_nothing_happened(town):
    make.make_case(town, "2024-03-05")
    refresh()
    april = make.at("2024-04-01")
    assert len(refresh_cells(now=april)) == 3
    assert refresh_cells(now=april + timedelta(days=1)) == []
    assert compare_cells(now=april) == {}
