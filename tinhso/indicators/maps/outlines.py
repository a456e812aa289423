"""The imported borders of units, for maps of other systems (the slot `AreaOutlines`)."""

from functools import partial

from tinhso.indicators.models import Outline
from tinhso.kernel.site.slots import AreaOutline

PLACES = 5  # decimals of a degree, about a metre


def outlines() -> list[AreaOutline]:
    """In the order of the units' codes. One query."""
    found = Outline.objects.select_related("unit").order_by("unit__code")
    return [
        AreaOutline(one.unit.code, one.unit.name, one.path, one.map_height, one.source, partial(rings, one))
        for one in found
    ]


def rings(outline: Outline) -> list[list[list[float]]]:
    """The closed rings of the path as [longitude, latitude]; none for an outline that came without its frame."""
    if outline.west is None:
        return []
    found = []
    for ring in outline.path.split("Z"):
        points = [_degrees(outline, point) for point in ring.lstrip("M").split("L") if point]
        if points:
            found.append([*points, points[0]])
    return found


def _degrees(outline: Outline, point: str) -> list[float]:
    x, y = point.split()
    west, north = outline.west or 0.0, outline.north or 0.0
    scale_x, scale_y = outline.scale_x or 1.0, outline.scale_y or 1.0
    return [round(west + int(x) / scale_x, PLACES), round(north - int(y) / scale_y, PLACES)]
