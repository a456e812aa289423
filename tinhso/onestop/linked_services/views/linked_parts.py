"""A part of a dossier that another system settles, as officers see and mend it; the answers that could not be applied."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.outbox.public import NotOpen
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator, DeskOfficer, Examiner
from tinhso.kernel.site import clock
from tinhso.onestop.linked_services.actions.apply_answer import apply_answer
from tinhso.onestop.linked_services.actions.ask_part import AskedAlready
from tinhso.onestop.linked_services.actions.repeat_part import NotThisWay, repeat_part
from tinhso.onestop.linked_services.actions.skip_answer import skip_answer
from tinhso.onestop.linked_services.actions.skip_part import OPEN, skip_part
from tinhso.onestop.linked_services.body import masked, request_body
from tinhso.onestop.linked_services.page import visible_parts
from tinhso.onestop.messages.forms import SkipForm
from tinhso.onestop.messages.permissions import can_read_part
from tinhso.onestop.models import LinkedAnswer, LinkedMessage, LinkedPart

mender = role_required(Administrator, DeskOfficer, Examiner)
keeper = role_required(Administrator, DeskOfficer)
MOVED = "Phần việc này vừa được gửi, đã có kết quả hoặc đã có người xử lý."


def found(request: HttpRequest, pk: int) -> LinkedPart:
    rows = visible_parts(actor_for(request)).select_related(
        "officer", "file", "dossier__version__procedure", "dossier__case__agency"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@mender
def show_part(request: HttpRequest, pk: int) -> HttpResponse:
    return part_page(request, found(request, pk))


def part_page(
    request: HttpRequest, part: LinkedPart, form: SkipForm | None = None, status: int = 200
) -> HttpResponse:
    """What was asked and answered. Personal data only for whoever handles the dossier; the reading is noted.

    A part that came with the data of another year has no message of ours.
    """
    actor, now = actor_for(request), clock.now()
    personal = can_read_part(part, actor)
    rows = list(LinkedMessage.objects.filter(part=part).select_related("skipped_by").order_by("-number"))
    if personal:
        log_access(by=actor, purpose="exchange", page="linked_part", case_ids=[part.dossier_id], at=now)
    body: dict[str, Any] = {}
    if rows:
        rows[0].part = part
        body = request_body(rows[0]) if personal else masked(request_body(rows[0]))
    context = {
        "part": part,
        "messages_sent": rows,
        "personal": personal,
        "body": json.dumps(body, ensure_ascii=False, indent=2),
        "form": form or SkipForm(),
        "open": part.state in OPEN,
        "can_send_again": part.state == LinkedPart.State.ASKED
        or not is_registration(part)
        and part.state in OPEN,
        "now": now,
    }
    return render(request, "onestop/linked_services/linked_part.html", context, status=status)


def is_registration(part: LinkedPart) -> bool:
    return part.kind == LinkedPart.Kind.CIVIL_STATUS


@require_POST
@mender
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    part = found(request, pk)
    try:
        repeat_part(part=part, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã xếp tin vào hàng gửi lại ngay."))
    except NotThisWay:
        messages.warning(request, _("Gửi lại từ trang hồ sơ, sau khi đã xem lý do từ chối."))
    except (NotOpen, AskedAlready):
        messages.warning(request, MOVED)
    return redirect("linked_part", pk)


@require_POST
@mender
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    part, form = found(request, pk), SkipForm(request.POST)
    if not form.is_valid():
        return part_page(request, part, form, status=422)
    try:
        skip_part(part=part, reason=form.cleaned_data["reason"], by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã ghi: phần việc này làm ngoài phần mềm."))
    except NotOpen:
        messages.warning(request, MOVED)
    return redirect("linked_part", pk)


@require_safe
@keeper
def show_answer(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_page(request, get_object_or_404(LinkedAnswer.objects.select_related("skipped_by"), pk=pk))


def answer_page(
    request: HttpRequest, answer: LinkedAnswer, form: SkipForm | None = None, status: int = 200
) -> HttpResponse:
    """An answer and why it is held: codes and reasons, nothing personal, as it may belong to no desk."""
    open_ = answer.state in {LinkedAnswer.State.WAITING, LinkedAnswer.State.HELD}
    context = {"answer": answer, "form": form or SkipForm(), "open": open_}
    return render(request, "onestop/linked_services/linked_answer.html", context, status=status)


@require_POST
@keeper
def retry_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to apply what is held."""
    answer = get_object_or_404(LinkedAnswer, pk=pk)
    if apply_answer(answer, now=clock.now()):
        messages.success(request, _("Đã nhận vào hồ sơ."))
    else:
        messages.warning(request, _("Chưa nhận được; lý do ghi ở dưới."))
    return redirect("linked_answer", pk)


@require_POST
@keeper
def set_answer_aside(request: HttpRequest, pk: int) -> HttpResponse:
    answer, form = get_object_or_404(LinkedAnswer, pk=pk), SkipForm(request.POST)
    if not form.is_valid():
        return answer_page(request, answer, form, status=422)
    try:
        skip_answer(answer=answer, reason=form.cleaned_data["reason"], by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã bỏ qua tin."))
    except NotOpen:
        messages.warning(request, MOVED)
    return redirect("exchange")
