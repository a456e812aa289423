"""A figure by place on the borders of another day: ratios from converted parts, last year's beside them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import SINCE, make_unit
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.cells.amounts import EVERYTHING
from tinhso.indicators.figure_page.place_map import map_of
from tinhso.indicators.figure_page.queries import by_place
from tinhso.indicators.figures.borders import read_on_borders
from tinhso.indicators.tests import makers as make
from tinhso.kernel.places.models import AdminUnit, UnitSuccession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
REFORM = date(2025, 7, 1)


@pytest.fixture
def merged(town):
    """Both communes of the town became one on 1/7/2025; a third one was split, and nobody weighed its parts."""
    town.split = make_unit("14800", "Xã Chia", "commune", "xa", town.province)
    new = make_unit("20001", "Phường Mới", "commune", "phuong", town.province)
    part = make_unit("20002", "Xã Một phần", "commune", "xa", town.province)
    for old in (town.commune, town.other_commune, town.split):
        old.valid = DateRange(SINCE, REFORM)
        old.save(update_fields=["valid"])
    for unit in (new, part):
        unit.valid = DateRange(REFORM, None)
        unit.save(update_fields=["valid"])
    for old, to, share in ((town.commune, new, 1), (town.other_commune, new, 1), (town.split, part, None)):
        UnitSuccession.objects.create(old=old, new=to, on=REFORM, share=share, source="thử")
    return new


def test_a_rate_of_merged_communes_is_computed_from_their_summed_parts(
    town, merged, django_assert_max_num_queries
):
    for place, how in ((town.commune, "late"), (town.commune, "early"), (town.other_commune, "early")):
        make.make_case(town, "2024-02-01", how, place=place)
    make.make_case(town, "2023-02-01", "late", place=town.commune)
    make.make_case(town, "2024-02-01", "late", place=town.split)
    make.make_case(town, "2024-02-01", "early", place=None)
    refresh_cells(now=make.NOW, every=True)
    version, year = make.make_version(), make.period("2024")
    with django_assert_max_num_queries(4):
        now, before = read_on_borders(version, [year, year.same_last_year()], REFORM)
    assert {pk: figure.rounded for pk, figure in now.by_unit.items()} == {merged.pk: Decimal("66.67")}
    assert before.by_unit[merged.pk].value == 0
    assert [figure.below for figure in now.unplaced.values()] == [1]
    assert now.nowhere.below == 1
    assert sum(figure.below for figure in now.every) == 5
    table, _read = by_place(version, year, REFORM, EVERYTHING)
    assert table.rows == [["Phường Mới", "66,67%", "0,00%"], ["Xã Một phần", "không quy đổi được", "–"]]


def test_the_map_of_a_figure_lies_on_the_borders_of_maps_whatever_day_its_table_is_of(town, merged):
    for place in (town.commune, town.other_commune, town.split):
        make.make_case(town, "2024-02-01", "early", place=place)
    refresh_cells(now=make.NOW, every=True)
    for unit, lon in ((merged, 105.0), (AdminUnit.objects.get(code="20002"), 105.1)):
        AdminUnit.objects.filter(pk=unit.pk).update(lat=20.0, lon=lon, area_km2=50)
    version, year = make.make_version(), make.period("2024")
    (then,) = read_on_borders(version, [year], make.NOW.date())
    shown = map_of(version, year, EVERYTHING, (then, make.NOW.date()), make.NOW.date())
    assert [(kind.split()[-1], words) for _n, kind, words in shown.drawing.shaded] == [
        ("map-3", "Phường Mới: 100,00%"),
        ("map-none", "Xã Một phần: chưa có số liệu"),
    ]
    assert shown.keys[-1] == ("map-area map-none", "chưa có số liệu") and 'id="hatch"' in shown.drawing.svg()
    assert map_of(version, year, EVERYTHING, None, make.NOW.date()) is None
