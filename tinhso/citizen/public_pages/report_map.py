"""The map of reports: what is open and what was lately closed, gathered by the database into pins with a number and a name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Avg, Count, F, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.citizen.alerts.alert_display import ShownAlert
from tinhso.citizen.alerts.alert_map import shaded_by
from tinhso.citizen.models import Report
from tinhso.citizen.public_pages.public_list import Box, Filter, late_cases, open_cases
from tinhso.kernel.places.public import PlacesOfADay, ground_of, places_of_day, short_name
from tinhso.kernel.site.public import read_together
from tinhso.lib.drawing.ground import Frame
from tinhso.lib.drawing.ground_map import DESK, GroundMap, Pin
from tinhso.lib.map_cells import LEVEL, level_of_box, ranges_of_box

LATELY = timedelta(days=90)
COLUMNS = 150  # squares that the box is cut into, about
TOUCH = 44.0  # pixels between two pins at a desk
MOST_LEVEL = 20
CLOSER = 4  # how much of the box a pin opens: a quarter of its width
SMALLEST = 0.004  # degrees: below it pins stand for single reports or for one place


@dataclass(frozen=True)
class Gathered:
    """Reports in one place: how many, how many of them open and overdue, where about, and one of them."""

    count: int
    open: int
    late: int
    lat: float
    lon: float
    first: int

    def with_other(self, other: "Gathered") -> "Gathered":
        whole = self.count + other.count
        return Gathered(
            whole,
            self.open + other.open,
            self.late + other.late,
            (self.lat * self.count + other.lat * other.count) / whole,
            (self.lon * self.count + other.lon * other.count) / whole,
            min(self.first, other.first),
        )

    @property
    def tone(self) -> str:
        return "late" if self.late else "open" if self.open else "done"


@dataclass(frozen=True)
class PlaceOfMap:
    """The same pin as a line beside the map."""

    name: str
    count: int
    late: int
    url: str
    share: int  # hundredths of the largest


@dataclass(frozen=True)
class ReportMap:
    """The drawing and its lines, the largest first; `box` is what of the province is shown, None for all of it."""

    drawing: GroundMap
    places: Sequence[PlaceOfMap]
    box: Box | None

    @property
    def count(self) -> int:
        return sum(one.count for one in self.places)


def report_map(
    narrowed: Filter,
    *,
    box: Box | None,
    now: datetime,
    on: date,
    redraw: bool = False,
    alerts: Sequence[ShownAlert] = (),
) -> ReportMap:
    """Two queries of its own besides those of the places. The areas of `alerts` are shaded below the pins."""
    places = places_of_day(on)
    ground = ground_of(places)
    frame = ground.frame
    shown = box or Box(frame.west, frame.south, frame.east, frame.north)
    found = sorted(_apart(_gathered(shown, narrowed, now), shown), key=lambda one: -one.count)
    titles = _titles([one.first for one in found if one.count == 1])
    pins = [_pin(one, titles, narrowed, shown, places) for one in found]
    part = None if box is None else Frame(shown.west, shown.south, shown.east, shown.north)
    shaded = shaded_by(alerts, places)
    drawing = GroundMap(ground, _("Bản đồ phản ánh"), pins, box=part, is_repeated=redraw, shaded=shaded)
    most = max((pin.count or 1 for pin in pins), default=1)
    lines = [
        PlaceOfMap(pin.name or pin.words, one.count, one.late, pin.url, round(100 * one.count / most))
        for pin, one in zip(pins, found, strict=True)
    ]
    return ReportMap(drawing, lines, box)


def open_counts(now: datetime) -> dict[str, int]:
    """How many published reports wait for an answer, and how many of them are overdue. One query."""
    rows = Report.objects.published().filter(case__in=open_cases())
    return rows.aggregate(open=Count("pk"), late=Count("pk", filter=Q(case__in=late_cases(now))))


def _gathered(box: Box, narrowed: Filter, now: datetime) -> list[Gathered]:
    """Grouped by squares of the web map."""
    edges = (box.south, box.west, box.north, box.east)
    level = min(level_of_box(*edges, most=COLUMNS), MOST_LEVEL)
    rows = narrowed.narrow(Report.objects.published()).in_cells(ranges_of_box(*edges))
    rows = rows.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    late = Q(case__in=late_cases(now))
    open_ones = rows.filter(case__in=open_cases())
    closed = rows.exclude(case__in=open_cases()).filter(sent_at__gte=now - LATELY)
    counts = [_square_counts(part, level, late) for part in (open_ones, closed)]
    read_together(*counts)
    squares: dict[int, Gathered] = {}
    for n, part in enumerate(counts):
        for square, count, past, lat, lon, first in part:
            one = Gathered(count, 0 if n else count, 0 if n else past, lat, lon, first)
            squares[square] = squares[square].with_other(one) if square in squares else one
    return list(squares.values())


def _square_counts(rows: QuerySet[Report], level: int, late: Q) -> QuerySet[Report, Any]:
    squares = rows.annotate(square=F("cell").bitrightshift(2 * (LEVEL - level)))
    counts = (
        squares.order_by()
        .values("square")
        .annotate(n=Count("pk"), past=Count("pk", filter=late), y=Avg("lat"), x=Avg("lon"), first=Min("pk"))
    )
    return counts.values_list("square", "n", "past", "y", "x", "first")


def _apart(found: list[Gathered], box: Box) -> list[Gathered]:
    """Pins that would lie on each other become one; the larger one keeps its place."""
    near = (box.east - box.west) * TOUCH * DESK / 1000
    apart: list[Gathered] = []
    for one in sorted(found, key=lambda row: -row.count):
        for n, other in enumerate(apart):
            if abs(other.lon - one.lon) < near and abs(other.lat - one.lat) < near:
                apart[n] = other.with_other(one)
                break
        else:
            apart.append(one)
    return apart


def _titles(first: list[int]) -> dict[int, tuple[str, str]]:
    """Code and title of those that stand alone. One query."""
    rows = Report.objects.published().filter(pk__in=first).values_list("pk", "case__code", "case__title")
    return {pk: (code, title) for pk, code, title in rows}


def _pin(
    one: Gathered, titles: dict[int, tuple[str, str]], narrowed: Filter, box: Box, places: PlacesOfADay
) -> Pin:
    pin = Pin(one.lon, one.lat, "", one.count, place_at(one.lat, one.lon, places), tone=one.tone)
    if one.count == 1 and one.first in titles:
        code, title = titles[one.first]
        return replace(pin, words=title, url=reverse("report", args=[code]))
    label = {"n": one.count, "place": pin.name, "late": one.late}
    words = _("%(place)s: %(n)s phản ánh, %(late)s quá hạn") if one.late else _("%(place)s: %(n)s phản ánh")
    return replace(pin, words=words % label, url=_closer(one, narrowed, box))


def _closer(one: Gathered, narrowed: Filter, box: Box) -> str:
    wide = max((box.east - box.west) / CLOSER, SMALLEST) / 2
    tall = wide * (box.north - box.south) / (box.east - box.west)
    edges = (one.lon - wide, one.lat - tall, one.lon + wide, one.lat + tall)
    words = narrowed.words | {"khung": ",".join(f"{edge:.4f}" for edge in edges)}
    return f"{reverse('report_map_page')}?{urlencode(words)}"


def place_at(lat: float, lon: float, places: PlacesOfADay) -> str:
    """The district of a day that has some, else the commune, whose centre is nearest: a name for a pin, no more."""
    if not places.areas.units:
        return ""
    near = min(places.areas.units, key=lambda area: (area.lat - lat) ** 2 + (area.lon - lon) ** 2)
    olds = places.before.get(near.unit_id, (near.unit_id,))
    districts = [name for pk in olds if (name := places.district_of.get(pk))]
    return short_name(districts[0] if districts else near.name)
