from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.indicators.maps.events import OutlinesImported
from tinhso.indicators.models import Outline
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.drawing.maps import WIDTH
from tinhso.lib.drawing.topojson import Area, Frame, NotTopoJson, read_areas

TOLERANCE = 0.003  # degrees, about 300 m: neither phone nor paper shows less
NAMES = ("ten", "name", "fullName", "ten_xa")


@dataclass(frozen=True)
class Imported:
    outlines: int
    unmatched: list[str]


@transaction.atomic
def import_outlines(*, data: Any, day: Any, source: str, by: Actor, now: datetime) -> Imported:
    """Replace all outlines by those of a TopoJSON whose areas carry the names of the communes of `day`.

    Raises: NotTopoJson, PermissionDenied. Areas that name no commune, or whose name two communes share, are
    told and left out.
    """
    if not by.system:
        raise PermissionDenied("Ranh giới bản đồ chỉ được nạp bằng lệnh của hệ thống.")
    areas = read_areas(data, tolerance=TOLERANCE)
    if not areas:
        raise NotTopoJson("tệp không có vùng nào")
    frame, units = Frame.around(areas, WIDTH), _units(day)
    matched = {units[_name(area)].pk: area for area in areas if _name(area) in units}
    Outline.objects.all().delete()
    Outline.objects.bulk_create(
        Outline(
            unit_id=pk,
            path=frame.path(area),
            map_height=frame.height,
            west=frame.west,
            north=frame.north,
            scale_x=frame.scale_x,
            scale_y=frame.scale_y,
            source=source,
        )
        for pk, area in matched.items()
    )
    unmatched = [_name(area) for area in areas if _name(area) not in units]
    record(OutlinesImported(outlines=len(matched), unmatched=len(unmatched)), by=by, at=now)
    return Imported(len(matched), unmatched)


def _name(area: Area) -> str:
    return next((str(area.properties[name]).strip() for name in NAMES if area.properties.get(name)), "")


def _units(day: Any) -> dict[str, AdminUnit]:
    """By name; a name that stands twice matches nothing."""
    found: dict[str, list[AdminUnit]] = {}
    for unit in AdminUnit.objects.on(day).communes():
        found.setdefault(unit.name, []).append(unit)
    return {name: units[0] for name, units in found.items() if len(units) == 1}
