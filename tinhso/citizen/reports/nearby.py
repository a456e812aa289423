"""Which reports tell of the same place: a circle of some hundred metres, found by map cells, measured on the plane."""

from dataclasses import dataclass

from tinhso.citizen.models import Report, ReportDraft
from tinhso.citizen.models.report import ReportQuerySet
from tinhso.lib.map_cells import distance, ranges_around

METRES, MOST, LOOKED_AT = 150.0, 5, 300


@dataclass(frozen=True)
class Near:
    """A report and how far away it is, in metres."""

    report: Report
    metres: int
    same_category: bool


def alike(reports: ReportQuerySet, draft: ReportDraft) -> list[Near]:
    """Which of these may tell of what a draft tells: around its point, else of its kind in its commune, the newest.

    One query; `metres` is 0 where no point is known.
    """
    code = draft.category.code if draft.category else ""
    if draft.lat is not None and draft.lon is not None:
        return nearby(reports, draft.lat, draft.lon, category=code)
    if draft.commune_id is None or not code:
        return []
    rows = reports.filter(commune=draft.commune_id, category__code=code).select_related("case", "category")
    return [Near(row, 0, True) for row in rows.order_by("-sent_at")[:MOST]]


def nearby(
    reports: ReportQuerySet,
    lat: float,
    lon: float,
    *,
    category: str = "",
    metres: float = METRES,
    most: int = MOST,
) -> list[Near]:
    """At most `most` of these reports within `metres`, the same category first, then the nearest. One query, which looks
    at no more than LOOKED_AT rows of the cells around, the newest."""
    rows = (
        reports.in_cells(ranges_around(lat, lon, metres))
        .select_related("case", "category")
        .order_by("-sent_at")[:LOOKED_AT]
    )
    found = [
        Near(row, round(away), row.category.code == category)
        for row in rows
        if (away := distance(lat, lon, row.lat or 0, row.lon or 0)) <= metres
    ]
    return sorted(found, key=lambda near: (not near.same_category, near.metres))[:most]
