from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.calendar.actions.set_hours import HoursSetLater, set_hours
from tinhso.casework.calendar.hours_form import DAYS, HoursForm
from tinhso.casework.clocks.calendars import calendar_for
from tinhso.casework.models import OfficeCalendar
from tinhso.kernel.people.public import Agency, DateInPast, actor_for, administered_agencies, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock

MOST_DESKS = 200


@role_required(Administrator)
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """The desks that I keep, found by name, and which of them have hours of their own."""
    day, words = clock.today(), request.GET.get("q", "").strip()[:200]
    desks = administered_agencies(actor_for(request), day).filter(
        kind=Agency.Kind.DESK, name__icontains=words
    )
    with_own_hours = set(
        OfficeCalendar.objects.on(day).exclude(agency=None).values_list("agency_id", flat=True)
    )
    rows = [(desk, desk.pk in with_own_hours) for desk in desks[:MOST_DESKS]]
    return render(request, "casework/hours.html", {"rows": rows, "q": words, "most": MOST_DESKS})


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_hours(request: HttpRequest, code: str) -> HttpResponse:
    """When a desk is open today, what was written, and new hours from a day on."""
    day = clock.today()
    agency = get_object_or_404(administered_agencies(actor_for(request), day), code=code)
    calendar = calendar_for(agency.pk, day)
    season = next(one for one in calendar.seasons if one.covers(day))
    form = HoursForm(request.POST or None, season=season)
    if form.is_valid():
        try:
            set_hours(agency=agency, **form.cleaned_data, by=actor_for(request), now=clock.now())
        except DateInPast:
            form.add_error("starts", _("Chọn ngày từ hôm nay trở đi."))
        except HoursSetLater:
            form.add_error("starts", _("Đã có giờ làm việc áp dụng từ ngày này hoặc muộn hơn."))
        else:
            messages.success(request, _("Đã ghi giờ làm việc. Ngày hẹn đã báo chỉ đổi khi tính lại."))
            return redirect("desk-hours", code)
    values = {
        "agency": agency,
        "form": form,
        "calendar": calendar,
        "days": list(zip(DAYS, season.week, strict=True)),
        "written": OfficeCalendar.objects.filter(agency=agency).order_by("-valid")[:50],
    }
    return render(request, "casework/desk_hours.html", values, status=422 if form.errors else 200)
