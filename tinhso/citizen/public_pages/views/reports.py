"""The public list, its map and feed, the page of one report, its pictures."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tinhso.casework.public import Case
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.phone_app.emergency import emergency_numbers
from tinhso.citizen.public_pages.app_home import app_home
from tinhso.citizen.public_pages.public_list import (
    commune_options,
    page_of,
    read_filter,
)
from tinhso.citizen.public_pages.report_map import open_counts, report_map
from tinhso.citizen.public_pages.report_page import report_context
from tinhso.citizen.public_pages.report_rows import report_rows
from tinhso.citizen.reports.words import words_of
from tinhso.citizen.sender.sender_identity import is_own
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import available_offline

MOST_FEED = 50


@require_safe
@available_offline
@public_page
def reports(request: HttpRequest) -> HttpResponse:
    """The first page of the app; below it what was reported and published, the newest first, narrowed by the filters, pages
    by key. Narrowed it is the list alone."""
    context = list_context(request)
    day = clock.today()
    context["categories"] = ReportCategory.objects.on(day)
    context["communes"] = commune_options(day)
    context["map"] = report_map(context["narrowed"], box=None, now=clock.now(), on=day)
    context["counts"] = open_counts(clock.now())
    if not request.GET.keys() - {"nguon"}:
        context["home"] = app_home(request, context["reports"])
        context["numbers"] = emergency_numbers()[:3]
    return render(request, "citizen/public_pages/reports.html", context)


@xframe_options_exempt
@require_safe
@public_page
def embedded(request: HttpRequest) -> HttpResponse:
    """The same list for a frame on another site: no menu, links open the portal."""
    answer = render(request, "citizen/public_pages/embedded.html", list_context(request))
    answer["Content-Security-Policy"] = (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors *"
    )
    return answer


def list_context(request: HttpRequest) -> dict[str, Any]:
    narrowed = read_filter(request.GET.dict(), on=clock.today(), now=clock.now())
    before = request.GET.get("truoc", "")
    found, after = page_of(narrowed, before=int(before) if before.isdecimal() and len(before) < 15 else None)
    return {
        "reports": report_rows(found),
        "now": clock.now(),
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
        return render(request, "citizen/public_pages/report_missing.html", {"code": code[:60]}, status=404)
    return render(request, "citizen/public_pages/report.html", report_context(request, found, clock.now()))


@require_safe
@public_page
def photo(request: HttpRequest, code: str, photo: int) -> HttpResponse:
    """One picture of a readable report; pictures of an answer only once it is published."""
    found = readable(request, code)
    rows = found.photos.select_related("file").filter(pk=photo, hidden=False)
    row = (rows if found.case.settled_at else rows.filter(kind="before")).first()
    if row is None:
        raise Http404
    is_sender = row.file.nameless and is_own(request, found)  # in quarantine its sender alone sees it
    by = actor_for(request).as_person()
    return serve(request, row.file, by=by, cases=None, inline=True, is_owner=is_sender)  # type: ignore[return-value]
