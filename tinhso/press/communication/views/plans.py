"""Plans of the agency and those in which it has a task; a plan with its months."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, PressApprover, PressEditor, PressSpokesperson
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.communication import forms
from tinhso.press.communication.actions.add_topic import add_topic
from tinhso.press.communication.actions.give_task import give_task
from tinhso.press.communication.actions.start_plan import approve_plan, start_plan
from tinhso.press.communication.drafts import draft_url
from tinhso.press.communication.permissions import can_approve_plan, can_plan
from tinhso.press.communication.views.tabs import communication_tabs
from tinhso.press.models import Channel, CommunicationPlan, PlanTopic

PAGE, MOST_TASKS = 40, 200
WAYS = ["GET", "HEAD", "POST"]
ROLES = (PressEditor, PressApprover, PressSpokesperson, Head)
TASK_ROLES = (Head, PressEditor)
KINDS = dict(Channel.Kind.choices)


@require_safe
@role_required(*ROLES)
def communication_plans(request: HttpRequest) -> HttpResponse:
    """Three queries."""
    by = actor_for(request)
    rows = CommunicationPlan.objects.visible_to(by).select_related("agency")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "plans": can_plan(by),
        "tabs": communication_tabs("communication_plans", by),
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/communication/plans.html", context)


@require_safe
@role_required(*ROLES)
def communication_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Its months with topics, and its tasks: of another agency only one's own."""
    by, plan = actor_for(request), _visible(request, number)
    tasks = plan.tasks.select_related("case__agency", "topic").order_by("case__due_at", "pk")
    if plan.agency_id != by.agency_id:
        tasks = tasks.filter(case__agency=by.agency_id)
    topics = [
        (one, ", ".join(str(KINDS.get(code, code)) for code in one.channels)) for one in plan.topics.all()
    ]
    months = [(month, list(rows)) for month, rows in groupby(topics, key=lambda pair: pair[0].month)]
    context = {
        "plan": plan,
        "draft_url": draft_url(plan.draft_code),
        "months": months,
        "tasks": tasks[:MOST_TASKS],
        "edits": can_plan(by) and plan.agency_id == by.agency_id,
        "opens_tasks": any(map(by.holds, TASK_ROLES)),
        "approves": plan.approved_at is None and can_approve_plan(plan, by),
        "now": clock.now(),
    }
    return render(request, "press/communication/plan.html", context)


def _visible(request: HttpRequest, number: int) -> CommunicationPlan:
    rows = CommunicationPlan.objects.visible_to(actor_for(request)).select_related("agency", "approved_by")
    return get_object_or_404(rows, pk=number)


def _of_agency(request: HttpRequest, number: int) -> CommunicationPlan:
    plan = _visible(request, number)
    if plan.agency_id != actor_for(request).agency_id:
        raise PressForbidden
    return plan


def _to(plan: CommunicationPlan) -> tuple[str, Any]:
    return reverse("communication_plan", args=[plan.pk]), plan.title


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_plan(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = forms.PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        plan := attempt(form, lambda given: start_plan(by=by, now=now, **given))
    ):
        messages.success(request, _("Đã lập; thêm nội dung trọng tâm rồi trình duyệt."))
        return redirect("communication_plan", plan.pk)
    back = (reverse("communication_plans"), _("Kế hoạch truyền thông"))
    return form_page(request, form, title=_("Lập kế hoạch truyền thông"), back=back, go=_("Lập"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_topic(request: HttpRequest, number: int) -> HttpResponse:
    plan, by, now = _of_agency(request, number), actor_for(request), clock.now()
    form = forms.PlanTopicForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: add_topic(plan=plan, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã thêm."))
        return redirect("communication_plan", number)
    return form_page(request, form, title=_("Thêm nội dung trọng tâm"), back=_to(plan), go=_("Thêm"))


@require_http_methods(WAYS)
@role_required(Head, PressApprover)
def plan_approval(request: HttpRequest, number: int) -> HttpResponse:
    plan, by, now = _of_agency(request, number), actor_for(request), clock.now()
    if not can_approve_plan(plan, by):
        raise PressForbidden
    form = forms.PressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda _given: approve_plan(plan=plan, by=by, now=now)):
        messages.success(request, _("Đã duyệt kế hoạch."))
        return redirect("communication_plan", number)
    title = _("Duyệt kế hoạch: %(title)s") % {"title": plan.title}
    return form_page(request, form, title=title, back=_to(plan), go=_("Duyệt"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_task(request: HttpRequest, number: int) -> HttpResponse:
    """Of an approved plan; with a topic where the address names one."""
    plan, by, now = _of_agency(request, number), actor_for(request), clock.now()
    topic = PlanTopic.objects.filter(plan=plan, pk=_number(request.GET.get("noi-dung", ""))).first()
    words = {"plan": plan, "day": clock.today(), "initial": {"topic": topic} if topic else {}}
    form = forms.TaskForm(request.POST if request.method == "POST" else None, **words)  # type: ignore[arg-type]
    if request.method == "POST" and attempt(
        form, lambda given: give_task(plan=plan, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã giao; thủ trưởng cơ quan nhận được thông báo."))
        return redirect("communication_plan", number)
    return form_page(request, form, title=_("Giao nhiệm vụ truyền thông"), back=_to(plan), go=_("Giao"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
