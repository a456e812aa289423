"""The areas of communes as maps draw them: imported borders, else areas computed from centres, and which commune a point is in.

Codes were used again for other units: an imported border counts only where code and name are both a unit's. Borders of one
day say of a point on another day which units of that day it may lie in, by the lines of mergers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from tinhso.kernel.places.models import AdminUnit, UnitSuccession
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.public import read_together
from tinhso.kernel.site.slots import AreaOutline, AreaOutlines
from tinhso.lib.dates import vn_date_formal
from tinhso.lib.drawing.near_areas import Centre, areas_of, nearest
from tinhso.lib.rings import holds

LIKELY = 4  # how many communes around a point are offered where borders are only near
Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class UnitArea:
    """A unit, its centre in degrees, and the closed rings of [longitude, latitude] that are drawn for it."""

    unit_id: int
    code: str
    name: str
    lon: float
    lat: float
    km2: float | None
    rings: Rings


@dataclass(frozen=True)
class Areas:
    """Those of one day; `computed` where they are near and no borders. `since` is the first day of these units."""

    units: Sequence[UnitArea]
    computed: bool
    source: str
    since: date | None

    @property
    def note(self) -> str:
        """What stands beside every map."""
        if not self.units or self.since is None:
            return ""
        words = {"n": len(self.units), "day": vn_date_formal(self.since)}
        if self.computed:
            return _("Ranh giới gần đúng, tính từ tâm %(n)s xã, phường (từ %(day)s)") % words
        return _("Ranh giới %(n)s xã, phường (từ %(day)s), vẽ giản lược") % words


@dataclass(frozen=True)
class PlacesOfADay:
    """The areas that maps of a day show, which units of that day each of them was made of, the codes and names of those units
    and their districts."""

    areas: Areas
    before: Mapping[int, tuple[int, ...]]
    codes: Mapping[int, str]
    names: Mapping[int, str]
    district_of: Mapping[int, str]

    def made_of(self, area: UnitArea) -> tuple[int, ...]:
        """The units of the day of which the area, or a part of it, was made."""
        return self.before.get(area.unit_id, (area.unit_id,))


def places_of_day(day: date) -> PlacesOfADay:
    """Two queries every few seconds."""
    return read_through(f"places {day}", lambda: _places_of_day(day))


def areas_on(day: date) -> Areas:
    return places_of_day(day).areas


def _places_of_day(day: date) -> PlacesOfADay:
    communes = AdminUnit.objects.communes().select_related("parent")
    lines = UnitSuccession.objects.filter(on__gt=day).order_by("on", "pk").values_list("old_id", "new_id")
    read_together(communes, lines)
    outlines = [one for source in all_of(AreaOutlines) for one in source.read()]
    borders = [(one, rings) for one in outlines if (rings := one.rings())]
    areas = _of_borders(borders, list(communes)) if borders else _of_centres(list(communes), day)
    living = [unit for unit in communes if unit.exists_on(day)]
    named = {unit.pk: district.name for unit in living if (district := unit.district_on(day))}
    codes, names = ({unit.pk: getattr(unit, word) for unit in living} for word in ("code", "name"))
    return PlacesOfADay(areas, _made_of(lines), codes, names, named)


def _made_of(lines: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """Of each later unit, which units of the day became it or a part of it; `lines` in the order of their days."""
    became: dict[int, set[int]] = {}
    for old, new in lines:
        became.setdefault(new, set()).update(became.get(old, {old}))
    return {new: tuple(sorted(olds)) for new, olds in became.items()}


def _of_centres(communes: Sequence[AdminUnit], day: date) -> Areas:
    """Of that day, or of the newest day of which all centres are known."""
    placed = [unit for unit in communes if unit.lat is not None and unit.lon is not None]
    rows = [unit for unit in placed if unit.exists_on(day)]
    if placed and len(rows) < sum(unit.exists_on(day) for unit in communes):
        newest = max(unit.valid.lower for unit in placed)
        rows = [unit for unit in placed if unit.exists_on(newest)]
    since = max((unit.valid.lower for unit in rows), default=None)
    found = [_row(unit) for unit in rows]
    rings = _computed(tuple(one[3:] for one in found))
    units = [UnitArea(*row, (ring,) if ring else ()) for row, ring in zip(found, rings, strict=True)]
    return Areas(tuple(units), computed=True, source="", since=since)


def _row(unit: AdminUnit) -> tuple[int, str, str, float, float, float | None]:
    km2 = float(unit.area_km2) if unit.area_km2 else None
    return unit.pk, unit.code, unit.name, float(unit.lon or 0), float(unit.lat or 0), km2


@lru_cache(maxsize=8)
def _computed(
    centres: tuple[tuple[float, float, float | None], ...],
) -> list[tuple[tuple[float, float], ...]]:
    return [tuple(ring) for ring in areas_of([Centre(*centre) for centre in centres])]


def _of_borders(
    borders: Sequence[tuple[AreaOutline, list[list[list[float]]]]], communes: Sequence[AdminUnit]
) -> Areas:
    known = {(unit.code, unit.name): unit for unit in sorted(communes, key=lambda one: one.valid.lower)}
    units, since = [], []
    for one, rings in borders:
        if unit := known.get((one.code, one.name)):
            shape = tuple(tuple((p[0], p[1]) for p in ring) for ring in rings)
            km2 = float(unit.area_km2) if unit.area_km2 else None
            units.append(UnitArea(unit.pk, unit.code, unit.name, *_middle(shape[0]), km2, shape))
            since.append(unit.valid.lower)
    return Areas(tuple(units), computed=False, source=borders[0][0].source, since=max(since, default=None))


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)


def communes_at(lat: float, lon: float, *, on: date) -> list[AdminUnit]:
    """The communes of that day in which the point may lie, the likeliest first; [] where none is near. One more query."""
    places = places_of_day(on)
    areas = places.areas
    if areas.computed:
        centres = [Centre(one.lon, one.lat, one.km2) for one in areas.units]
        held = [areas.units[n] for n in nearest(centres, lon, lat, most=LIKELY)]
    else:
        held = [one for one in areas.units if holds(one.rings, lon, lat)]
    wanted = [pk for one in held for pk in places.made_of(one)]
    found = AdminUnit.objects.on(on).communes().select_related("parent").in_bulk(wanted)
    return [found[pk] for pk in dict.fromkeys(wanted) if pk in found]
