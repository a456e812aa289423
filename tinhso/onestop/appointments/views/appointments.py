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
from tinhso.kernel.places.public import AdminUnit, units_on
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.lib.dates import vn_datetime
from tinhso.lib.language.vietnamese import fold, sort_key
from tinhso.onestop.appointments.actions.book_appointment import (
    BookedBefore,
    DeskDoesNotReceive,
    SlotClosed,
    SlotFull,
    TooManyBookings,
    book_appointment,
)
from tinhso.onestop.appointments.actions.cancel_appointment import cancel_appointment
from tinhso.onestop.appointments.desks import desks_for, nearest_first
from tinhso.onestop.appointments.forms import BookForm
from tinhso.onestop.appointments.times import days_of, limits_on, slots_of, waiting_at
from tinhso.onestop.catalogue.places import bookable_desks, commune, unit_names
from tinhso.onestop.models import Appointment, Procedure

MOST_DESKS = 20
NOT_HERE = gettext_lazy("Nơi này không tiếp nhận thủ tục đã chọn. Ông/bà chọn nơi khác.")
REFUSALS: dict[type[Exception], Any] = {
    DeskDoesNotReceive: NOT_HERE,
    SlotClosed: gettext_lazy("Khung giờ này không nhận lịch hẹn. Ông/bà chọn giờ khác."),
    SlotFull: gettext_lazy("Khung giờ này vừa hết chỗ. Ông/bà chọn giờ khác."),
    BookedBefore: gettext_lazy("Ông/bà đã có lịch hẹn vào đúng giờ này."),
    TooManyBookings: gettext_lazy("Ông/bà đã có đủ số lịch hẹn được phép. Huỷ bớt lịch hẹn cũ rồi đặt lại."),
}


@require_safe
@public_page
def show_desks(request: HttpRequest) -> HttpResponse:
    """My bookings, and the desks that receive the chosen procedure, the nearest first, with how many wait there."""
    today = clock.today()
    words = request.GET.get("q", "").strip()[:100]
    procedure, place = known_procedure(request.GET.get("thu_tuc", "")), chosen_place(request, today)
    desks = desks_for(procedure, today) if procedure else bookable_desks(today)
    wanted = fold(words)
    found = nearest_first([desk for desk in desks if wanted in fold(desk.name)], place)
    waiting = waiting_at([one.desk.pk for one in found[:MOST_DESKS]], today)
    mine = Appointment.objects.of(actor_for(request)).select_related("desk", "procedure")
    context = {
        "q": words,
        "rows": [(one, waiting.get(one.desk.pk, 0)) for one in found[:MOST_DESKS]],
        "received": bool(desks),
        "place": place,
        "communes": places_to_choose(today),
        "total": len(found),
        "most": MOST_DESKS,
        "mine": [(one, one.is_cancellable(clock.now())) for one in mine.order_by("-starts_at")[:10]],
        "procedure": procedure,
        "has_districts": units_on(today, "district").exists(),
    }
    return render(request, "onestop/appointments/appointments.html", context)


def chosen_place(request: HttpRequest, on: date) -> AdminUnit | None:
    """The commune of the address, else the one where the person of this account lives."""
    given = request.GET.get("xa")
    if given is not None:
        return commune(given.replace("\x00", "")[:20], on)
    person = Person.objects.filter(pk=actor_for(request).person_id or 0).select_related("unit").first()
    return person.unit if person and person.unit and person.unit.exists_on(on) else None


def places_to_choose(on: date) -> list[tuple[str, str, str]]:
    """Code, name and middle ("latitude longitude") of each commune; read at most every few seconds."""
    return read_through(f"communes to choose {on}", lambda: _places_to_choose(on))


def _places_to_choose(on: date) -> list[tuple[str, str, str]]:
    units = AdminUnit.objects.on(on).communes().in_bulk(field_name="pk").values()
    placed = {u.code: "" if u.lat is None or u.lon is None else f"{u.lat} {u.lon}" for u in units}
    return [(code, name, placed.get(code, "")) for code, name in sorted(unit_names(on).items(), key=by_name)]


def by_name(row: tuple[str, str]) -> str:
    return sort_key(row[1])


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
    chosen = known_procedure(procedure)
    received = chosen is None or desk in desks_for(chosen, today)
    slots = slots_of(desk, day, now, limits) if day else []
    context = {
        "desk": desk,
        "days": days,
        "day": day,
        "slots": [slot for slot in slots if not slot.past],
        "waiting": waiting_at([desk.pk], today).get(desk.pk, 0),
        "key": uuid4(),
        "procedure": chosen,
        "received": received,
        "problem": problem or ("" if received else NOT_HERE),
        "citizen": actor_for(request).person_id is not None,
        "wishes": [name for name in ("priority", "home_visit") if name in request.POST],
    }
    return render(request, "onestop/appointments/appointment_times.html", context, status=status)


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
            priority=form.cleaned_data["priority"], home_visit=form.cleaned_data["home_visit"],
        )  # fmt: skip
    except tuple(REFUSALS) as error:
        words = str(REFUSALS[type(error)])
        return times_page(request, desk, f"{at:%Y-%m-%d}", procedure, problem=words, status=409)
    sent_words = {"at": vn_datetime(booked.starts_at), "desk": desk.name}
    messages.success(request, _("Đã đặt lịch hẹn lúc %(at)s tại %(desk)s.") % sent_words)
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
        may = appointment.is_cancellable(clock.now())
        return render(
            request, "onestop/appointments/appointment_cancel.html", {"appointment": appointment, "may": may}
        )
    cancel_appointment(appointment=appointment, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã huỷ lịch hẹn."))
    return redirect("appointments")
