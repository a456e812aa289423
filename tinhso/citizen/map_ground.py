"""What a map without tiles lies on: the communes of a day, as outlines where these were imported, else as points."""

from datetime import date
from typing import Any

from tinhso.kernel.places.public import AdminUnit, units_on


def ground(on: date) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with `source`. Where that day's units have no points, those of the newest that have."""
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
