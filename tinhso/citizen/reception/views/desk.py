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
from tinhso.citizen.reception.actions.receive_visitor import NUMBERED, NoSuchNumber, receive_visitor
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.forms import CloseForm, OutcomeForm, ReceptionDateForm
from tinhso.citizen.reception.permissions import reception_agencies
from tinhso.citizen.reception.visit_pages import VisitPage, visit_page
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import allow, give_back
from tinhso.lib.dates import vn_date

DAYS_SHOWN = 30
WRONG_NUMBERS = 10  # of one officer in an hour: nobody finds out which numbers the register has by trying
NO_NUMBER = gettext_lazy("Không có đơn khiếu nại hoặc phản ánh, kiến nghị nào mang số này.")
TOO_MANY_NUMBERS = gettext_lazy(
    "Ông/bà đã nhập sai số đơn nhiều lần trong một giờ. Xem lại số trong sổ, chờ một giờ rồi nhập tiếp."
)
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
    page = visit_page(days, request.GET.get("trang", ""), of if isinstance(form, OutcomeForm) else None)
    if page.has_names:
        log_access(by=actor, purpose="handling", page="reception_desk", case_ids=[], at=clock.now())
    duty = ReceptionSchedule.objects.on(today).filter(agency__in=agencies, month_days=[], weekdays=[])
    opened = {day.schedule_id for day in days}
    ahead = ReceptionDay.objects.of(agencies).filter(day__gte=today).in_order()[:DAYS_SHOWN]
    context = {
        "day_form": day_form,
        "on": on,
        "is_today": on == today,
        "rows": [day_row(day, page, form, of) for day in days],
        "next_url": page_url(on, page.number + 1) if page.number < page.pages else "",
        "previous_url": page_url(on, page.number - 1) if page.number > 1 else "",
        "duty": [one for one in duty if one.pk not in opened] if on == today else [],
        "ahead": ahead,
        "key": uuid4(),
        "today": today,
        "sets": actor.holds(Head),
        "enters_feedback": actor.holds(DeskOfficer),
        "now": clock.now(),
    }
    return render(request, "citizen/reception/reception_desk.html", context, status=status)


def day_row(day: ReceptionDay, page: VisitPage, form: Any, of: int) -> tuple[Any, ...]:
    """What one day shows: those of this page with the form of their outcome, how many stand on others, and its own form."""
    here = [(row, outcome_form(row, form, of)) for row in page.visits[day.pk]]
    return day, here, page.counts[day.pk] - len(here), close_form(day, form, of)


def outcome_form(row: ReceptionVisit, form: Any, of: int) -> OutcomeForm | None:
    """Of whoever is here; of everybody else there is nothing to note."""
    if isinstance(form, OutcomeForm) and row.pk == of:
        return form
    return OutcomeForm(auto_id=f"v{row.pk}_%s") if row.state == ReceptionVisit.State.WAITING else None


def page_url(on: date, number: int) -> str:
    return f"?ngay={on:%Y-%m-%d}&trang={number}"


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
    if form.is_valid() and is_outcome_noted(request, visit, form):
        return back_to(visit.day.day)
    return desk_page(request, form=form, of=pk, on_day=visit.day.day, status=422)


def is_outcome_noted(request: HttpRequest, visit: ReceptionVisit, form: OutcomeForm) -> bool:
    """False with the reason beside the field. A number that no register has is a line of the log of readings, and only so many may be
    tried: that there is one is told by the answer."""
    outcome, number, by = ReceptionVisit.Outcome(form.cleaned_data["outcome"]), "", actor_for(request)
    if outcome in NUMBERED:
        number = form.cleaned_data["case_code"]
        if not allow("reception_numbers", str(by.user_id), WRONG_NUMBERS, 3600):
            form.add_error("case_code", TOO_MANY_NUMBERS)
            return False
    try:
        receive_visitor(visit=visit, outcome=outcome, case_code=number, by=by, now=clock.now())
    except NoSuchNumber:
        log_access(
            by=by, purpose="handling", page="reception_number", case_ids=[], at=clock.now(), item=visit.pk
        )
        form.add_error("case_code", NO_NUMBER)
        return False
    except BookingIsOver:
        messages.error(request, _("Lượt gặp này vừa được người khác cập nhật."))
    if number:
        give_back("reception_numbers", str(by.user_id), 3600)
    return True


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
