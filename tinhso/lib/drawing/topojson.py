"""Reads TopoJSON into paths of SVG. Arcs are thinned once each, so that neighbours still share their border."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]
MOST_OCTETS = 50 * 1024 * 1024


class NotTopoJson(ValueError):
    """The file is no TopoJSON that can be read; the words say what is wrong."""


@dataclass(frozen=True)
class Area:
    """One geometry: its properties and its rings as longitude and latitude."""

    properties: dict[str, Any]
    rings: list[list[Point]]


def read_areas(data: Any, *, tolerance: float) -> list[Area]:
    """The polygons of all objects; borders keep what stands out more than `tolerance` degrees. NotTopoJson."""
    if not isinstance(data, dict) or data.get("type") != "Topology":
        raise NotTopoJson("tệp không phải TopoJSON (thiếu type Topology)")
    try:
        arcs = [thinned(list(_decoded(arc, data.get("transform"))), tolerance) for arc in data["arcs"]]
        return [
            Area(dict(one.get("properties") or {}), list(_rings(one, arcs)))
            for group in data["objects"].values()
            for one in group.get("geometries", [group])
            if one.get("type") in ("Polygon", "MultiPolygon")
        ]
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
        raise NotTopoJson(f"tệp TopoJSON hỏng: {error}") from error


def _decoded(arc: list[list[float]], transform: dict[str, list[float]] | None) -> Iterator[Point]:
    if transform is None:
        yield from ((float(x), float(y)) for x, y, *_ in arc)
        return
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0.0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * kx + dx, y * ky + dy


def _rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                part = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += part[1:] if points else part
            yield points


def thinned(points: list[Point], tolerance: float) -> list[Point]:
    """Without the points that stand out less than `tolerance` from the line between those kept (Douglas, Peucker)."""
    if len(points) < 3:
        return points
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = 0.0, first
        for n in range(first + 1, last):
            distance = _distance(points[n], points[first], points[last])
            if distance > far:
                far, at = distance, n
        if far > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [points[n] for n in sorted(keep)]


def _distance(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy)
    if not length:
        return hypot(point[0] - a[0], point[1] - a[1])
    return abs(dx * (a[1] - point[1]) - dy * (a[0] - point[0])) / length


@dataclass(frozen=True)
class Frame:
    """Places areas on a map `width` units wide, north above, degrees of longitude as short as they are there."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    height: int

    @classmethod
    def around(cls, areas: list[Area], width: int) -> "Frame":
        points = [point for area in areas for ring in area.rings for point in ring]
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        scale_x = width / (east - west)
        scale_y = scale_x / cos(radians((south + north) / 2))
        return cls(west, north, scale_x, scale_y, round((north - south) * scale_y) + 1)

    def path(self, area: Area) -> str:
        """The rings as one path of whole units."""
        return "".join(self._ring(ring) for ring in area.rings)

    def _ring(self, ring: list[Point]) -> str:
        placed = [
            (round((x - self.west) * self.scale_x), round((self.north - y) * self.scale_y)) for x, y in ring
        ]
        points = [p for n, p in enumerate(placed) if n == 0 or p != placed[n - 1]]
        return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z" if len(points) > 2 else ""
