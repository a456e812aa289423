"""The public list of reports and its map: filters from the address, pages by key, clusters by the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Case as Choice
from django.db.models import Q, QuerySet, Value, When

from tinhso.casework.public import OPEN, Case, State, overdue_at
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.models.report import CLOSED, ReportQuerySet
from tinhso.kernel.places.public import AdminUnit, units_on
from tinhso.lib.map_cells import LEVEL, level_of_box, ranges_of_box

PAGE = 20
STATES = ("open", "late", "closed")
MOST_CLUSTERS = 1500
POINTS_FROM = 17  # the zoom from which every report stands for itself

CLUSTERS = """
with found as (
select count(*) as n, sum(r.lat) / count(*) as lat, sum(r.lon) / count(*) as lon, min(r.id) as first
from citizen_report r
where r.visibility = 'published' and r.cell is not null and ({ranges}) {more}
group by r.cell >> %(shift)s order by n desc limit %(most)s)
select f.n, f.lat, f.lon, c.code, c.title, c.state, k.code, r.merged_into_id is not null
from found f left join citizen_report r on f.n = 1 and r.id = f.first
left join casework_case c on c.id = r.case_id left join citizen_reportcategory k on k.id = r.category_id
order by f.n desc
"""
OPEN_CASES = "r.case_id = any(array(select id from casework_case where kind = 'report' and not state = any(%(closed)s)))"
CLOSED_CASES = "exists (select from casework_case c where c.id = r.case_id and c.state = any(%(closed)s))"


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty means everything. `state` is open, late (at `now`) or closed."""

    category: ReportCategory | None = None
    communes: list[AdminUnit] = field(default_factory=list)
    state: str = ""
    words: dict[str, str] = field(default_factory=dict)
    now: datetime | None = None

    @property
    def commune(self) -> AdminUnit | None:
        return self.communes[0] if self.communes else None

    def narrow(self, rows: ReportQuerySet) -> ReportQuerySet:
        if self.category:
            rows = rows.filter(category__code=self.category.code)
        if self.communes:
            rows = rows.filter(commune__in=[unit.pk for unit in self.communes])
        if self.state == "open":
            rows = rows.open()
        if self.state == "late" and self.now:
            rows = rows.filter(case__in=late_cases(self.now))
        return rows.closed() if self.state == "closed" else rows


def open_cases() -> "QuerySet[Case, Any]":
    """The ids of reports' cases that wait for somebody; a short list of an index, whatever was closed before."""
    return Case.objects.filter(OPEN, kind="report").values("pk")


def late_cases(now: datetime) -> "QuerySet[Case, Any]":
    return Case.objects.filter(overdue_at(now), kind="report").values("pk")


def read_filter(given: Mapping[str, str], *, on: date, now: datetime | None = None) -> Filter:
    """`muc` a category, `xa` a commune, `trang-thai` open, late or closed; what is not known narrows nothing. Two queries at
    most. A code that named several units over time means all of them: reports keep the unit of their day."""
    code, commune, state = (
        given.get(name, "").replace("\x00", "")[:40] for name in ("muc", "xa", "trang-thai")
    )
    category = ReportCategory.objects.filter(code=code).order_by("-valid").first() if code else None
    units = AdminUnit.objects.communes().filter(code=commune).order_by("-valid") if commune else []
    state = state if state in STATES and (now or state != "late") else ""
    found = list(units)
    words = {"muc": code if category else "", "xa": commune if found else "", "trang-thai": state}
    return Filter(category, found, state, {name: value for name, value in words.items() if value}, now)


def commune_options(on: date) -> list[tuple[str, str]]:
    """(code, name) of the communes of that day, with their district where there are some. One query, no objects:
    there are hundreds."""
    district = Q(parent__level=AdminUnit.Level.DISTRICT, parent__valid__contains=on)
    above = Choice(When(district, then="parent__name"), default=Value(""))
    units = units_on(on, AdminUnit.Level.COMMUNE).annotate(district=above)
    return [
        (code, f"{name}, {district}" if district else name)
        for code, name, district in units.values_list("code", "name", "district")
    ]


def page_of(
    narrowed: Filter, *, before: int | None = None, box: "Box | None" = None
) -> tuple[list[Report], int | None]:
    """The newest published reports, or those before a report; and the key of the next page. Two queries at most."""
    rows = narrowed.narrow(Report.objects.published()).select_related("case", "category", "commune")
    if box:
        rows = rows.in_cells(ranges_of_box(box.south, box.west, box.north, box.east))
        rows = rows.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    if before:
        edge = Report.objects.filter(pk=before).values_list("sent_at", flat=True).first()
        if edge is not None:
            earlier = rows.filter(sent_at__lt=edge) | rows.filter(sent_at=edge, pk__lt=before)
            rows = earlier.filter(sent_at__lte=edge)
    found = list(rows.order_by("-sent_at", "-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


@dataclass(frozen=True)
class Box:
    """A part of the map in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Single:
    """What the map says of a report that stands alone."""

    code: str
    title: str
    state: State
    category: str
    merged: bool = False


@dataclass(frozen=True)
class Cluster:
    """So many reports around a point, and the report itself where it is only one."""

    count: int
    lat: float
    lon: float
    only: Single | None


def read_box(text: str) -> Box | None:
    """`west,south,east,north` in degrees; None for anything else."""
    try:
        west, south, east, north = (float(part) for part in text.split(",")[:5])
    except ValueError:
        return None
    fits = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return Box(west, south, east, north) if fits else None


def clusters(box: Box, zoom: int, narrowed: Filter) -> list[Cluster]:
    """Published reports in the box, gathered into about sixteen squares a tile of that zoom, the fullest first. One
    statement over the index of cells: at most MOST_CLUSTERS, and what it says of those that stand alone. The index holds all that is added up."""
    edges = (box.south, box.west, box.north, box.east)
    level = min(LEVEL if zoom >= POINTS_FROM else max(0, zoom) + 2, level_of_box(*edges, most=4096), LEVEL)
    if zoom >= POINTS_FROM:
        level = LEVEL
    values: dict[str, Any] = {"shift": 2 * (LEVEL - level), "most": MOST_CLUSTERS}
    parts = []
    for n, (low, high) in enumerate(ranges_of_box(*edges)):
        parts.append(f"(r.cell >= %(low{n})s and r.cell < %(high{n})s)")
        values |= {f"low{n}": low, f"high{n}": high}
    more = _narrowing(narrowed, values)
    with connection.cursor() as cursor:
        cursor.execute(CLUSTERS.format(ranges=" or ".join(parts), more=more), values)
        rows = cursor.fetchall()
    return [
        Cluster(n, lat, lon, Single(code, title, State(state), category, merged) if code else None)
        for n, lat, lon, code, title, state, category, merged in rows
    ]


def _narrowing(narrowed: Filter, values: dict[str, Any]) -> str:
    """The further conditions of a filter, as SQL without values, which go into `values`."""
    more = ""
    if narrowed.category:
        values["category"] = list(
            ReportCategory.objects.filter(code=narrowed.category.code).values_list("pk", flat=True)
        )
        more += " and r.category_id = any(%(category)s)"
    if narrowed.communes:
        values["communes"] = [unit.pk for unit in narrowed.communes]
        more += " and r.commune_id = any(%(communes)s)"
    if narrowed.state:
        values["closed"] = [state.value for state in CLOSED]
        more += f" and {CLOSED_CASES if narrowed.state == 'closed' else OPEN_CASES}"
    return more
