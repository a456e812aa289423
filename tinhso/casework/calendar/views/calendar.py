"""The calendar that deadlines are counted by: what is marked, marking, and setting promised dates right."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.casework.calendar.actions.mark_day import mark_day
from tinhso.casework.calendar.actions.recompute_due import recount_due
from tinhso.casework.calendar.actions.unmark_day import unmark_day
from tinhso.casework.calendar.forms import CalendarDayForm
from tinhso.casework.clocks.calendars import SEEDED_YEARS, seed
from tinhso.casework.models import CalendarDay, OfficeCalendar
from tinhso.kernel.events.public import job
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock

_WEEKDAYS = (
    *("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"),
    "Chủ nhật",
)


@dataclass(frozen=True)
class MarkedDay:
    """A line of the page; `row` is empty for a national day that nobody changed."""

    day: date
    works: bool
    name: str
    source: str
    row: CalendarDay | None = None

    @property
    def weekday(self) -> str:
        return _WEEKDAYS[self.day.weekday()]


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def calendar(request: HttpRequest) -> HttpResponse:
    """The marked days of a year, month by month, for all offices or one calendar; POST marks a day."""
    now = clock.now()
    by = actor_for(request)
    chosen = _chosen(request)
    year = _year(request, now)
    form = CalendarDayForm(request.POST or None)
    if form.is_valid():
        mark = mark_day(**form.cleaned_data, calendar=chosen, by=by, now=now)
        messages.success(request, _("Đã ghi ngày %(day)s vào lịch.") % {"day": f"{mark.day:%d/%m/%Y}"})
        return redirect(_address(chosen, mark.day.year))
    context = {
        "form": form,
        "year": year,
        "years": SEEDED_YEARS,
        "chosen": chosen,
        "calendars": OfficeCalendar.objects.order_by("name", "pk"),
        "months": _months(chosen, year),
    }
    return render(request, "casework/calendar.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(Administrator)
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a mark away."""
    now = clock.now()
    by = actor_for(request)
    mark = get_object_or_404(CalendarDay, pk=pk)
    address = _address(mark.calendar, mark.day.year)
    unmark_day(mark=mark, by=by, now=now)
    messages.success(request, _("Đã bỏ ngày %(day)s khỏi lịch.") % {"day": f"{mark.day:%d/%m/%Y}"})
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def recompute(request: HttpRequest) -> HttpResponse:
    """How many promised dates no longer agree with the calendar; POST has them set right by a job."""
    by = actor_for(request)
    if request.method != "POST":
        return render(request, "casework/recompute.html", {"count": recount_due(now=clock.now())})
    try:
        with transaction.atomic():
            job("casework.recompute_due").defer(
                user_id=by.user_id, post_id=by.post_id, agency_id=by.agency_id
            )
        messages.success(request, _("Đang tính lại ngày hẹn trả. Mở lại trang này để xem kết quả."))
    except AlreadyEnqueued:
        messages.info(request, _("Việc tính lại đã được yêu cầu và đang chờ thực hiện."))
    return redirect("recompute-due")


def _chosen(request: HttpRequest) -> OfficeCalendar | None:
    words = request.GET.get("lich", "")
    return get_object_or_404(OfficeCalendar, pk=int(words)) if words.isdecimal() else None


def _year(request: HttpRequest, now: datetime) -> int:
    words = request.GET.get("nam", "")
    return int(words) if words.isdecimal() and int(words) in SEEDED_YEARS else now.year


def _address(calendar: OfficeCalendar | None, year: int) -> str:
    address = f"{reverse('calendar')}?nam={year}"
    return f"{address}&lich={calendar.pk}" if calendar else address


def _months(chosen: OfficeCalendar | None, year: int) -> list[tuple[int, list[MarkedDay]]]:
    """The days that count for the chosen calendar: its own marks over those of all over the national ones."""
    days = {m.day: MarkedDay(m.day, m.works, m.name, m.source) for m in seed() if m.day.year == year}
    for owner in (None, chosen) if chosen else (None,):
        for row in CalendarDay.objects.filter(calendar=owner, day__year=year):
            mark = row.mark()
            marked = row if owner == chosen else None
            days[row.day] = MarkedDay(row.day, mark.works, mark.name, mark.source, marked)
    ordered = sorted(days.values(), key=lambda one: one.day)
    return [(month, list(group)) for month, group in groupby(ordered, key=lambda one: one.day.month)]
