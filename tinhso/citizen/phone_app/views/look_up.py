"""Look-ups that need no account: emergency numbers, agencies with place and hours, and where the rest is."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.citizen.phone_app.emergency import emergency_numbers
from tinhso.kernel.people.public import Agency, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import OfficeNote, OfficeNotes, all_of, available_offline, url_of
from tinhso.lib.language.vietnamese import fold

PAGE, MOST_ASKED = 30, 80
DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@require_safe
@available_offline
@public_page
def emergency(request: HttpRequest) -> HttpResponse:
    """Numbers to dial in an emergency, with their sources; the page of an offline app shows the same data."""
    return render(request, "citizen/phone_app/emergency.html", {"numbers": emergency_numbers()})


@require_safe
@public_page
def everything(request: HttpRequest) -> HttpResponse:
    """One page of doors; what no system offers is not on it."""
    doors = [
        (_("Số khẩn cấp"), url_of("emergency")),
        (_("Danh bạ cơ quan, giờ làm việc"), url_of("agency_list")),
        (_("Thủ tục hành chính"), url_of("procedures")),
        (_("Tra cứu theo mã"), url_of("track")),
        (_("Xác minh giấy tờ"), url_of("verify")),
        (_("Phản ánh hiện trường"), url_of("public_reports")),
        (_("Phản ánh, kiến nghị"), url_of("feedback")),
        (_("Khiếu nại, tố cáo"), url_of("complaints")),
        (_("Lịch tiếp công dân"), url_of("receptions")),
        (_("Cảnh báo"), url_of("alerts")),
        (_("Dữ liệu mở"), url_of("datasets", "open_data")),
        (_("Số liệu của tỉnh"), url_of("figures")),
    ]
    return render(request, "citizen/phone_app/look_ups.html", {"doors": [(a, b) for a, b in doors if b]})


@require_safe
@public_page
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies of today by name; with or without diacritics."""
    asked = request.GET.get("q", "").strip()[:MOST_ASKED]
    rows = Agency.objects.on(clock.today()).exclude(kind=Agency.Kind.DIVISION).select_related("unit")
    found = [a for a in rows if fold(asked) in fold(a.name)] if asked else rows
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    words = request.GET.copy()
    words.pop("trang", None)
    step = f"{words.urlencode()}&" if words else ""
    context = {
        "page": page,
        "asked": asked,
        "next_url": f"?{step}trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?{step}trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/phone_app/agencies.html", context)


def notes_of(ids: list[int]) -> list[OfficeNote]:
    """What systems know of these offices, such as who waits and where to book a visit."""
    return [note for slot in all_of(OfficeNotes) for note in slot.read(ids).values()]


@dataclass(frozen=True)
class OpenHours:
    """A day of this week and when the office is open on it, "" for closed."""

    day: str
    hours: str


@require_safe
@public_page
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Place, telephone and hours of an agency, and its own desk."""
    day = clock.today()
    found = get_object_or_404(Agency.objects.on(day).select_related("unit", "parent"), code=code)
    desks = Agency.objects.on(day).filter(parent=found, kind=Agency.Kind.DESK)
    context = {
        "agency": found,
        "desks": desks,
        "notes": notes_of([found.pk, *(desk.pk for desk in desks)]),
        "hours": hours_of(found.pk, day),
        "today": DAYS[day.weekday()],
    }
    return render(request, "citizen/phone_app/agency.html", context)


def hours_of(agency_id: int, day: date) -> list[OpenHours]:
    """The week's hours by the calendar of the agency on that day; holidays are not in it."""
    calendar = work_calendar(office_calendar_id(agency_id, day))
    season = next(s for s in calendar.seasons if s.covers(day))
    return [
        OpenHours(name, ", ".join(f"{s.opens:%H:%M}–{s.closes:%H:%M}" for s in slots))
        for name, slots in zip(DAYS, season.week, strict=True)
    ]
