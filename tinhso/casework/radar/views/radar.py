from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.casework.handover.absences import seats_headed
from tinhso.casework.handover.forecast import gone_from
from tinhso.casework.radar.case_page import page_of
from tinhso.casework.radar.forms import RadarFilter
from tinhso.casework.radar.radar import by_kind, latest_open, radar
from tinhso.kernel.people.public import actor_for, agencies_below, role_required, signed_in
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab

PAGE = 50
MONTHS = 12
FIRST = 5  # of the cases that are late the longest, at once; the rest on a click


@require_safe
@role_required(Head, Supervisor)
def show_radar(request: HttpRequest) -> HttpResponse:
    """What is open, due and late at my agency and those below it, and how much was settled in time in one month."""
    now, actor = clock.now(), actor_for(request)
    asked = RadarFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    month = wanted.get("thang") or now.date().replace(day=1)
    signed = signed_in(request)
    agencies = sorted(agencies_below(signed.post.agency, now.date())) if signed and signed.post else []
    rows = radar(agencies, month=month, now=now)
    page = Paginator(rows, PAGE).get_page(wanted.get("trang"))
    seats = [agency.pk for agency in seats_headed(actor, now.date())]
    one = next((row for row in rows if row.code and row.code == wanted.get("noi")), None)
    places = [one.agency_id] if one else agencies
    latest = [(case, page_of(case, actor)) for case in latest_open(places, now=now, by=actor)]
    settled, in_time = sum(row.settled for row in rows), sum(row.in_time for row in rows)
    context = {
        "former_officers": gone_from(seats, now.date()) if seats else [],
        "rows": page.object_list,
        "open": sum(row.open for row in rows),
        "late": sum(row.late for row in rows),
        "late_by_kind": by_kind(rows),
        "today": sum(row.today for row in rows),
        "settled": settled,
        "in_time": in_time,
        "rate": 100 * in_time / settled if settled else None,
        "one": one,
        "reader_agency_id": actor.agency_id,
        "latest": latest if one else latest[:FIRST],
        "more": [] if one else latest[FIRST:],
        "month": month,
        "months": months_until(now.date(), month),
        "now": now,
        "page_text": _("Trang %(n)s trong %(of)s") % {"n": page.number, "of": page.paginator.num_pages},
        "next_url": f"?thang={month:%Y-%m}&trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?thang={month:%Y-%m}&trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "casework/radar.html", context)


def months_until(today: date, shown: date) -> list[Tab]:
    """The last twelve months, the newest first."""
    months, first = [], today.replace(day=1)
    for _n in range(MONTHS):
        months.append(Tab(f"{first:%m/%Y}", f"?thang={first:%Y-%m}", first == shown))
        first = (first - timedelta(days=1)).replace(day=1)
    return months
