"""Đặt lịch hẹn: which desk, which day, which half hour; and giving a time free again."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import Agency, Person, actor_for, citizen_required, public_page
from tinhso.kernel.places.public import units_on
from tinhso.kernel.site import clock
from tinhso.lib.dates import vn_datetime
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.appointments.actions.book_appointment import (
    BookedBefore,
    SlotClosed,
    SlotFull,
    TooManyBookings,
    book_appointment,
)
from tinhso.onestop.appointments.actions.cancel_appointment import cancel_appointment
from tinhso.onestop.appointments.forms import BookForm
from tinhso.onestop.appointments.times import bookable_desks, days_of, limits_on, slots_of, waiting_at
from tinhso.onestop.models import Appointment, Procedure

MOST_DESKS = 20
REFUSALS: dict[type[Exception], Any] = {
    SlotClosed: gettext_lazy("Khung giờ này không nhận lịch hẹn. Ông/bà chọn giờ khác."),
    SlotFull: gettext_lazy("Khung giờ này vừa hết chỗ. Ông/bà chọn giờ khác."),
    BookedBefore: gettext_lazy("Ông/bà đã có lịch hẹn vào đúng giờ này."),
    TooManyBookings: gettext_lazy("Ông/bà đã có đủ số lịch hẹn được phép. Huỷ bớt lịch hẹn cũ rồi đặt lại."),
}


@require_safe
@public_page
def show_desks(request: HttpRequest) -> HttpResponse:
    """My bookings, and the desks found by words of their name, with how many wait there."""
    today = clock.today()
    words = request.GET.get("q", "").strip()[:100]
    wanted = fold(words)
    found = [desk for desk in bookable_desks(today) if wanted in fold(desk.name)]
    waiting = waiting_at([desk.pk for desk in found[:MOST_DESKS]], today)
    mine = Appointment.objects.of(actor_for(request)).select_related("desk", "procedure")
    context = {
        "q": words,
        "rows": [(desk, waiting.get(desk.pk, 0)) for desk in found[:MOST_DESKS]],
        "total": len(found),
        "most": MOST_DESKS,
        "mine": [(one, one.may_cancel(clock.now())) for one in mine.order_by("-starts_at")[:10]],
        "procedure": known_procedure(request.GET.get("thu_tuc", "")),
        "has_districts": units_on(today, "district").exists(),
    }
    return render(request, "onestop/appointments.html", context)


def known_procedure(code: str) -> Procedure | None:
    return Procedure.objects.filter(code=code.replace("\x00", "")[:60]).first() if code else None


def desk_called(code: str) -> Agency:
    desks = Agency.objects.on(clock.today()).filter(kind=Agency.Kind.DESK)
    return get_object_or_404(desks, code=code.replace("\x00", ""))


@require_safe
@public_page
def show_times(request: HttpRequest, code: str) -> HttpResponse:
    """The days that the desk is open, and the half hours of one of them."""
    return times_page(request, desk_called(code), request.GET.get("ngay", ""), request.GET.get("thu_tuc", ""))


def times_page(
    request: HttpRequest, desk: Agency, wanted: str, procedure: str, *, problem: str = "", status: int = 200
) -> HttpResponse:
    now = clock.now()
    today = now.date()
    limits = limits_on(today)
    days = days_of(desk, today, limits.days)
    day = chosen_day(wanted, days)
    slots = slots_of(desk, day, now, limits) if day else []
    context = {
        "desk": desk,
        "days": days,
        "day": day,
        "slots": [slot for slot in slots if not slot.past],
        "waiting": waiting_at([desk.pk], today).get(desk.pk, 0),
        "key": uuid4(),
        "procedure": known_procedure(procedure),
        "problem": problem,
        "citizen": actor_for(request).person_id is not None,
    }
    return render(request, "onestop/appointment_times.html", context, status=status)


def chosen_day(wanted: str, days: list[date]) -> date | None:
    """The day of the address if it can be booked, else the first that can."""
    try:
        asked = parse_date(wanted)
    except ValueError:
        asked = None
    return asked if asked in days else next(iter(days), None)


@require_POST
@citizen_required
def book(request: HttpRequest, code: str) -> HttpResponse:
    """One time for the person of this account; what does not go shows the times anew with the reason."""
    desk, actor, form = desk_called(code), actor_for(request), BookForm(request.POST)
    procedure = request.POST.get("procedure", "")[:60]
    if not form.is_valid():
        return times_page(
            request, desk, request.POST.get("day", "")[:10], procedure, problem=first_fault(form), status=422
        )
    at = form.cleaned_data["at"].astimezone(clock.HANOI)
    person = get_object_or_404(Person, pk=actor.person_id or 0)
    try:
        booked = book_appointment(
            desk=desk, person=person, procedure=known_procedure(procedure), starts_at=at,
            key=form.cleaned_data["key"], by=actor, now=clock.now(),
        )  # fmt: skip
    except tuple(REFUSALS) as error:
        words = str(REFUSALS[type(error)])
        return times_page(request, desk, f"{at:%Y-%m-%d}", procedure, problem=words, status=409)
    told = {"at": vn_datetime(booked.starts_at), "desk": desk.name}
    messages.success(request, _("Đã đặt lịch hẹn lúc %(at)s tại %(desk)s.") % told)
    return redirect("appointments")


def first_fault(form: BookForm) -> str:
    return str(next(iter(form.errors.values()))[0])


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the time is free for others."""
    mine = Appointment.objects.of(actor_for(request)).select_related("desk")
    appointment = get_object_or_404(mine, pk=pk)
    if request.method != "POST":
        may = appointment.may_cancel(clock.now())
        return render(request, "onestop/appointment_cancel.html", {"appointment": appointment, "may": may})
    cancel_appointment(appointment=appointment, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã huỷ lịch hẹn."))
    return redirect("appointments")
