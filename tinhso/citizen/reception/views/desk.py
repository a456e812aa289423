"""Tiếp công dân for officers: who comes on a day, numbers, outcomes as states, changes of days, and the schedule."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tinhso.citizen.models import ReceptionDay, ReceptionSchedule, ReceptionVisit
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver, cancel_booking
from tinhso.citizen.reception.actions.close_day import NotYetReceived, close_day
from tinhso.citizen.reception.actions.miss_visitor import TimeNotCome, miss_visitor
from tinhso.citizen.reception.actions.move_day import NotAWorkingDay
from tinhso.citizen.reception.actions.number_visitor import (
    AnotherReceptionDay,
    number_visitor,
    number_walk_in,
)
from tinhso.citizen.reception.actions.open_duty_day import open_duty_day
from tinhso.citizen.reception.actions.receive_visitor import NoSuchNumber, receive_visitor
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.forms import CloseForm, OutcomeForm, ReceptionDateForm
from tinhso.citizen.reception.permissions import reception_agencies
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site import clock
from tinhso.lib.dates import vn_date

MOST, DAYS_SHOWN = 200, 30
OVER = gettext_lazy("Buổi tiếp này đã kết thúc hoặc không tổ chức.")
DEEDS = {"da-den": number_visitor, "khong-den": miss_visitor, "huy": cancel_booking}


@require_safe
@role_required(DeskOfficer, Examiner, Head)
def reception_desk(request: HttpRequest) -> HttpResponse:
    return desk_page(request)


def desk_page(
    request: HttpRequest,
    *,
    form: OutcomeForm | CloseForm | None = None,
    of: int = 0,
    on_day: date | None = None,
    status: int = 200,
) -> HttpResponse:
    """The receptions of one day, that of the address or `on_day`; `form` with its faults belongs to the visit or day `of`."""
    today, actor = clock.today(), actor_for(request)
    agencies = reception_agencies(actor)
    typed = request.GET if "ngay" in request.GET else {"ngay": vn_date(on_day or today)}
    day_form = ReceptionDateForm(typed)
    on = (day_form.is_valid() and day_form.cleaned_data["ngay"]) or today
    days = list(ReceptionDay.objects.of(agencies).filter(day=on).in_order()[:DAYS_SHOWN])
    visits = visits_of(days, actor, form, of)
    duty = ReceptionSchedule.objects.on(today).filter(agency__in=agencies, month_days=[], weekdays=[])
    opened = {day.schedule_id for day in days}
    ahead = ReceptionDay.objects.of(agencies).filter(day__gte=today).in_order()[:DAYS_SHOWN]
    context = {
        "day_form": day_form,
        "on": on,
        "is_today": on == today,
        "rows": [(day, visits[day.pk], close_form(day, form, of)) for day in days],
        "duty": [one for one in duty if one.pk not in opened] if on == today else [],
        "ahead": ahead,
        "key": uuid4(),
        "today": today,
        "sets": actor.holds(Head),
        "now": clock.now(),
    }
    return render(request, "citizen/reception/reception_desk.html", context, status=status)


def visits_of(
    days: list[ReceptionDay], actor: Actor, form: Any, of: int
) -> dict[int, list[tuple[ReceptionVisit, OutcomeForm]]]:
    """By day, in the order in which they are received: who is here first, those with priority before others; one row of the
    access log where names are shown."""
    order = {ReceptionVisit.State.WAITING: 0, ReceptionVisit.State.BOOKED: 1}
    rows = list(ReceptionVisit.objects.filter(day__in=days)[:MOST])
    if any(row.name for row in rows):
        log_access(by=actor, purpose="handling", page="reception_desk", case_ids=[], at=clock.now())
    rows.sort(key=lambda v: (order.get(ReceptionVisit.State(v.state), 2), goes_after(v), v.starts_at, v.pk))
    found: dict[int, list[tuple[ReceptionVisit, OutcomeForm]]] = {day.pk: [] for day in days}
    for row in rows:
        mine = isinstance(form, OutcomeForm) and row.pk == of
        found[row.day_id].append((row, form if mine else OutcomeForm(auto_id=f"v{row.pk}_%s")))
    return found


def goes_after(visit: ReceptionVisit) -> bool:
    """Who is here and has no priority is received after those who have."""
    return visit.state == ReceptionVisit.State.WAITING and not visit.priority


def close_form(day: ReceptionDay, form: Any, of: int) -> CloseForm:
    mine = isinstance(form, CloseForm) and day.pk == of
    return form if mine else CloseForm(auto_id=f"d{day.pk}_%s", initial={"denunciations": 0})


def my_visit(request: HttpRequest, pk: int) -> ReceptionVisit:
    """A visit to one of my agencies; 404 for any other."""
    mine = ReceptionVisit.objects.filter(day__schedule__agency__in=reception_agencies(actor_for(request)))
    return get_object_or_404(mine.whole().select_related("person", "day__schedule__agency"), pk=pk)


def my_day(request: HttpRequest, pk: int) -> ReceptionDay:
    return get_object_or_404(
        ReceptionDay.objects.of(reception_agencies(actor_for(request))).in_order(), pk=pk
    )


def back_to(on: date) -> HttpResponse:
    return redirect(f"{reverse('reception_desk')}?ngay={on:%Y-%m-%d}")


@require_POST
@role_required(DeskOfficer, Examiner, Head)
def visit_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Came, did not come, cancelled."""
    visit = my_visit(request, pk)
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](visit=visit, by=actor_for(request), now=clock.now())
    except AnotherReceptionDay:
        messages.error(request, _("Buổi tiếp này của ngày khác."))
    except ReceptionDayIsOver:
        messages.error(request, OVER)
    except BookingIsOver:
        messages.error(request, _("Lượt gặp này vừa được người khác cập nhật."))
    except TimeNotCome:
        messages.error(request, _("Chưa đến giờ hẹn, chưa ghi là không đến được."))
    return back_to(visit.day.day)


