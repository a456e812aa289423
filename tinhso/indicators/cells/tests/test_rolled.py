"""What is rolled up says what the cells say, is read where it suffices, and is compared like them."""

from dataclasses import replace

import pytest

from tinhso.indicators.cells.actions.compare_cells import compare_cells
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.cells.amounts import EVERYTHING, Scope, amount, amounts_by_key, rollup_in
from tinhso.indicators.cells.cells import rebuild
from tinhso.indicators.cells.days import months_by_day
from tinhso.indicators.cells.rollup_cells import Rollup
from tinhso.indicators.models import MeasureCell
from tinhso.indicators.sources.rows import recount, rows_behind
from tinhso.indicators.tests import makers as make
from tinhso.lib.expressions import MeasureRef

BY_PROCEDURE = replace(
    make.SETTLED, code="test.detailed", dims=(("procedure", "outcome"), *make.SETTLED.dims)
)
ALL = MeasureRef("test.detailed")
EARLY = MeasureRef("test.detailed", (("timeliness", ("early",)),))
ONE = MeasureRef("test.detailed", (("procedure", ("Việc 1",)),))
PERIODS = ("2023", "2024", "202402", "2024-03-08", "2024Q1")


@pytest.fixture
def summed_town(town):
    """Cases of two agencies, two places and three procedures over two years, summed."""
    days = ("2023-10-05", "2023-12-31", "2024-01-05", "2024-02-10", "2024-02-11", "2024-03-02", "2024-03-08")
    for n, day in enumerate(days * 2):
        agency = town.agency_b if n % 3 else town.agency_a
        place = town.other_commune if n % 4 else town.commune
        how = "early" if n % 2 else "late"
        make.make_case(town, day, how, agency=agency, place=place, outcome=f"Việc {n % 3}")
    rebuild(BY_PROCEDURE, months_by_day(make.NOW.date()))
    return town


@pytest.mark.long
@pytest.mark.parametrize("ref", [ALL, EARLY, ONE])
@pytest.mark.parametrize("code", PERIODS)
def test_every_scope_adds_up_to_its_rows(summed_town, ref, code):
    period = make.period(code)
    agencies = frozenset({summed_town.agency_b.pk})
    for scope in (EVERYTHING, Scope(agencies=agencies), Scope(places=frozenset({summed_town.commune.pk}))):
        rows = rows_behind(BY_PROCEDURE, ref, period, scope)
        assert amount(BY_PROCEDURE, ref, period, scope) == recount(BY_PROCEDURE, rows)
    by = amounts_by_key(BY_PROCEDURE, ref, period, "agency")
    assert by.get(summed_town.agency_b.pk) == (
        amount(BY_PROCEDURE, ref, period, Scope(agencies=agencies)) if by else None
    )


def test_as_few_cells_as_suffice_are_read():
    scoped, placed = Scope(agencies=frozenset({1})), Scope(places=frozenset({1}))
    assert rollup_in(EVERYTHING, [ONE]) is Rollup.WHOLE
    assert rollup_in(EVERYTHING, [ALL, EARLY], "agency") is Rollup.AGENCY
    assert rollup_in(scoped, [EARLY]) is Rollup.AGENCY
    assert rollup_in(scoped, [EARLY, ONE]) is Rollup.NOT
    assert rollup_in(EVERYTHING, [ONE], "agency") is Rollup.NOT
    assert rollup_in(placed, [ALL]) is rollup_in(EVERYTHING, [ALL], "place") is Rollup.NOT


def test_the_whole_names_no_agency_and_an_agency_no_place_and_no_procedure(summed_town):
    whole = MeasureCell.objects.filter(measure="test.detailed", span="Y", day="2024-01-01")
    assert {(cell.agency_id, cell.place_id) for cell in whole} == {(None, None)}
    assert sum(cell.n for cell in whole) == 10
    agencies = MeasureCell.objects.filter(measure="test.detailed", span="z", day="2024-01-01")
    assert {(cell.place_id, cell.dims[0]) for cell in agencies} == {(None, "")}
    assert {cell.agency_id for cell in agencies} == {summed_town.agency_a.pk, summed_town.agency_b.pk}
    assert sum(cell.n for cell in agencies) == 10


def test_a_wrong_sum_is_found_in_the_night(town, measures):
    make.make_case(town, "2024-03-05")
    refresh_cells(now=make.NOW, every=True)
    assert compare_cells(now=make.NOW) == {}
    MeasureCell.objects.filter(measure="test.settled", span="Y").update(n=9)
    assert compare_cells(now=make.NOW) == {"test.settled": 1}
    MeasureCell.objects.filter(measure="test.settled", span="Y").delete()
    assert compare_cells(now=make.NOW) == {"test.settled": 1}
