"""Which part of the ground a map of open data shows, and the links that bring the reader nearer, farther or aside.

The part stands in the address (`khung=south,west,north,east` in degrees): no script is needed, and a link keeps what was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from django.http import QueryDict
from django.utils.translation import gettext as _

from tinhso.kernel.places.public import PlacesOfADay, ground_of
from tinhso.lib.drawing.ground import Frame
from tinhso.lib.drawing.ground_map import GroundMap, Mark

PARAMETER = "khung"
SMALLEST, ROOM = (
    0.02,
    0.08,
)  # degrees of the closest look; part of the width that stays free around the places
WIDE = 0.55  # of the whole map: places that are spread farther are shown with all of it
SLIMMEST = 0.65  # height to width, and the other way round
Place = Sequence[float]  # longitude, latitude


@dataclass(frozen=True)
class MapWindow:
    """The drawing, the links around it as (words, address), and how many places lie outside the province's map."""

    drawing: GroundMap
    moves: Sequence[tuple[str, str]]
    outside: int


def map_window(title: str, marks: Sequence[Mark], given: QueryDict, places: PlacesOfADay) -> MapWindow:
    """The marks over the ground of that day, in the part that the address names, else around them."""
    ground = ground_of(places)
    points = [point for mark in marks for point in mark.line]
    fitting = _around(points, ground.frame)
    box = _named(given) or fitting
    drawing = GroundMap(ground, title, box=box, marks=marks)
    outside = sum(not any(_inside(point, ground.frame) for point in mark.line) for mark in marks)
    return MapWindow(drawing, _moves(given, box or ground.frame, ground.frame), outside)


def _inside(point: Place, frame: Frame) -> bool:
    return frame.west <= point[0] <= frame.east and frame.south <= point[1] <= frame.north


def _around(points: Sequence[Place], whole: Frame) -> Frame | None:
    """The frame of the places with some room; None, which means all of the map, where they are spread over much of it."""
    if not points:
        return None
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    spread = (
        east - west > (whole.east - whole.west) * WIDE or north - south > (whole.north - whole.south) * WIDE
    )
    if spread and all(_inside(point, whole) for point in points):
        return None
    across, up = max(east - west, SMALLEST), max(north - south, SMALLEST)
    across, up = max(across, up * SLIMMEST) * (1 + 2 * ROOM), max(up, across * SLIMMEST) * (1 + 2 * ROOM)
    return _centred((west + east) / 2, (south + north) / 2, across, up)


def _centred(lon: float, lat: float, across: float, up: float) -> Frame:
    low, high = max(lat - up / 2, -89.0), min(lat + up / 2, 89.0)
    return Frame(lon - across / 2, low, lon + across / 2, high)


def _named(given: QueryDict) -> Frame | None:
    """The frame of the address; None for none, and for words that are no frame on the earth."""
    try:
        south, west, north, east = (float(word) for word in given.get(PARAMETER, "")[:80].split(","))
    except ValueError:
        return None
    if not all(isfinite(one) for one in (south, west, north, east)):
        return None
    on_earth = -90 < south < north < 90 and -360 <= west < east <= 360
    return Frame(west, south, east, north) if on_earth and east - west >= SMALLEST / 2 else None


def _moves(given: QueryDict, box: Frame, whole: Frame) -> list[tuple[str, str]]:
    lon, lat = (box.west + box.east) / 2, (box.south + box.north) / 2
    across, up = box.east - box.west, box.north - box.south
    moves = []
    if across / 2 >= SMALLEST / 2:
        moves.append((_("Phóng to"), _centred(lon, lat, across / 2, up / 2)))
    if across < 2 * (whole.east - whole.west):
        moves.append((_("Thu nhỏ"), _centred(lon, lat, across * 2, up * 2)))
    moves += [
        (_("Sang trái"), _centred(lon - across / 2, lat, across, up)),
        (_("Sang phải"), _centred(lon + across / 2, lat, across, up)),
        (_("Lên trên"), _centred(lon, lat + up / 2, across, up)),
        (_("Xuống dưới"), _centred(lon, lat - up / 2, across, up)),
        (_("Cả tỉnh"), whole),
    ]
    links = [(words, _address(given, frame)) for words, frame in moves]
    if PARAMETER in given:
        links.append((_("Vừa đủ các điểm"), _address(given, None)))
    return links


def _address(given: QueryDict, frame: Frame | None) -> str:
    parameters = given.copy()
    parameters.pop(PARAMETER, None)
    if frame is not None:
        corners = (frame.south, frame.west, frame.north, frame.east)
        parameters[PARAMETER] = ",".join(f"{one:.4f}" for one in corners)
    return f"?{parameters.urlencode()}#ban-do"
