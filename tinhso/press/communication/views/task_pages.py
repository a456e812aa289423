"""One task: what is to be done, what was done, and the deeds of whoever has the turn."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import NoteRefused, NotYourTurn, State, can_act, history
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.communication import forms
from tinhso.press.communication.actions.report_task import accept_task, report_task, return_task
from tinhso.press.communication.task_process import ACCEPT, CARRY_OUT
from tinhso.press.communication.views.plans import WAYS
from tinhso.press.models import CommunicationTask

DEEDS: dict[str, tuple[Any, type[django_forms.Form], Callable[..., None]]] = {
    "bao-cao": (gettext_lazy("Báo cáo kết quả"), forms.ReportForm, report_task),
    "nghiem-thu": (gettext_lazy("Nghiệm thu"), forms.TurnForm, accept_task),
    "tra-lai": (gettext_lazy("Trả lại"), forms.ReturnForm, return_task),
}
DEEDS_AT = {CARRY_OUT: ("bao-cao",), ACCEPT: ("nghiem-thu", "tra-lai")}


def _task(request: HttpRequest, code: str) -> CommunicationTask:
    rows = CommunicationTask.objects.visible_to(actor_for(request))
    related = rows.select_related("case__agency", "case__desk", "case__process", "plan", "topic")
    return get_object_or_404(related, case__code=code)


def _open_deeds(request: HttpRequest, task: CommunicationTask) -> tuple[str, ...]:
    case = task.case
    if case.state != State.IN_PROGRESS or not can_act(case, actor_for(request)):
        return ()
    return DEEDS_AT.get(case.step, ())


@require_safe
@role_required(Head, PressEditor)
def press_task(request: HttpRequest, code: str) -> HttpResponse:
    task = _task(request, code)
    context = {
        "task": task,
        "case": task.case,
        "deeds": [(name, DEEDS[name][0]) for name in _open_deeds(request, task)],
        "history": history(task.case, for_citizen=False),
        "now": clock.now(),
    }
    return render(request, "press/communication/task.html", context)


@require_http_methods(WAYS)
@role_required(Head, PressEditor)
def task_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    task, by, now = _task(request, code), actor_for(request), clock.now()
    if deed not in DEEDS:
        raise Http404
    label, kind, action = DEEDS[deed]
    if request.method != "POST" and deed not in _open_deeds(request, task):
        raise NotYourTurn(task.case_id)
    form = kind(request.POST if request.method == "POST" else None, initial={"ver": task.case.ver})
    try:
        if request.method == "POST" and attempt(
            form, lambda given: action(task=task, by=by, now=now, **given)
        ):
            messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": label})
            return redirect("press_task", code)
    except NoteRefused as refused:
        form.add_error(None, str(refused))
    return form_page(request, form, title=label, back=(reverse("press_task", args=[code]), code), go=label)
