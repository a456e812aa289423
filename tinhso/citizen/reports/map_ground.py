"""What the maps of the app lie on, as data: for tiles' maps as GeoJSON, for the picker as centres with their reach."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.citizen.models import RoutingRule
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import PlacesOfADay, UnitArea, ground_of, is_archive, places_of_day
from tinhso.lib.drawing.ground_map import GroundMap
from tinhso.lib.drawing.near_areas import Centre

TILE_ADDRESS = "/ban-do/manh/{z}/{x}/{y}/"
"""The route `map_tile` as the map asks it."""


def map_words() -> dict[str, Any]:
    """What a page says of its map: tiles of the instance's setting, an address of ours for an archive, and whom they are owed to."""
    tiles = TILE_ADDRESS if is_archive(settings.TILES) else settings.TILES
    return {"tiles": tiles, "tiles_credit": settings.TILES_CREDIT}


def ground(on: date) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with `source`: areas of communes, and the pack's coast and rivers."""
    places = places_of_day(on)
    drawn = ground_of(places)
    shapes = [
        _feature(one.name, [[list(ring)] for ring in one.rings]) for one in places.areas.units if one.rings
    ]
    return {"type": "FeatureCollection", "source": drawn.note, "features": [*shapes, *drawn.features]}


def _feature(name: str, polygons: list[Any]) -> dict[str, Any]:
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {"kind": "area", "name": name}, "geometry": geometry}


def picker_words(on: date) -> dict[str, Any]:
    """The map on which a place is chosen, what it needs to say of a point where there is no network, and of a category
    which agency answers. Two queries besides those of the places."""
    places = places_of_day(on)
    drawn = ground_of(places)
    frame = drawn.frame
    edges = [frame.west, frame.north, round(frame.scale_x, 4), round(frame.scale_y, 4)]
    areas = [_centre(one, places) for one in places.areas.units]
    return {
        "picker": GroundMap(drawn, _("Bản đồ của tỉnh")),
        "frame_json": _json(edges),
        "areas_json": _json(areas),
        "routes_json": _json(_routes(on)),
    }


def _json(value: list[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _centre(one: UnitArea, places: PlacesOfADay) -> list[Any]:
    """Longitude, latitude, radius in kilometres, name, and the codes of that day's communes which it is made of."""
    radius = round(Centre(one.lon, one.lat, one.km2).radius, 2)
    former_ids = places.before.get(one.unit_id, (one.unit_id,))
    return [one.lon, one.lat, radius, one.name, [places.codes[pk] for pk in former_ids if pk in places.codes]]


def _routes(on: date) -> list[list[str]]:
    """Category, unit ("" everywhere), commune, district or agency, and the agency's name."""
    rules = list(RoutingRule.objects.on(on).order_by("category", "unit_code"))
    codes = {rule.agency_code for rule in rules if rule.agency_code}
    names = dict(Agency.objects.on(on).filter(code__in=codes).values_list("code", "name"))
    return [[rule.category, rule.unit_code, rule.target, names.get(rule.agency_code, "")] for rule in rules]
