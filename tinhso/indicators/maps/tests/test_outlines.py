from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.figures.figures import read
from tinhso.indicators.maps.actions.import_outlines import import_outlines
from tinhso.indicators.maps.outlines import outlines
from tinhso.indicators.models import Outline
from tinhso.indicators.reports.places import by_place
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.lib.drawing.topojson import NotTopoJson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
DAY = date(2024, 3, 8)


def square(name, x):
    return {"arcs": [[x]], "type": "Polygon", "properties": {"ten": name}}


DATA = {
    "type": "Topology",
    "arcs": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]] for x in range(3)],
    "objects": {
        "xa": {
            "type": "GeometryCollection",
            "geometries": [square("Phường Hạc Thành", 0), square("Phường Hàm Rồng", 1), square("Xã Lạ", 2)],
        }
    },
}


def bring(**more):
    return import_outlines(
        **{"data": DATA, "day": DAY, "source": "thử", "by": SYSTEM, "now": make.NOW} | more
    )


def test_outlines_find_their_communes_by_name_and_replace_those_before(town):
    bring()
    found = bring()
    assert (found.outlines, found.unmatched) == (2, ["Xã Lạ"])
    assert set(Outline.objects.values_list("unit__name", flat=True)) == {
        "Phường Hạc Thành",
        "Phường Hàm Rồng",
    }
    assert EventRow.objects.filter(name="indicators.OutlinesImported").count() == 2


def test_only_the_system_imports_and_nothing_is_lost_to_a_bad_file(town):
    bring()
    with pytest.raises(PermissionDenied):
        bring(by=town.actor("quan"))
    with pytest.raises(NotTopoJson):
        bring(data={"type": "Topology", "arcs": [], "objects": {}})
    assert Outline.objects.count() == 2


def test_a_figure_by_place_is_drawn_and_without_outlines_is_a_table(town):
    make.make_case(town, "2023-02-01")
    refresh_cells(now=make.NOW, every=True)
    version = make.make_version("test.count", numerator="test.settled", denominator=None, factor=None)
    figure = read(version, make.period("2023"))
    assert by_place(figure).shapes(["1"]) == []
    bring()
    places = by_place(figure)
    assert [unit.name for unit in places.units] == ["Phường Hạc Thành"]
    assert {one["name"]: one["value"] for one in places.shapes(["1"])} == {
        "Phường Hạc Thành": 1.0,
        "Phường Hàm Rồng": None,
    }


def test_other_maps_get_the_outlines_back_in_degrees(town):
    assert outlines() == []
    bring()
    first = next(one for one in outlines() if one.name == "Phường Hạc Thành")
    ring = first.rings()[0]
    assert first.source == "thử" and ring[0] == ring[-1]
    assert {(round(x, 2), round(y, 2)) for x, y in ring} == {(0, 0), (0, 1), (1, 0), (1, 1)}
