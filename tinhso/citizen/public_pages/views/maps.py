"""Maps of reports: the page drawn by the server, the points that a map of tiles asks for, what is near a place."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.casework.public import State
from tinhso.citizen.alerts.alert_display import displayed, in_force
from tinhso.citizen.alerts.alert_map import keys
from tinhso.citizen.models import Report
from tinhso.citizen.public_pages.public_list import (
    Single,
    clusters,
    commune_options,
    page_of,
    read_box,
    read_filter,
)
from tinhso.citizen.public_pages.report_map import open_counts, report_map
from tinhso.citizen.public_pages.report_rows import report_rows
from tinhso.citizen.reports.map_ground import map_words
from tinhso.citizen.reports.nearby import Near, nearby
from tinhso.citizen.reports.published_pictures import pictures_of
from tinhso.citizen.reports.words import headline_of, state_words, words_of
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import available_offline
from tinhso.kernel.site.rate_limit import limited
from tinhso.lib.dates import vn_date

MOST_MAP, MOST_BESIDE, MOST_AROUND = 600, 8, 8
AROUND = 5_000.0  # metres


@require_safe
@available_offline
@public_page
def map_page(request: HttpRequest) -> HttpResponse:
    """The same as a map, the whole province or the part in `khung` (west,south,east,north), with its list beside it."""
    now, day = clock.now(), clock.today()
    narrowed = read_filter(request.GET.dict(), on=day, now=now)
    box = read_box(request.GET.get("khung", ""))
    if box and not 0.0005 < box.east - box.west < 20:
        box = None
    alerts = [displayed(one) for one in in_force(now)]
    context = map_words() | {
        "map": report_map(narrowed, box=box, now=now, on=day, alerts=alerts),
        "alert_keys": keys(alerts),
        "narrowed": narrowed,
        "query": urlencode(narrowed.words),
        "counts": open_counts(now),
        "reports": report_rows(page_of(narrowed, box=box)[0][:MOST_BESIDE]),
        "now": now,
    }
    return render(request, "citizen/public_pages/map.html", context)


@require_safe
@available_offline
@public_page
def near_me(request: HttpRequest) -> HttpResponse:
    """What is around this phone, after a tap; without JavaScript a commune is chosen."""
    context = {"communes": commune_options(clock.today())}
    return render(request, "citizen/public_pages/near_me.html", context)


def slowed() -> JsonResponse:
    body = {"detail": _("Hỏi quá nhiều; thử lại sau 10 phút.")}
    return JsonResponse(body, status=429, headers={"Retry-After": "600"})


@require_safe
@public_page
def map_points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of published reports in `bbox` (west,south,east,north) at `zoom`, clustered; 400 for anything else."""
    if limited(request, "report_map", most=MOST_MAP):
        return slowed()
    box, zoom = read_box(request.GET.get("bbox", "")), request.GET.get("zoom", "10")
    if box is None or not zoom.isdecimal() or len(zoom) > 2 or int(zoom) > 30:
        return JsonResponse({"detail": _("Cần bbox=tây,nam,đông,bắc và zoom từ 0 đến 30.")}, status=400)
    found = clusters(box, int(zoom), read_filter(request.GET.dict(), on=clock.today()))
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(one.lon, 6), round(one.lat, 6)]},
            "properties": (_map_row(one.only) if one.only else {}) | {"count": one.count},
        }
        for one in found
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _map_row(row: Single) -> dict[str, Any]:
    words, _tone = state_words(row.state, merged=row.merged)
    url = reverse("report", args=[row.code])
    return {"code": row.code, "title": row.title, "category": row.category, "state": words, "url": url}


def _near_context(near: Near) -> dict[str, Any]:
    case, category = near.report.case, near.report.category
    merged = near.report.merged_into_id is not None
    pin = _map_row(Single(case.code, case.title, State(case.state), category.code, merged))
    return pin | {"metres": near.metres, "confirms": near.report.confirms}


@require_safe
@public_page
def nearby_reports(request: HttpRequest) -> HttpResponse:
    """JSON of open published reports within 150 m of `lat`, `lon`, of `muc` first: may it be the same? With `rong` the
    newest within five kilometres, closed ones too, with their pictures."""
    if limited(request, "report_map", most=MOST_MAP):
        return slowed()
    try:
        lat, lon = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
    except ValueError:
        return JsonResponse({"detail": _("Cần lat và lon.")}, status=400)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return JsonResponse({"detail": _("Cần lat và lon.")}, status=400)
    if request.GET.get("rong"):
        return JsonResponse({"reports": _around(lat, lon)})
    found = nearby(Report.objects.published().open(), lat, lon, category=request.GET.get("muc", "")[:40])
    return JsonResponse({"reports": [_near_context(near) for near in found]})


def _around(lat: float, lon: float) -> list[dict[str, Any]]:
    """Two queries."""
    found = nearby(Report.objects.published(), lat, lon, metres=AROUND, most=MOST_AROUND)
    pictures = pictures_of(one.report.pk for one in found)
    pins = []
    for one in found:
        picture = next(iter(pictures.get(one.report.pk, [])), None)
        more = {"headline": headline_of(one.report), "tone": words_of(one.report)[1]}
        more |= {"picture": picture.small if picture else "", "sent": vn_date(one.report.sent_at)}
        pins.append(_near_context(one) | more)
    return pins
