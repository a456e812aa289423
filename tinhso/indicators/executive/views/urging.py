"""Urging an agency from the executive page, and its head's answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import calendar_for, can_act, overdue_rows
from tinhso.indicators.executive.actions.answer_urging import answer_urging
from tinhso.indicators.executive.actions.urge_agency import urge_agency
from tinhso.indicators.executive.agencies import kind_rows
from tinhso.indicators.executive.urging_forms import AnswerForm, UrgeForm
from tinhso.indicators.models import AgencyUrging
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.indicators.rights.permissions import check_can_urge
from tinhso.kernel.people.public import Agency, actor_for, officer_required, role_required, signed_in
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock

WAYS = ["GET", "HEAD", "POST"]
ANSWER_DAYS = 3  # working days that the form proposes
FORMER = 5


@require_http_methods(WAYS)
@role_required(Head, Supervisor)
@require_http_methods(["GET", "HEAD", "POST"])
def urge(request: HttpRequest, code: str) -> HttpResponse:
    """What is overdue at that agency, former urgings, and the form; POST urges it."""
    by, now = actor_for(request), clock.now()
    agency = Agency.objects.on(now.date()).filter(code=code).first()
    signed = signed_in(request)
    if agency is None or signed is None or signed.post is None:
        raise Http404
    check_can_urge(agency, by, now.date())
    late = kind_rows(list(overdue_rows([agency.pk], now=now)), now)
    form = UrgeForm(request.POST) if request.method == "POST" else UrgeForm(initial=_proposed(agency, late))

    def deed(given: dict[str, Any]) -> AgencyUrging:
        assert signed is not None and signed.post is not None
        return urge_agency(agency=agency, by=by, now=now, sender=signed.post.agency, **given)

    if request.method == "POST" and (made := attempt(form, deed)) is not None:
        messages.success(request, _("Đã gửi đôn đốc tới thủ trưởng cơ quan."))
        return redirect("urging", made.case.code)
    former = AgencyUrging.objects.visible_to(by).whole().filter(case__agency=agency)[:FORMER]
    context = {"agency": agency, "late": late, "form": form, "former": former, "now": now}
    return render(request, "indicators/executive/urge.html", context, status=422 if form.errors else 200)


def _proposed(agency: Agency, late: list[Any]) -> dict[str, Any]:
    """A draft of the words from the numbers, and a day three working days on."""
    late_words = ", ".join(f"{row.late.n} {row.name.lower()} (lâu nhất {row.since})" for row in late)
    text = _("Đến nay %(agency)s còn quá hạn: %(late)s. Đề nghị giải quyết dứt điểm và báo cáo nguyên nhân.")
    day, calendar = clock.today(), calendar_for(agency.pk, clock.today())
    for _n in range(ANSWER_DAYS):
        day = calendar.next_working_day(day)
    return {"text": text % {"agency": agency.name, "late": late_words} if late_words else "", "due_on": day}


@require_safe
@officer_required
def show_urging(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _visible(request, code))


@require_POST
@officer_required
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The head's answer; what is refused stands beside the field."""
    urging, by, form = _visible(request, code), actor_for(request), AnswerForm(request.POST)

    def deed(given: dict[str, Any]) -> bool:
        answer_urging(urging=urging, by=by, now=clock.now(), **given)
        return True

    if attempt(form, deed) is None:
        return _page(request, urging, form)
    messages.success(request, _("Đã trả lời đôn đốc."))
    return redirect("urging", code)


def _visible(request: HttpRequest, code: str) -> AgencyUrging:
    return get_object_or_404(AgencyUrging.objects.visible_to(actor_for(request)).whole(), case__code=code)


def _page(request: HttpRequest, urging: AgencyUrging, form: AnswerForm | None = None) -> HttpResponse:
    may_answer = not urging.answer and can_act(urging.case, actor_for(request))
    context = {
        "urging": urging,
        "form": (form or AnswerForm(initial={"ver": urging.case.ver})) if may_answer else None,
        "now": clock.now(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "indicators/executive/urging.html", context, status=status)
