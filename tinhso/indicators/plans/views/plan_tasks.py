"""One task of a plan: the agency reports on it, the plan's owner confirms it or gives it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import can_act, why_due
from tinhso.indicators.models import PlanTask, TaskReport
from tinhso.indicators.plans import plan_tasks
from tinhso.indicators.plans.actions.confirm_task import confirm_task
from tinhso.indicators.plans.actions.report_progress import report_progress
from tinhso.indicators.plans.actions.return_task import return_task
from tinhso.indicators.plans.forms import ProgressForm, ReturnForm
from tinhso.indicators.plans.process import CONFIRM, DO
from tinhso.indicators.registers.views.refusals import RULES, attempt
from tinhso.kernel.files.public import files_sent, serve
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version


def _visible(request: HttpRequest, code: str) -> PlanTask:
    return get_object_or_404(PlanTask.objects.visible_to(actor_for(request)).whole(), case__code=code)


@require_safe
@officer_required
def show_task(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _visible(request, code))


def _page(
    request: HttpRequest,
    task: PlanTask,
    progress: ProgressForm | None = None,
    back: ReturnForm | None = None,
) -> HttpResponse:
    reports = list(task.reports.select_related("by", "file"))
    turn = can_act(task.case, actor_for(request))
    done = reports[0].percent if reports else 0
    context: dict[str, Any] = {
        "task": task,
        "reports": reports,
        "returned": task.case.notes.filter(kind="return").order_by("-pk"),
        "standing": plan_tasks.standing(task, clock.now()),
        "follows": actor_for(request).agency_id == task.plan.owner_id,
        "may_report": turn and task.case.step == DO,
        "may_confirm": turn and task.case.step == CONFIRM,
        "progress": progress or ProgressForm(initial={"ver": task.case.ver, "percent": done}),
        "back": back or ReturnForm(initial={"ver": task.case.ver}),
        "why": why_due(task.case),
        "now": clock.now(),
    }
    wrong = any(form is not None and form.errors for form in (progress, back))
    return render(request, "indicators/plans/plan_task.html", context, status=422 if wrong else 200)


@require_POST
@officer_required
def report_task(request: HttpRequest, code: str) -> HttpResponse:
    """How far it has come; the button "Báo cáo hoàn thành" hands it to the owner."""
    task, actor = _visible(request, code), actor_for(request)
    form = ProgressForm(request.POST, request.FILES)
    stored = files_sent(form, "file", request.FILES, by=actor, now=clock.now(), rules=RULES)

    def deed(given: dict[str, Any]) -> TaskReport:
        given["file"] = stored[-1] if stored else None
        finished = "finished" in request.POST
        return report_progress(task=task, finished=finished, by=actor, now=clock.now(), **given)

    if attempt(form, deed) is None:
        return _page(request, task, progress=form)
    messages.success(request, _("Đã gửi báo cáo."))
    return redirect("plan_task", code)


@require_POST
@officer_required
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    task = _visible(request, code)
    confirm_task(task=task, ver=sent_version(request), by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã xác nhận hoàn thành nhiệm vụ."))
    return redirect("plan_task", code)


@require_POST
@officer_required
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    task, actor, form = _visible(request, code), actor_for(request), ReturnForm(request.POST)

    def deed(given: dict[str, Any]) -> bool:
        return_task(task=task, by=actor, now=clock.now(), **given)
        return True

    if attempt(form, deed) is None:
        return _page(request, task, back=form)
    messages.success(request, _("Đã trả lại để làm tiếp."))
    return redirect("plan_task", code)


@require_safe
@officer_required
def open_task_file(request: HttpRequest, code: str, report: int) -> HttpResponseBase:
    """The evidence of one report, for whoever takes part in the task."""
    task = _visible(request, code)
    found = get_object_or_404(task.reports.select_related("file"), pk=report, file__isnull=False)
    assert found.file is not None
    return serve(request, found.file, by=actor_for(request), cases=[task.case_id])
