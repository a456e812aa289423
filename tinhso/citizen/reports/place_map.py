"""The map of one place: the ground around it with a pin, and where that is in the province."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.citizen.models import Report
from tinhso.kernel.places.public import ground_on
from tinhso.lib.drawing.ground import Frame
from tinhso.lib.drawing.ground_map import GroundMap, Pin

WIDE = 0.36  # degrees of longitude around the point: some ten communes
SHAPE = 0.56  # height to width


@dataclass(frozen=True)
class PlaceMap:
    """The place close by, and the whole province over the same ground."""

    near: GroundMap
    whole: GroundMap


def place_map(report: Report, *, on: date) -> PlaceMap | None:
    """Of a report that came as a point; None without one. The ground's queries."""
    if report.lat is None or report.lon is None:
        return None
    return map_of_point(report.lat, report.lon, on=on)


def map_of_point(lat: float, lon: float, *, on: date) -> PlaceMap:
    ground = ground_on(on)
    half, tall = WIDE / 2, WIDE / 2 * SHAPE
    box = Frame(lon - half, lat - tall, lon + half, lat + tall)
    pin = Pin(lon, lat, _("Nơi xảy ra"), tone="here")
    near = GroundMap(ground, _("Bản đồ nơi xảy ra"), [pin], box=box)
    whole = GroundMap(ground, _("Nơi xảy ra trong tỉnh"), [pin], is_repeated=True, names=[])
    return PlaceMap(near, whole)
