"""Changes of a planned day, and the schedule of an agency, which its head sets."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.citizen.models import DenunciationTally, ReceptionDay
from tinhso.citizen.reception.actions.cancel_day import cancel_day
from tinhso.citizen.reception.actions.move_day import NotAWorkingDay, ReceptionBefore, move_day
from tinhso.citizen.reception.actions.name_deputy import name_deputy
from tinhso.citizen.reception.actions.set_schedule import ScheduleContent, set_schedule
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.forms import ChangeForm, ScheduleForm
from tinhso.citizen.reception.schedules import agency_schedules
from tinhso.citizen.reception.views.desk import back_to, my_day
from tinhso.kernel.people.public import Agency, DateInPast, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site import clock


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer, Examiner, Head)
def change_reception(request: HttpRequest, pk: int) -> HttpResponse:
    """Move, call off, or another post receives: announced with the reason, and whoever booked is told."""
    day = my_day(request, pk)
    form = ChangeForm(request.POST or None)
    if form.is_valid():
        try:
            change_day(day, form.cleaned_data, request)
        except NotAWorkingDay:
            form.add_error("to", _("Chọn ngày làm việc từ hôm nay, trong ba tháng tới."))
        except ReceptionDayIsOver:
            form.add_error(None, _("Buổi tiếp này đã kết thúc hoặc không tổ chức."))
        except ReceptionBefore:
            form.add_error("to", _("Ngày này đã có buổi tiếp của chức vụ này."))
        else:
            messages.success(request, _("Đã đăng thay đổi và báo người đã đăng ký."))
            return back_to(day.day)
    context = {"day": day, "form": form, "open": day.state == ReceptionDay.State.PLANNED}
    status = 422 if form.is_bound else 200
    return render(request, "citizen/reception/reception_change.html", context, status=status)


def change_day(day: ReceptionDay, data: dict[str, Any], request: HttpRequest) -> None:
    common: dict[str, Any] = {
        "day": day,
        "reason": data["reason"],
        "by": actor_for(request),
        "now": clock.now(),
    }
    if data["change"] == "move":
        move_day(to=data["to"], **common)
    elif data["change"] == "deputy":
        name_deputy(deputy=data["deputy"], **common)
    else:
        cancel_day(**common)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Head)
def reception_schedule(request: HttpRequest) -> HttpResponse:
    """When and where the posts of my agency receive citizens, from a day on."""
    today, actor = clock.today(), actor_for(request)
    agency = get_object_or_404(Agency.objects.on(today), pk=actor.agency_id or 0)
    form = ScheduleForm(request.POST or None, initial={"starts": today, "seats": 1})
    if form.is_valid():
        data = dict(form.cleaned_data)
        starts = data.pop("starts")
        try:
            set_schedule(
                agency=agency, content=ScheduleContent(**data), starts=starts, by=actor, now=clock.now()
            )
        except DateInPast:
            form.add_error("starts", _("Chọn ngày từ hôm nay trở đi."))
        else:
            messages.success(request, _("Đã ghi lịch. Đăng ký đã có giữ nguyên."))
            return redirect("reception_schedule")
    lines = agency_schedules(agency, today)
    tallies = DenunciationTally.objects.filter(agency=agency).order_by("-quarter")[:4]
    context = {"agency": agency, "lines": lines, "form": form, "tallies": tallies}
    status = 422 if form.is_bound else 200
    return render(request, "citizen/reception/reception_schedule.html", context, status=status)
