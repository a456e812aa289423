"""Booking a time at a reception: by account, or by a telephone that answers a code; one's own bookings."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.actions.book_reception import (
    BookedBefore,
    SlotClosed,
    SlotFull,
    TooManyReceptions,
    Visitor,
    book_reception,
)
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver, cancel_booking
from tinhso.citizen.reception.actions.move_booking import move_booking
from tinhso.citizen.reception.forms import BookingForm, SlotForm
from tinhso.citizen.reception.own_visits import own_visits, phone_here, visitor_of
from tinhso.citizen.reception.times import reception_limits, slots_on
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Person, actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many
from tinhso.lib.dates import vn_datetime

MOST_MINE = 20
MOST_MOVES = 20  # of one address in an hour
REFUSALS: dict[type[Exception], Any] = {
    SlotClosed: gettext_lazy("Khung giờ này không nhận đăng ký. Ông/bà chọn giờ khác."),
    SlotFull: gettext_lazy("Khung giờ này vừa hết chỗ. Ông/bà chọn giờ khác."),
    BookedBefore: gettext_lazy("Ông/bà đã đăng ký buổi tiếp này. Xem, đổi hoặc huỷ ở mục Đăng ký của tôi."),
    BookingIsOver: gettext_lazy("Đăng ký này đã huỷ, đã qua giờ hoặc cơ quan đã gọi số."),
    TooManyReceptions: gettext_lazy("Ông/bà đã có đủ số đăng ký được phép. Huỷ bớt rồi đăng ký lại."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_page
def reception_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The times of one reception; booking one. Whoever has no account shows first that a telephone is theirs."""
    day = get_object_or_404(ReceptionDay.objects.in_order(), pk=pk)
    if request.method != "POST":
        return day_page(request, day, new_form(request))
    actor, phone = actor_for(request), phone_here(request)
    if actor.person_id is None and not phone:
        return redirect("reception_phone", pk)
    if limited(request, "reception_booking", most=30, seconds=3600):
        return too_many(request, retry_after=3600)
    form = BookingForm(request.POST, confirmed=phone)
    if not form.is_valid():
        return day_page(request, day, form, status=422)
    data = form.cleaned_data
    visitor = Visitor(data["name"], phone or data["phone"], data["priority"])
    try:
        booked = book_reception(
            day=day, starts_at=data["at"].astimezone(clock.HANOI), visitor=visitor, key=data["key"],
            by=actor, now=clock.now(),
        )  # fmt: skip
    except tuple(REFUSALS) as error:
        form.add_error(None, REFUSALS[type(error)])
        return day_page(request, day, form, status=409)
    messages.success(request, _("Đã đăng ký lúc %(at)s.") % {"at": vn_datetime(booked.starts_at)})
    return redirect("my_receptions")


def new_form(request: HttpRequest) -> BookingForm:
    person = Person.objects.filter(pk=actor_for(request).person_id or 0).first()
    known = {"name": person.full_name, "phone": person.phone} if person else {}
    return BookingForm(initial=known | {"key": uuid4()}, confirmed=phone_here(request))


def day_page(
    request: HttpRequest, day: ReceptionDay, form: BookingForm, *, status: int = 200
) -> HttpResponse:
    now = clock.now()
    slots = slots_on(day, now, reception_limits(now.date()).minutes)
    context = {
        "day": day,
        "slots": [slot for slot in slots if not slot.past],
        "form": form,
        "chosen": form.data.get("at", "") if form.is_bound else "",
        "known": actor_for(request).person_id is not None or phone_here(request),
        "phone": phone_here(request),
        "priorities": rule_or("reception.priority", [], on=now.date()),
        "past": day.day < now.date(),
    }
    return render(request, "citizen/reception/reception_day.html", context, status=status)


@require_safe
@never_cache
@public_page
def my_receptions(request: HttpRequest) -> HttpResponse:
    """One's own bookings, the next one first."""
    now = clock.now()
    rows = list(own_visits(request).whole().order_by("-starts_at", "-pk")[:MOST_MINE])
    known = actor_for(request).person_id is not None or bool(phone_here(request))
    context = {"rows": [(one, one.is_open(now)) for one in rows], "known": known}
    return render(request, "citizen/reception/my_receptions.html", context)


def my_visit(request: HttpRequest, pk: int) -> ReceptionVisit:
    """404 for the booking of somebody else."""
    return get_object_or_404(own_visits(request).whole(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_page
def cancel_reception(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the seat is free for others."""
    visit, now = my_visit(request, pk), clock.now()
    status = 200
    if request.method == "POST":
        try:
            cancel_booking(visit=visit, by=visitor_of(visit), now=now)
        except BookingIsOver:
            status = 409
        else:
            messages.success(request, _("Đã huỷ đăng ký."))
            return redirect("my_receptions")
    context = {"visit": visit, "may": status == 200 and visit.is_open(now)}
    return render(request, "citizen/reception/reception_cancel.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_page
def move_reception(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time of the same post: the next days with their free slots."""
    visit, now = my_visit(request, pk), clock.now()
    today = now.date()
    days = ReceptionDay.objects.planned().filter(schedule=visit.day.schedule_id, day__gte=today)
    coming, minutes = list(days.in_order()[:6]), reception_limits(today).minutes
    problem, status = "", 200
    if request.method == "POST":
        problem, status = moved(request, visit, coming)
        if not problem:
            messages.success(request, _("Đã đổi giờ."))
            return redirect("my_receptions")
    found = [(day, [slot for slot in slots_on(day, now, minutes) if not slot.past]) for day in coming]
    context = {"visit": visit, "days": found, "problem": problem, "may": visit.is_open(now)}
    return render(request, "citizen/reception/reception_move.html", context, status=status)


def moved(request: HttpRequest, visit: ReceptionVisit, days: list[ReceptionDay]) -> tuple[str, int]:
    """ "" once it is at the new time, else why not and the status of the page."""
    if limited(request, "reception_move", most=MOST_MOVES, seconds=3600):
        return str(_("Ông/bà đã đổi giờ nhiều lần trong một giờ. Chờ một giờ rồi đổi tiếp.")), 429
    form = SlotForm(request.POST)
    if not form.is_valid():
        return str(form.errors["at"][0]), 422
    at = form.cleaned_data["at"].astimezone(clock.HANOI)
    day = next((one for one in days if one.day == at.date()), None)
    try:
        if day is None:
            raise SlotClosed
        move_booking(visit=visit, day=day, starts_at=at, by=visitor_of(visit), now=clock.now())
    except tuple(REFUSALS) as error:
        return str(REFUSALS[type(error)]), 409
    return "", 200
