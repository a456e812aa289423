import re

import pytest

from tinhso.lib.drawing.maps import Map, Shape
from tinhso.lib.drawing.topojson import Frame, NotTopoJson, read_areas, thinned

# Two squares that share the border between them; the shared arc is read backwards by the second.
TOPOLOGY = {
    "type": "Topology",
    "arcs": [
        [[1, 0], [1, 0.5], [1, 1]],
        [[1, 1], [0, 1], [0, 0], [1, 0]],
        [[1, 0], [2, 0], [2, 1], [1, 1]],
    ],
    "objects": {
        "xa": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"ten": "Xã Tây"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"ten": "Xã Đông"}},
            ],
        }
    },
}


def test_neighbours_keep_the_same_border_when_it_is_thinned():
    west, east = read_areas(TOPOLOGY, tolerance=0.1)
    assert (1, 0.5) not in west.rings[0]
    assert {(1, 0), (1, 1)} <= set(west.rings[0]) & set(east.rings[0])


def test_steps_are_added_up_and_scaled():
    data = {**TOPOLOGY, "arcs": [[[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]]}
    data |= {"transform": {"scale": [0.1, 0.1], "translate": [100, 20]}}
    data["objects"] = {"x": {"type": "Polygon", "arcs": [[0]], "properties": {}}}
    assert read_areas(data, tolerance=0)[0].rings == [[(100, 20), (101, 20), (101, 21), (100, 21), (100, 20)]]


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"type": "FeatureCollection"},
        {"type": "Topology"},
        {"type": "Topology", "arcs": [[1]], "objects": {}},
    ],
)
def test_what_is_no_topology_is_refused(data):
    with pytest.raises(NotTopoJson):
        read_areas(data, tolerance=0)


def test_north_is_above():
    areas = read_areas(TOPOLOGY, tolerance=0)
    frame = Frame.around(areas, 1000)
    assert frame.path(areas[0]).startswith("M500 500")
    assert frame.height == 501


def test_a_line_keeps_what_stands_out():
    assert thinned([(0, 0), (1, 0.51), (2, 1), (3, 0)], 0.1) == [(0, 0), (2, 1), (3, 0)]


def test_what_is_not_known_is_hatched_and_told():
    drawn = Map("Hồ sơ", [Shape("Xã <A>", "M0 0Z", 3), Shape("Xã B", "M1 1Z", None)], 10, "hồ sơ").svg()
    assert 'class="map-area map-none"' in drawn
    assert "Xã B: chưa có số liệu" in drawn
    assert "Xã &lt;A&gt;: 3 hồ sơ" in drawn
    assert "Chưa có số liệu: 1 đơn vị." in drawn


def test_the_highest_class_has_the_darkest_shade_and_each_has_a_legend():
    drawn = Map("Hồ sơ", [Shape(f"Xã {n}", "M0 0Z", n) for n in range(8)], 10).svg()
    assert drawn.count('<rect class="map-area map-') == 5
    assert re.search(r"map-3\" d=[^>]*><title>Xã 7", drawn)
