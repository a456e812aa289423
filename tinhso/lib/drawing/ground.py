"""The ground of a map as SVG: sea, land of known or computed areas, rivers; drawn once a page and shown again by `<use>`.

Everything is in units of a frame 1000 wide. Lines keep their width at any zoom; names and pins are written anew for each
map, since their size is that of the reader's screen (`--u` of the style sheet: units for one pixel).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from math import cos, radians
from typing import Any

WIDTH = 1000
GROUND_ID = "map-ground"
Point = Sequence[float]  # longitude, latitude


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, in degrees; north is up, a degree of longitude as short as it is there."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale_x(self) -> float:
        return WIDTH / (self.east - self.west)

    @property
    def scale_y(self) -> float:
        return self.scale_x / cos(radians((self.south + self.north) / 2))

    @property
    def height(self) -> int:
        return round((self.north - self.south) * self.scale_y)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Units from the left and from above."""
        return round((lon - self.west) * self.scale_x, 1), round((self.north - lat) * self.scale_y, 1)

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a place of the frame."""
        return self.west + x / self.scale_x, self.north - y / self.scale_y

    def path(self, points: Iterable[Point], *, closed: bool = False) -> str:
        """In whole units, each step from the one before, as short as SVG allows; "" for what is smaller than a unit."""
        placed = [tuple(round(n) for n in self.place(p[0], p[1])) for p in points]
        distinct = [p for n, p in enumerate(placed) if n == 0 or p != placed[n - 1]]
        if closed and distinct and distinct[0] == distinct[-1]:
            distinct.pop()
        if len(distinct) < (3 if closed else 2):
            return ""
        steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(distinct, distinct[1:], strict=False)]
        words = f"M{distinct[0][0]} {distinct[0][1]}l{' '.join(steps)}".replace(" -", "-")
        return words + "z" if closed else words


def frame_around(rings: Iterable[Iterable[Point]], *, margin: float = 0.06) -> Frame:
    """The frame of these rings with some room on all sides; the whole of Viet Nam where there are none."""
    points = [p for ring in rings for p in ring]
    if not points:
        return Frame(102.0, 8.0, 110.0, 23.5)
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    room = max(east - west, north - south, 0.01) * margin
    return Frame(west - room, south - room, east + room, north + room)


@dataclass(frozen=True)
class Name:
    """A word on the map: of a place, a neighbour, water or a stream. What stands first is drawn first."""

    words: str
    lon: float
    lat: float
    kind: str = "place"


@dataclass(frozen=True)
class Ground:
    """What every map of the instance lies on. `rings` are the areas in their order, `note` whose drawing it is."""

    frame: Frame
    rings: Sequence[Sequence[Sequence[Point]]]
    features: Sequence[Mapping[str, Any]] = ()
    names: Sequence[Name] = ()
    note: str = ""

    @cached_property
    def paths(self) -> list[str]:
        """One path an area, in the order of `rings`."""
        return ["".join(self.frame.path(ring, closed=True) for ring in rings) for rings in self.rings]

    def lines(self, kind: str) -> str:
        """All features of that kind as one path; what is closed is closed."""
        found = []
        for feature in self.features:
            shape = feature["geometry"]
            if feature["properties"]["kind"] != kind:
                continue
            if shape["type"] == "Polygon":
                found += [self.frame.path(ring, closed=True) for ring in shape["coordinates"]]
            else:
                found.append(self.frame.path(shape["coordinates"]))
        return "".join(found)

    @cached_property
    def markup(self) -> str:
        """The group that each map shows: the land of others, areas, sea, islands, rivers."""
        areas = "".join(self.paths)
        parts = [
            f'<rect class="map-beyond" width="{WIDTH}" height="{self.frame.height}"/>',
            f'<defs><path id="map-areas" d="{areas}"/></defs>' if areas else "",
            '<use href="#map-areas" class="map-rim"/><use href="#map-areas" class="map-land"/>'
            if areas
            else "",
            _path("map-sea", self.lines("sea")),
            _path("map-island", self.lines("island")),
            _path("map-river", self.lines("river")),
        ]
        return f'<g id="{GROUND_ID}">{"".join(parts)}</g>'

    def view(self, *, whole: bool = True, box: Frame | None = None) -> tuple[float, float, float, float]:
        """Left, top, width and height in units: all of it, or a part of it that lies in degrees."""
        if whole or box is None:
            return 0.0, 0.0, float(WIDTH), float(self.frame.height)
        left, top = self.frame.place(box.west, box.north)
        right, low = self.frame.place(box.east, box.south)
        return left, top, round(right - left, 1), round(low - top, 1)


def _path(kind: str, d: str) -> str:
    return f'<path class="{escape(kind)}" d="{d}"/>' if d else ""
