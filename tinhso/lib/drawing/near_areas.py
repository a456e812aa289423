"""Areas computed from centres and sizes, where no borders are known: a power diagram, cut off at a distance.

Every point belongs to the centre whose squared distance, less its weight, is smallest. The weight is the square of the radius
of a circle of the unit's own area, so that a large commune of the mountains gets more than a ward. Nobody may take the
result for a border: whoever shows it says "ranh giới gần đúng".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin, sqrt

KM = 111.32  # one degree of latitude
REACH = 1.5  # how many radii of its own circle an area may reach where nobody is beside it
CORNERS = 9
USUAL_KM2 = 60.0
Point = tuple[float, float]  # longitude, latitude in degrees, or kilometres on the plane


@dataclass(frozen=True)
class Centre:
    """The middle of a unit in degrees, and how large the unit is."""

    lon: float
    lat: float
    km2: float | None = None

    @property
    def radius(self) -> float:
        """Of a circle as large as the unit, in kilometres."""
        return sqrt((self.km2 or USUAL_KM2) / pi)


def areas_of(centres: Sequence[Centre]) -> list[list[Point]]:
    """One closed ring of [longitude, latitude] for each centre, in their order; [] where nothing is left for one."""
    if not centres:
        return []
    narrow = cos(radians(sum(c.lat for c in centres) / len(centres)))
    flat = [(c.lon * narrow * KM, c.lat * KM) for c in centres]
    radii = [c.radius for c in centres]
    found = []
    for n in range(len(centres)):
        ring = _area(n, flat, radii)
        placed = [(round(x / KM / narrow, 4), round(y / KM, 4)) for x, y in ring]
        found.append([*placed, placed[0]] if placed else [])
    return found


def nearest(centres: Sequence[Centre], lon: float, lat: float, *, most: int = 1) -> list[int]:
    """Which centres' areas hold the point or lie next to it, the likeliest first; none farther than twice its reach."""
    narrow = cos(radians(lat))
    scored = []
    for n, centre in enumerate(centres):
        away = hypot((centre.lon - lon) * narrow, centre.lat - lat) * KM
        if away <= 2 * REACH * centre.radius:
            scored.append((away**2 - centre.radius**2, n))
    return [n for _, n in sorted(scored)[:most]]


def _area(n: int, flat: list[Point], radii: list[float]) -> list[Point]:
    x, y = flat[n]
    reach = radii[n] * REACH
    ring = [
        (x + reach * cos(2 * pi * k / CORNERS), y + reach * sin(2 * pi * k / CORNERS)) for k in range(CORNERS)
    ]
    for m, (other_x, other_y) in enumerate(flat):
        if m == n or hypot(other_x - x, other_y - y) > reach + REACH * radii[m]:
            continue
        ring = _nearer(ring, (x, y, radii[n]), (other_x, other_y, radii[m]))
    return ring


def _nearer(
    ring: list[Point], own_point: tuple[float, float, float], other: tuple[float, float, float]
) -> list[Point]:
    """What of the ring lies on our side of the line on which both powers are equal (Sutherland, Hodgman)."""
    a, b = 2 * (other[0] - own_point[0]), 2 * (other[1] - own_point[1])
    limit = (
        other[0] ** 2
        + other[1] ** 2
        - other[2] ** 2
        - own_point[0] ** 2
        - own_point[1] ** 2
        + own_point[2] ** 2
    )
    points: list[Point] = []
    for k, point in enumerate(ring):
        before = ring[k - 1]
        here, there = a * point[0] + b * point[1] - limit, a * before[0] + b * before[1] - limit
        if (here <= 0) != (there <= 0):
            share = there / (there - here)
            points.append(
                (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
            )
        if here <= 0:
            points.append(point)
    return points
