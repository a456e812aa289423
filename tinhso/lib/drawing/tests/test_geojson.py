"""GeoJSON as people send it: whole, broken, turned round, too large."""

import json

import pytest

from tinhso.lib.drawing import geojson
from tinhso.lib.drawing.geojson import BadGeoJson, read_geojson
from tinhso.lib.drawing.ground import Frame, Ground
from tinhso.lib.drawing.ground_map import GroundMap

RING = [[105.7, 19.8], [105.8, 19.8], [105.8, 19.9], [105.7, 19.8]]


def feature(kind, coordinates, **properties):
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
    }


def collected(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_shapes_of_every_kind_are_drawn_and_properties_are_a_table():
    hole = [[105.75, 19.82], [105.76, 19.82], [105.76, 19.83], [105.75, 19.82]]
    read = read_geojson(
        collected(
            feature("Point", [105.77, 19.81], ten="Chợ <A>", moi=True),
            feature("MultiPoint", [[105.7, 19.8], [105.8, 19.8]], ten="Hai trạm", so={"a": 1}),
            feature("MultiLineString", [[[105.7, 19.8], [105.8, 19.9]], [[105.1, 19.1], [105.2, 19.2]]]),
            feature("MultiPolygon", [[RING, hole], [RING]], ten="Khu"),
            {"type": "Feature", "geometry": None, "properties": {"ten": "Không hình"}},
        )
    )
    assert [mark.kind for mark in read.marks] == ["point"] * 3 + ["line"] * 2 + ["area"] * 2
    assert (read.features, read.drawn, read.misplaced, list(read.columns)) == (5, 4, 0, ["ten", "moi", "so"])
    assert read.rows[0] == ["Chợ <A>", "có", ""] and read.rows[1][2] == '{"a": 1}'
    drawn = GroundMap(Ground(Frame(104, 19, 106, 21), []), "Thử", marks=read.marks).svg()
    assert drawn.count('class="map-point"') == 3 and drawn.count("map-area") == 2
    assert "Chợ &lt;A&gt;" in drawn and "<A>" not in drawn


def test_turned_round_and_foreign_coordinates_are_told_not_drawn():
    turned, metres = feature("Point", [19.8, 105.7]), feature("Polygon", [[[580000, 2190000]] * 4])
    odd = [feature("Point", ["105", "19"]), feature("Point", [True, 1]), feature("LineString", [105.7, 19.8])]
    read = read_geojson(collected(turned, metres, *odd, feature("Point", [105.7, 19.8])))
    assert (read.features, read.drawn, read.misplaced) == (6, 1, 5)


def test_a_number_too_long_for_a_float_lies_nowhere_on_the_earth():
    long = b'{"type": "Point", "coordinates": [1' + b"0" * 400 + b", 20]}"
    assert read_geojson(long).misplaced == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"type":"FeatureCollection","features":[1]}', b'{"type":"Topology"}', b'{"type":NaN}',
     b'{"type":"FeatureCollection","features":{}}', b'"chu"', b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_geojson_is_refused_in_words(content):
    with pytest.raises(BadGeoJson):
        read_geojson(content)


def test_a_bare_geometry_a_collection_and_the_limits():
    bare = {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [105, 19]}, 5]}
    assert read_geojson(json.dumps(bare).encode()).drawn == 1
    many = read_geojson(
        collected(*(feature("Point", [105, 19], **{f"c{n}": n for n in range(30)}) for _ in range(600)))
    )
    assert (many.features, many.drawn, len(many.rows), len(many.columns), many.more_columns) == (
        600,
        500,
        100,
        20,
        10,
    )
    with pytest.raises(BadGeoJson):
        read_geojson(b" " * (geojson.MOST_BYTES + 1))
    long = read_geojson(
        collected(feature("LineString", [[105, 19]] * 15_000), feature("LineString", [[105, 19]] * 6_000))
    )
    assert (long.features, long.drawn) == (2, 1)
