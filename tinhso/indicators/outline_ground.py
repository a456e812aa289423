"""The imported outlines in degrees, for maps of other systems (the slot `MapGround`)."""

from collections.abc import Mapping

from tinhso.indicators.models import Outline

PLACES = 5  # decimals of a degree, about a metre


def ground() -> Mapping[str, object] | None:
    """A GeoJSON FeatureCollection of all outlines whose frame is known; None without any. One query."""
    found = list(Outline.objects.filter(west__isnull=False).select_related("unit"))
    if not found:
        return None
    features = [
        {
            "type": "Feature",
            "properties": {"name": one.unit.name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings(one)]},
        }
        for one in found
    ]
    return {"type": "FeatureCollection", "source": found[0].source, "features": features}


def rings(outline: Outline) -> list[list[list[float]]]:
    """The closed rings of the path as [longitude, latitude]."""
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
