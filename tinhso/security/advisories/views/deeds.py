"""What one does with an advisory: the agency acknowledges and answers, the specialised unit urges, returns, withdraws."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page
from tinhso.security.advisories.actions.acknowledge_advisory import acknowledge_advisory
from tinhso.security.advisories.actions.answer_advisory import answer_advisory
from tinhso.security.advisories.actions.return_answer import return_answer
from tinhso.security.advisories.actions.urge_agencies import urge_agencies
from tinhso.security.advisories.actions.withdraw_advisory import withdraw_advisory
from tinhso.security.advisories.forms import AnswerForm, WhyForm
from tinhso.security.advisories.permissions import check_can_answer_advisory
from tinhso.security.advisories.views.advisories import visible_advisory
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import AdvisoryTask, SecurityAdvisory

WAYS = ["GET", "HEAD", "POST"]


def _task(advisory: SecurityAdvisory, by: Actor) -> AdvisoryTask:
    """That of the officer's agency; 404 where it received none."""
    return get_object_or_404(
        AdvisoryTask.objects.select_related("advisory"), advisory=advisory, agency_id=by.agency_id or 0
    )


@require_POST
@role_required(SecurityOfficer)
def acknowledge(request: HttpRequest, code: str) -> HttpResponse:
    advisory, by = visible_advisory(request, code)
    try:
        acknowledge_advisory(task=_task(advisory, by), by=by, now=clock.now())
        messages.success(request, _("Đã xác nhận là cơ quan đã đọc."))
    except EntryRefused as refused:
        messages.error(request, str(refused))
    return redirect("security_advisory", code)


@require_http_methods(WAYS)
@role_required(SecurityOfficer)
def answer(request: HttpRequest, code: str) -> HttpResponse:
    advisory, by = visible_advisory(request, code)
    task = _task(advisory, by)
    check_can_answer_advisory(task, by)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: answer_advisory(task=task, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã gửi trả lời."))
        return redirect("security_advisory", code)
    return _form_of(request, advisory, form, _("Trả lời cảnh báo"), _("Gửi trả lời"))


@require_POST
@role_required(SecurityCoordinator)
def urge(request: HttpRequest, code: str) -> HttpResponse:
    advisory, by = visible_advisory(request, code)
    try:
        n = urge_agencies(advisory=advisory, by=by, now=clock.now())
        words = ngettext(
            "Đã nhắc %(n)s cơ quan; lời nhắc nằm trong thông báo gộp sáng mai.",
            "Đã nhắc %(n)s cơ quan; lời nhắc nằm trong thông báo gộp sáng mai.",
            n,
        )
        messages.success(request, words % {"n": n})
    except EntryRefused as refused:
        messages.error(request, str(refused))
    return redirect("security_advisory", code)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    advisory, by = visible_advisory(request, code)
    check_can_coordinate(by, on=clock.today())
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: withdraw_advisory(advisory=advisory, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã rút."))
        return redirect("security_advisory", code)
    return _form_of(request, advisory, form, _("Rút cảnh báo"), _("Rút"))


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def give_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    advisory, by = visible_advisory(request, code)
    check_can_coordinate(by, on=clock.today())
    task = get_object_or_404(AdvisoryTask.objects.select_related("agency"), advisory=advisory, pk=number)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: return_answer(task=task, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã trả lại; cơ quan trả lời lần nữa."))
        return redirect("security_advisory", code)
    title = _("Trả lại trả lời của %(agency)s") % {"agency": task.agency.name}
    return _form_of(request, advisory, form, title, _("Trả lại"), hint=task.reason)


def _form_of(
    request: HttpRequest, advisory: SecurityAdvisory, form: forms.Form, title: Any, go: Any, hint: str = ""
) -> HttpResponse:
    back = (reverse("security_advisory", args=[advisory.code]), advisory.title)
    return form_page(request, form, title=title, back=back, go=go, hint=hint)
