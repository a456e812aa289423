"""What a map without tiles lies on: the communes of a day, as outlines where these were imported, else as points."""

from datetime import date
from typing import Any

from django.conf import settings

from tinhso.kernel.places.public import AdminUnit, units_on
from tinhso.kernel.site.slots import AreaOutlines, all_of


def map_words() -> dict[str, Any]:
    """What a page says of its map: tiles of the instance's setting and whom they are owed to."""
    return {"tiles": settings.TILES, "tiles_credit": settings.TILES_CREDIT}


def ground(on: date) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with `source`: borders from whoever keeps some, else the points of communes.

    Where that day's units have no points, those of the newest that have.
    """
    if borders := _borders():
        return borders
    placed = AdminUnit.objects.communes().filter(lat__isnull=False, lon__isnull=False)
    units = list(placed & units_on(on)) or list(placed.order_by("-valid", "sort_key")[:1000])
    return {
        "type": "FeatureCollection",
        "source": "",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": unit.name},
                "geometry": {"type": "Point", "coordinates": [float(unit.lon or 0), float(unit.lat or 0)]},
            }
            for unit in units
        ],
    }


def _borders() -> dict[str, Any] | None:
    features, source = [], ""
    for one in (one for kept in all_of(AreaOutlines) for one in kept.read()):
        if rings := one.rings():
            geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
            features.append({"type": "Feature", "properties": {"name": one.name}, "geometry": geometry})
            source = one.source
    return {"type": "FeatureCollection", "source": source, "features": features} if features else None
