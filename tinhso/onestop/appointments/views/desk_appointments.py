"""Lịch hẹn and the queue of my desk: who comes today, who waits, numbers at the door."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Agency, DateInPast, actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.lib.dates import vn_date
from tinhso.onestop.appointments.actions.call_visitor import call_visitor
from tinhso.onestop.appointments.actions.cancel_appointment import cancel_appointment
from tinhso.onestop.appointments.actions.miss_appointment import NotYet, miss_appointment
from tinhso.onestop.appointments.actions.number_visitor import AnotherDay, number_visitor, number_walk_in
from tinhso.onestop.appointments.actions.set_capacity import set_capacity
from tinhso.onestop.appointments.forms import CapacityForm, DeskDayForm
from tinhso.onestop.appointments.times import limits_on, seats_of
from tinhso.onestop.models import Appointment

MOST = 300
DEEDS = {
    "da-den": number_visitor,
    "goi": call_visitor,
    "khong-den": miss_appointment,
    "huy": cancel_appointment,
}


def my_desk(request: HttpRequest) -> Agency:
    """The desk at which I sit; 404 for an officer whose post is elsewhere."""
    desks = Agency.objects.on(clock.today()).filter(kind=Agency.Kind.DESK)
    return get_object_or_404(desks, pk=actor_for(request).agency_id or 0)


@require_safe
@role_required(DeskOfficer)
def show_day(request: HttpRequest) -> HttpResponse:
    return day_page(request, my_desk(request))


def day_page(
    request: HttpRequest, desk: Agency, *, form: CapacityForm | None = None, status: int = 200
) -> HttpResponse:
    """The bookings of one day, and today the queue."""
    today, now = clock.today(), clock.now()
    day_form = DeskDayForm(request.GET if "ngay" in request.GET else {"ngay": vn_date(today)})
    day = (day_form.is_valid() and day_form.cleaned_data["ngay"]) or today
    rows = list(Appointment.objects.at(desk.pk, day).select_related("person", "procedure")[:MOST])
    if any(row.person_id for row in rows):
        log_access(by=actor_for(request), purpose="handling", page="desk_appointments", case_ids=[], at=now)
    seats = seats_of(desk, day, limits_on(day).seats)
    context = {
        "desk": desk,
        "day": day,
        "day_form": day_form,
        "is_today": day == today,
        "now": now,
        "booked": [row for row in rows if not row.walk_in],
        "waiting": [
            row
            for row in sorted(rows, key=lambda r: (not r.priority, r.starts_at, r.number or 0))
            if row.state == Appointment.State.WAITING
        ],
        "called": max(
            (row for row in rows if row.called_at), key=lambda r: (r.called_at, r.pk), default=None
        ),
        "seats": seats,
        "key": uuid4(),
        "form": form or CapacityForm(initial={"seats": seats, "starts": today}),
    }
    return render(request, "onestop/appointments/desk_appointments.html", context, status=status)


@require_POST
@role_required(DeskOfficer)
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on one booking of my desk."""
    appointment = get_object_or_404(
        Appointment.objects.filter(desk=my_desk(request)).select_related("person"), pk=pk
    )
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](appointment=appointment, by=actor_for(request), now=clock.now())
    except AnotherDay:
        messages.error(request, _("Lịch hẹn này của ngày khác."))
    except NotYet:
        messages.error(request, _("Chưa đến giờ hẹn, chưa ghi là không đến được."))
    return redirect(f"{reverse('desk_appointments')}?ngay={appointment.day:%Y-%m-%d}")


@require_POST
@role_required(DeskOfficer)
def walk_in(request: HttpRequest) -> HttpResponse:
    """A number for somebody who came without a booking."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid4()
    first = "uu-tien" in request.POST
    visit = number_walk_in(
        desk=my_desk(request), key=key, priority=first, by=actor_for(request), now=clock.now()
    )
    messages.success(request, _("Số thứ tự mới: %(n)s.") % {"n": visit.number})
    return redirect("desk_appointments")


@require_POST
@role_required(DeskOfficer)
def capacity(request: HttpRequest) -> HttpResponse:
    """How many may book each half hour from a day on."""
    desk, form = my_desk(request), CapacityForm(request.POST)
    if form.is_valid():
        try:
            set_capacity(desk=desk, **form.cleaned_data, by=actor_for(request), now=clock.now())
        except DateInPast:
            form.add_error("starts", _("Chọn ngày từ hôm nay trở đi."))
        else:
            messages.success(request, _("Đã ghi số người hẹn mỗi khung giờ. Lịch đã đặt giữ nguyên."))
            return redirect("desk_appointments")
    return day_page(request, desk, form=form, status=422)
