"""Lịch tiếp công dân for everybody: which agencies receive, when, where; posts and days, never a person."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinhso.citizen.reception.schedules import least_by_law, receiving_agencies, shown_schedules
from tinhso.kernel.people.public import Agency, public_page
from tinhso.kernel.site import clock

PAGE, MOST_ASKED = 20, 80


@require_safe
@public_page
def receptions(request: HttpRequest) -> HttpResponse:
    """The agencies that receive citizens, each with its next days; found by name with or without diacritics."""
    asked, today = request.GET.get("q", "").strip()[:MOST_ASKED], clock.today()
    page = Paginator(receiving_agencies(today, asked), PAGE).get_page(request.GET.get("trang"))
    lines = shown_schedules(today, [one.pk for one in page])
    words = request.GET.copy()
    words.pop("trang", None)
    step = f"{words.urlencode()}&" if words else ""
    context = {
        "page": page,
        "asked": asked,
        "rows": [(one, [line for line in lines if line.schedule.agency_id == one.pk]) for one in page],
        "next_url": f"?{step}trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?{step}trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/reception/receptions.html", context)


@require_safe
@public_page
def reception_agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: each post with its days, what was announced of them, and where a time is booked."""
    today = clock.today()
    agency = get_object_or_404(Agency.objects.on(today), code=code.replace("\x00", ""))
    lines, (least, source) = shown_schedules(today, [agency.pk]), least_by_law(agency, today)
    context = {
        "agency": agency,
        "lines": lines,
        "least": least,
        "source": source,
        "illustrative": any(line.schedule.illustrative for line in lines),
    }
    return render(request, "citizen/reception/reception_agency.html", context)
