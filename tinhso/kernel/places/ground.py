"""The ground of every map of the instance: coast and rivers of the pack, areas of communes, names of places."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.kernel.places.areas import PlacesOfADay, UnitArea, places_of_day
from tinhso.lib.drawing.ground import Frame, Ground, Name, frame_around

FILE = "ground.geojson"
KINDS = ("Phường ", "Xã ", "Thị trấn ", "Huyện ", "Thị xã ", "Thành phố ")


def ground_on(day: date) -> Ground:
    """What maps of that day lie on; drawn once a process as long as the areas are the same."""
    return ground_of(places_of_day(day))


def ground_of(places: PlacesOfADay) -> Ground:
    """The same for whoever has read the places; no query."""
    return _drawn(tuple(places.areas.units), tuple(place_names(places)), places.areas.note, pack_path())


@lru_cache(maxsize=4)
def _drawn(units: tuple[UnitArea, ...], names: tuple[Name, ...], note: str, path: Path) -> Ground:
    data = pack_ground(path)
    features = data.get("features", [])
    rings = [one.rings for one in units]
    box = data.get("bbox")
    frame = Frame(*box) if box else frame_around(ring for area in rings for ring in area)
    lines = [one for one in features if one["geometry"]["type"] != "Point"]
    credit = ". ".join(part for part in (note, data.get("source", "")) if part)
    return Ground(frame, rings, lines, (*_words(features), *names), credit)


def pack_path() -> Path:
    return Path(settings.PROVINCE_PACK) / FILE


@lru_cache(maxsize=4)
def pack_ground(path: Path) -> dict[str, Any]:
    """The pack's own ground as GeoJSON; {} where it brings none: then maps have areas and names only."""
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _words(features: Sequence[Any]) -> list[Name]:
    """Neighbours, water and streams, as the pack names them."""
    points = [one for one in features if one["geometry"]["type"] == "Point"]
    return [_name(one["properties"], *one["geometry"]["coordinates"]) for one in points]


def _name(names: dict[str, str], lon: float, lat: float) -> Name:
    return Name(names["name"], lon, lat, names["kind"])


def place_names(places: PlacesOfADay) -> list[Name]:
    """The districts of a day that has some, each amid its communes; then communes, wards first, large before small."""
    named = [Name(short_name(n), lon, lat, "district") for n, lon, lat in _districts(places)]
    ranked = sorted(places.areas.units, key=lambda one: (not one.name.startswith("Phường"), -(one.km2 or 0)))
    return [*named, *(Name(short_name(one.name), one.lon, one.lat) for one in ranked)]


def short_name(name: str) -> str:
    """Without the word for its kind."""
    return next((name.removeprefix(kind) for kind in KINDS if name.startswith(kind)), name)


def _districts(places: PlacesOfADay) -> list[tuple[str, float, float]]:
    """Name and place, towns first."""
    within: dict[str, list[UnitArea]] = {}
    for one in places.areas.units:
        for name in {found for pk in places.made_of(one) if (found := places.district_of.get(pk))}:
            within.setdefault(name, []).append(one)
    towns = sorted(within.items(), key=lambda item: (item[0].startswith("Huyện"), item[0]))
    return [
        (name, sum(o.lon for o in found) / len(found), sum(o.lat for o in found) / len(found))
        for name, found in towns
    ]
