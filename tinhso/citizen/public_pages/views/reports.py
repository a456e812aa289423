"""The public list, its map and feed, the page of one report, its pictures."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tinhso.casework.public import Case, State
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.public_pages.public_list import (
    Single,
    clusters,
    commune_options,
    page_of,
    read_box,
    read_filter,
)
from tinhso.citizen.public_pages.report_page import report_context
from tinhso.citizen.reports.map_ground import map_words
from tinhso.citizen.reports.nearby import Near, nearby
from tinhso.citizen.reports.words import state_words, words_of
from tinhso.citizen.sender.sender_identity import is_own
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import kept_offline
from tinhso.kernel.site.rate_limit import limited

MOST_MAP, MOST_FEED = 600, 50


@require_safe
@kept_offline
@public_page
def reports(request: HttpRequest) -> HttpResponse:
    """What was reported and published, the newest first, narrowed by the filters; pages by key."""
    context = list_context(request)
    day = clock.today()
    context["categories"] = ReportCategory.objects.on(day)
    context |= map_words()
    context["communes"] = commune_options(day)
    return render(request, "citizen/reports.html", context)


@xframe_options_exempt
@require_safe
@public_page
def embedded(request: HttpRequest) -> HttpResponse:
    """The same list for a frame on another site: no menu, links open the portal."""
    answer = render(request, "citizen/embedded.html", list_context(request))
    answer["Content-Security-Policy"] = (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors *"
    )
    return answer


def list_context(request: HttpRequest) -> dict[str, Any]:
    narrowed = read_filter(request.GET.dict(), on=clock.today())
    before = request.GET.get("truoc", "")
    found, after = page_of(narrowed, before=int(before) if before.isdecimal() and len(before) < 15 else None)
    return {
        "reports": [(row, *words_of(row)) for row in found],
        "narrowed": narrowed,
        "query": urlencode(narrowed.words),
        "next": urlencode(narrowed.words | {"truoc": str(after)}) if after else "",
    }


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """RSS of the list with its filters, by category and commune."""
    narrowed = read_filter(request.GET.dict(), on=clock.today())
    parts = [
        narrowed.category.name if narrowed.category else "",
        narrowed.commune.name if narrowed.commune else "",
    ]
    title = " – ".join([_("Phản ánh hiện trường"), *[part for part in parts if part]])
    site = request.build_absolute_uri("/").rstrip("/")
    rss = Rss201rev2Feed(
        title=title,
        link=f"{site}{reverse('public_reports')}",
        description=_("Phản ánh đã đăng và kết quả xử lý"),
        language="vi",
        feed_url=request.build_absolute_uri(),
    )
    rows, _after = page_of(narrowed)
    for row in rows[:MOST_FEED]:
        words, _tone = words_of(row)
        rss.add_item(
            title=row.case.title,
            link=f"{site}{reverse('report', args=[row.case.code])}",
            description=f"{words}. {row.shown_text[:500]}",
            unique_id=row.case.code,
            unique_id_is_permalink=False,
            pubdate=row.sent_at,
            categories=[row.category.name],
        )
    return HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def slowed() -> JsonResponse:
    told = {"detail": _("Hỏi quá nhiều; thử lại sau 10 phút.")}
    return JsonResponse(told, status=429, headers={"Retry-After": "600"})


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
            "properties": (_told(one.only) if one.only else {}) | {"count": one.count},
        }
        for one in found
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _told(row: Single) -> dict[str, Any]:
    words, _tone = state_words(row.state, merged=row.merged)
    url = reverse("report", args=[row.code])
    return {"code": row.code, "title": row.title, "category": row.category, "state": words, "url": url}


def _near_told(near: Near) -> dict[str, Any]:
    case, category = near.report.case, near.report.category
    merged = near.report.merged_into_id is not None
    told = _told(Single(case.code, case.title, State(case.state), category.code, merged))
    return told | {"metres": near.metres, "confirms": near.report.confirms}


@require_safe
@public_page
def nearby_reports(request: HttpRequest) -> HttpResponse:
    """JSON of open published reports within 150 m of `lat`, `lon`, of `muc` first: may it be the same?"""
    if limited(request, "report_map", most=MOST_MAP):
        return slowed()
    try:
        lat, lon = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
    except ValueError:
        return JsonResponse({"detail": _("Cần lat và lon.")}, status=400)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return JsonResponse({"detail": _("Cần lat và lon.")}, status=400)
    found = nearby(Report.objects.published().open(), lat, lon, category=request.GET.get("muc", "")[:40])
    return JsonResponse({"reports": [_near_told(near) for near in found]})


def readable(request: HttpRequest, code: str) -> Report:
    """The report if it is published, its sender asks, or the account's person takes part in its case; else 404.

    Officers read one that is not published at their desk, where their reading is logged.
    """
    found = (
        Report.objects.select_related("case__agency", "case__process", "category", "commune__parent")
        .select_related("reopens__case")
        .filter(case__code=code)
        .first()
    )
    if found is None:
        raise Http404
    if found.visibility == Report.Visibility.PUBLISHED or is_own(request, found):
        return found
    person = actor_for(request).as_person()
    if person.person_id and Case.objects.visible_to(person).filter(pk=found.case_id).exists():
        return found
    raise Http404


@require_safe
@public_page
def report(request: HttpRequest, code: str) -> HttpResponse:
    """One report: what, where, what became of it, what others say. What nobody may read and what does not exist are
    answered alike, with the door for whoever sent it."""
    try:
        found = readable(request, code)
    except Http404:
        return render(request, "citizen/report_missing.html", {"code": code[:60]}, status=404)
    return render(request, "citizen/report.html", report_context(request, found, clock.now()))


@require_safe
@public_page
def photo(request: HttpRequest, code: str, photo: int) -> HttpResponse:
    """One picture of a readable report; pictures of an answer only once it is published."""
    found = readable(request, code)
    rows = found.photos.select_related("file").filter(pk=photo, hidden=False)
    row = (rows if found.case.settled_at else rows.filter(kind="before")).first()
    if row is None:
        raise Http404
    own = row.file.nameless and is_own(request, found)  # in quarantine its sender alone sees it
    by = actor_for(request).as_person()
    return serve(request, row.file, by=by, cases=None, inline=True, own=own)  # type: ignore[return-value]