@require_POST
@role_required(DeskOfficer, Examiner, Head)
def visit_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Received: a state, and a number where one came of it."""
    visit = my_visit(request, pk)
    form = OutcomeForm(request.POST, auto_id=f"v{pk}_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            receive_visitor(
                visit=visit, outcome=ReceptionVisit.Outcome(data["outcome"]), case_code=data["case_code"],
                by=actor_for(request), now=clock.now(),
            )  # fmt: skip
        except NoSuchNumber:
            form.add_error("case_code", _("Không có đơn khiếu nại hoặc phản ánh, kiến nghị nào mang số này."))
        except BookingIsOver:
            messages.error(request, _("Lượt gặp này vừa được người khác cập nhật."))
            return back_to(visit.day.day)
        else:
            return back_to(visit.day.day)
    return desk_page(request, form=form, of=pk, on_day=visit.day.day, status=422)


@require_POST
@role_required(DeskOfficer, Examiner, Head)
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A number for somebody who came without a booking."""
    day = my_day(request, pk)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid4()
    try:
        visit = number_walk_in(
            day=day, priority="priority" in request.POST, key=key, by=actor_for(request), now=clock.now()
        )
    except AnotherReceptionDay:
        messages.error(request, _("Buổi tiếp này của ngày khác."))
    except ReceptionDayIsOver:
        messages.error(request, OVER)
    else:
        messages.success(request, _("Số thứ tự mới: %(n)s.") % {"n": visit.number})
    return back_to(day.day)


@require_POST
@role_required(DeskOfficer, Examiner, Head)
def duty_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens today's reception by whoever is on duty."""
    mine = ReceptionSchedule.objects.on(clock.today()).filter(
        agency__in=reception_agencies(actor_for(request))
    )
    schedule = get_object_or_404(mine, pk=pk)
    try:
        open_duty_day(schedule=schedule, by=actor_for(request), now=clock.now())
    except NotAWorkingDay:
        messages.error(request, _("Hôm nay không phải ngày làm việc."))
    return back_to(clock.today())


@require_POST
@role_required(DeskOfficer, Examiner, Head)
def close_reception(request: HttpRequest, pk: int) -> HttpResponse:
    """The day is over: who received, and how many denunciations there were."""
    day = my_day(request, pk)
    form = CloseForm(request.POST, auto_id=f"d{pk}_%s")
    if form.is_valid():
        try:
            close_day(
                day=day, state=ReceptionDay.State(form.cleaned_data["state"]),
                denunciations=form.cleaned_data["denunciations"], by=actor_for(request), now=clock.now(),
            )  # fmt: skip
        except NotYetReceived:
            form.add_error(None, _("Ngày này chưa đến."))
        except ReceptionDayIsOver:
            messages.error(request, OVER)
            return back_to(day.day)
        else:
            messages.success(request, _("Đã kết thúc buổi tiếp công dân."))
            return back_to(day.day)
    return desk_page(request, form=form, of=pk, on_day=day.day, status=422)
