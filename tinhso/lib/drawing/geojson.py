"""GeoJSON as a page shows it: shapes for a map and a table of properties, within limits that the page states.

Positions are longitude, latitude in degrees (RFC 7946). What lies nowhere on the earth is left out and counted: most often
the two numbers stand the wrong way round, or the file is in another system of coordinates.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tinhso.lib.drawing.ground_map import Mark
from tinhso.lib.messages.plain_json import BadJson, read_json

MOST_BYTES = 5_000_000
MOST_FEATURES, MOST_POSITIONS, MOST_COLUMNS, MOST_ROWS, LONGEST = 500, 20_000, 20, 100, 120
PARTS = {
    "Point": ("point", 0),
    "MultiPoint": ("point", 1),
    "LineString": ("line", 1),
    "MultiLineString": ("line", 2),
    "Polygon": ("area", 2),
    "MultiPolygon": ("area", 3),
}
"""Of each kind of geometry how it is drawn, and how deep its positions lie."""


class BadGeoJson(ValueError):
    """No GeoJSON; a Vietnamese sentence."""


@dataclass(frozen=True)
class GeoJson:
    """`features` in the file, of which `drawn` are on the map; `misplaced` have positions that are not on the earth."""

    features: int
    drawn: int
    misplaced: int
    marks: Sequence[Mark]
    columns: Sequence[str]
    more_columns: int
    rows: Sequence[Sequence[str]]


def read_geojson(content: bytes) -> GeoJson:
    """BadGeoJson for what is too large, broken, or no GeoJSON."""
    if len(content) > MOST_BYTES:
        raise BadGeoJson("Tệp lớn hơn 5 MB nên không xem trước được; xin tải tệp về.")
    try:
        whole = read_json(content.removeprefix(b"\xef\xbb\xbf"))
    except BadJson as error:
        raise BadGeoJson("Tệp không phải là JSON đúng cú pháp.") from error
    features = _features(whole)
    marks, drawn, misplaced, left = [], 0, 0, MOST_POSITIONS
    for n, feature in enumerate(features[:MOST_FEATURES]):
        try:
            found = _marks(feature.get("geometry"), _words(feature, n))
        except OffEarth:
            misplaced += 1
            continue
        left -= sum(len(mark.line) for mark in found)
        if left < 0:
            break
        marks += found
        drawn += bool(found)
    columns, more = _columns(features)
    rows = [[_cell(_properties(one).get(name)) for name in columns] for one in features[:MOST_ROWS]]
    return GeoJson(len(features), drawn, misplaced, marks, columns, more, rows)


class OffEarth(ValueError):
    """A position is none, or lies beyond 180 degrees east or west or 90 north or south."""


def _features(whole: object) -> list[dict[str, Any]]:
    if not isinstance(whole, dict):
        raise BadGeoJson("Tệp không phải GeoJSON: cần một FeatureCollection, Feature hoặc hình.")
    kind = whole.get("type")
    if kind == "FeatureCollection" and isinstance(whole.get("features"), list):
        found = [one for one in whole["features"] if isinstance(one, dict) and one.get("type") == "Feature"]
        if len(found) < len(whole["features"]):
            raise BadGeoJson("Tệp không phải GeoJSON: trong “features” có mục không phải Feature.")
        return found
    if kind == "Feature":
        return [whole]
    if kind in PARTS or kind == "GeometryCollection":
        return [{"type": "Feature", "geometry": whole, "properties": {}}]
    raise BadGeoJson("Tệp không phải GeoJSON: cần một FeatureCollection, Feature hoặc hình.")


def _marks(geometry: object, words: str) -> list[Mark]:
    """OffEarth."""
    if not isinstance(geometry, dict):
        return []
    if geometry.get("type") == "GeometryCollection":
        parts = geometry.get("geometries")
        return [mark for one in parts for mark in _marks(one, words)] if isinstance(parts, list) else []
    kind, depth = PARTS.get(str(geometry.get("type")), ("", 0))
    if not kind:
        return []
    found = geometry.get("coordinates")
    if kind == "point":
        return [Mark(kind, [point], words) for point in _line(found if depth else [found])]
    lines = [_line(one) for one in _lines(found, depth - 1)]
    return [Mark(kind, line, words) for line in lines if len(line) > 1]


def _lines(found: object, depth: int) -> Iterator[object]:
    """The lines of positions that lie so deep; of a polygon the outer ring alone."""
    if depth <= 0:
        yield found
        return
    if not isinstance(found, list):
        raise OffEarth
    outer_only = depth == 1 and bool(found) and isinstance(found[0], list)
    for one in found:
        yield from _lines(one, depth - 1)
        if outer_only and _is_ring(one):
            return


def _is_ring(line: object) -> bool:
    return isinstance(line, list) and len(line) > 3 and line[0] == line[-1]


def _line(found: object) -> list[tuple[float, float]]:
    if not isinstance(found, list):
        raise OffEarth
    return [_position(one) for one in found]


def _position(found: object) -> tuple[float, float]:
    if not isinstance(found, list) or len(found) < 2:
        raise OffEarth
    lon, lat = found[0], found[1]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (lon, lat)):
        raise OffEarth
    # what is no number lies between none of these, nor does one too long for a float
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise OffEarth
    return float(lon), float(lat)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _columns(features: Sequence[dict[str, Any]]) -> tuple[list[str], int]:
    """The names of the properties of the first features, in their order; and how many more there are."""
    names = dict.fromkeys(name for one in features[:MOST_FEATURES] for name in _properties(one))
    return list(names)[:MOST_COLUMNS], max(0, len(names) - MOST_COLUMNS)


def _words(feature: dict[str, Any], n: int) -> str:
    """The first property that is text; else its place in the file."""
    found = next((one for one in _properties(feature).values() if isinstance(one, str) and one.strip()), "")
    return _cell(found) or str(n + 1)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
