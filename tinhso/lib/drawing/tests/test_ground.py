"""The ground of maps: areas from centres, short paths, names that do not touch, pins that say what they are."""

import re

from tinhso.lib.drawing.ground import GROUND_ID, Frame, Ground, Name, frame_around
from tinhso.lib.drawing.ground_map import GroundMap, Pin
from tinhso.lib.drawing.near_areas import Centre, areas_of, nearest
from tinhso.lib.rings import holds

TWO = [Centre(105.0, 20.0, 100.0), Centre(105.1, 20.0, 25.0)]
FRAME = Frame(104.0, 19.0, 106.0, 20.5)
SEA = {
    "properties": {"kind": "sea"},
    "geometry": {"type": "Polygon", "coordinates": [[[105.5, 20.5], [106, 19], [106, 20.5], [105.5, 20.5]]]},
}


def test_each_area_holds_its_own_centre_and_no_other():
    rings = areas_of(TWO)
    for n, centre in enumerate(TWO):
        assert [holds([ring], centre.lon, centre.lat) for ring in rings] == [m == n for m in range(2)]
        assert rings[n][0] == rings[n][-1]


def test_the_line_between_two_areas_is_nearer_to_the_smaller_one():
    assert nearest(TWO, 105.053, 20.0) == [0]
    assert nearest(TWO, 105.08, 20.0, most=2) == [1, 0]


def test_what_is_far_from_every_centre_is_nowhere():
    assert nearest(TWO, 107.0, 20.0, most=4) == []
    assert areas_of([]) == []


def test_a_path_is_of_whole_units_and_closed_without_its_last_point():
    ring = [(104.0, 20.5), (106.0, 20.5), (106.0, 19.0), (104.0, 20.5)]
    assert FRAME.path(ring, closed=True) == f"M0 0l1000 0 0 {FRAME.height}z"
    assert FRAME.path([(104.0, 20.5), (104.0001, 20.5)]) == ""


def test_degrees_and_units_lead_back_to_each_other():
    lon, lat = FRAME.degrees(*FRAME.place(105.25, 19.75))
    assert abs(lon - 105.25) < 0.001 and abs(lat - 19.75) < 0.001


def test_without_areas_the_frame_is_the_country():
    assert frame_around([]).west == 102.0


def test_the_ground_is_drawn_once_and_shown_again():
    ground = Ground(FRAME, [[areas_of(TWO)[0]]], [SEA])
    first, second = GroundMap(ground, "Một").svg(), GroundMap(ground, "Hai", is_repeated=True).svg()
    assert first.count(f'id="{GROUND_ID}"') == 1 and "map-sea" in first
    assert f'<use href="#{GROUND_ID}"/>' in second and "map-sea" not in second


def test_of_names_that_touch_the_first_stands_and_what_fits_a_desk_alone_says_so():
    names = [
        Name("Quảng Xương", 105.0, 20.0),
        Name("Quảng Ninh", 105.01, 20.0),
        Name("Đông Sơn", 105.0, 20.06),
    ]
    drawn = GroundMap(Ground(FRAME, [], names=names), "Bản đồ").svg()
    assert "Quảng Xương" in drawn and "Quảng Ninh" not in drawn
    assert re.search(r'class="map-word map-place map-wide">Đông Sơn', drawn)


def test_a_pin_is_a_link_with_number_name_and_words():
    pin = Pin(105.0, 20.0, "3 phản ánh ở <Nga Sơn>", 3, "Nga Sơn", "/phan-anh/?a=1&b=2", "late")
    drawn = GroundMap(Ground(FRAME, []), "Bản đồ", [pin]).svg()
    assert 'href="/phan-anh/?a=1&amp;b=2"' in drawn and ">3</text>" in drawn
    assert "3 phản ánh ở &lt;Nga Sơn&gt;" in drawn and "map-late" in drawn


def test_a_part_of_the_map_has_smaller_units():
    part = GroundMap(Ground(FRAME, []), "Phần", box=Frame(104.5, 19.5, 105.0, 19.875))
    assert part.view[2] == 250.0 and part.zoom == 0.25
