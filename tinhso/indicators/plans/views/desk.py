"""Where an agency follows its plans: entering them, their targets and their tasks."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.indicators.figures.wording import plain
from tinhso.indicators.models import Plan, PlanFunding, PlanTarget
from tinhso.indicators.plans import plan_tasks
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.actions.give_task import give_task
from tinhso.indicators.plans.actions.set_funding import Money, set_funding
from tinhso.indicators.plans.actions.set_target import set_target
from tinhso.indicators.plans.forms import FundingForm, PlanForm, TargetForm, TaskForm
from tinhso.indicators.plans.money import money_table
from tinhso.indicators.plans.plans import target_table
from tinhso.indicators.registers import permissions
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import PlanningDocuments, all_of
from tinhso.kernel.site.public import form_page
from tinhso.lib.language.vietnamese import without_marks
from tinhso.lib.numbers import vn_number

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@officer_required
def show_plan_desk(request: HttpRequest) -> HttpResponse:
    """The tasks of one's agency, late ones first, and the plans that it follows."""
    actor, now = actor_for(request), clock.now()
    tasks = plan_tasks.tasks_seen(actor)
    context = {
        "own_tasks": plan_tasks.task_table(
            [t for t in tasks if t.case.agency_id == actor.agency_id], now, **TASK_LINKS
        ),
        "plans": Plan.objects.filter(owner=actor.agency_id),
        "others": Plan.objects.exclude(owner=actor.agency_id),
        "tabs": desk_tabs(request),
        "enters": permissions.can_keep_plans(actor),
    }
    return render(request, "indicators/plans/plan_desk.html", context)


TASK_LINKS: Any = {"opens": True, "plans": True}


@require_http_methods(WAYS)
@officer_required
def enter_new_plan(request: HttpRequest) -> HttpResponse:
    actor = actor_for(request)
    permissions.check_can_keep_plans(actor)
    documents = [one for slot in all_of(PlanningDocuments) for one in slot.read(request)]
    form = PlanForm(request.POST or None, documents=documents)

    def deed(given: dict[str, Any]) -> Plan:
        words = {name: given[name] for name in ("name", "kind", "legal_basis", "theme")}
        words["document_url"] = given.get("document", "")
        folded = slugify(without_marks(given["number"].replace("/", "-")))
        return enter_plan(
            number=given["number"],
            address=f"{folded[:50]}-{given['begins'].year}",
            words=words,
            begins=given["begins"],
            ends=given["ends"] + timedelta(days=1),
            by=actor,
            now=clock.now(),
        )

    if request.method == "POST" and (plan := attempt(form, deed)):
        messages.success(request, _("Đã nhập kế hoạch."))
        return redirect("plan_followed", plan.address)
    back = (reverse("plan_desk"), _("Kế hoạch, nhiệm vụ"))
    return form_page(request, form, title=_("Nhập kế hoạch, chương trình"), back=back, go=_("Lưu kế hoạch"))


@require_safe
@officer_required
def show_followed(request: HttpRequest, address: str) -> HttpResponse:
    """A plan as its owner works on it; other officers see their own tasks of it and its public page."""
    actor, now = actor_for(request), clock.now()
    plan = get_object_or_404(Plan.objects.select_related("owner"), address=address)
    if actor.agency_id != plan.owner_id or not actor.is_officer:
        raise PermissionDenied
    tasks = plan_tasks.tasks_of(plan)
    context = {
        "plan": plan,
        "targets": target_table(plan, clock.today(), revises=permissions.can_keep(plan, actor)),
        "money": money_table(plan, revises=permissions.can_keep(plan, actor)),
        "tasks": plan_tasks.task_table(tasks, now, opens=True),
        "tally": plan_tasks.tally(tasks, now),
        "keeps": permissions.can_keep(plan, actor),
        "gives": permissions.can_give_tasks(plan, actor),
    }
    return render(request, "indicators/plans/plan_followed.html", context)


def _back(plan: Plan) -> tuple[str, str]:
    return reverse("plan_followed", args=[plan.address]), plan.name


@require_http_methods(WAYS)
@officer_required
def edit_target(request: HttpRequest, address: str) -> HttpResponse:
    """A new target, or with `?sua=` another revision of one that stands."""
    plan, actor = get_object_or_404(Plan, address=address), actor_for(request)
    permissions.check_can_keep(plan, actor)
    old = _standing(plan.targets, request.GET.get("sua", ""))
    form = TargetForm(request.POST or None, initial=_initial(old), plan=plan, revises=old is not None)

    def deed(given: dict[str, Any]) -> PlanTarget:
        return set_target(plan=plan, by=actor, now=clock.now(), **{"reason": ""} | given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã lưu chỉ tiêu kế hoạch."))
        return redirect("plan_followed", plan.address)
    title = _("Sửa chỉ tiêu kế hoạch") if old else _("Thêm chỉ tiêu kế hoạch")
    hint = _("Số đã nhập được giữ lại; bản sửa đứng sau nó cùng lý do.") if old else ""
    return form_page(request, form, title=title, back=_back(plan), go=_("Lưu chỉ tiêu"), hint=hint)


def _standing(rows: Any, asked: str) -> Any:
    """The standing revision among `rows` that the address names, None where it names none."""
    if not asked:
        return None
    pk = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 12 else 0
    return get_object_or_404(rows.standing(), pk=pk)


def _initial(old: PlanTarget | None) -> dict[str, Any]:
    if old is None:
        return {"was": 0}
    known = {"indicator": old.indicator, "period": old.period, "source": old.source, "was": old.revision}
    return known | {"value": vn_number(plain(old.value))}


@require_http_methods(WAYS)
@officer_required
def edit_funding(request: HttpRequest, address: str) -> HttpResponse:
    """Money of a year and source, or with `?sua=` another revision of what stands."""
    plan, actor = get_object_or_404(Plan, address=address), actor_for(request)
    permissions.check_can_keep(plan, actor)
    old = _standing(plan.funding, request.GET.get("sua", ""))
    form = FundingForm(request.POST or None, initial=_money_of(old), revises=old is not None)

    def deed(given: dict[str, Any]) -> PlanFunding:
        money = Money(given["allocated"], given["decision"], given["spent"], given["spent_until"])
        key = {name: given[name] for name in ("year", "source", "was")}
        return set_funding(
            plan=plan, money=money, reason=given.get("reason", ""), by=actor, now=clock.now(), **key
        )

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã lưu kinh phí."))
        return redirect("plan_followed", plan.address)
    title = _("Sửa kinh phí") if old else _("Thêm kinh phí")
    hint = _("Số đã nhập được giữ lại; bản sửa đứng sau nó cùng lý do.") if old else ""
    return form_page(request, form, title=title, back=_back(plan), go=_("Lưu kinh phí"), hint=hint)


def _money_of(old: PlanFunding | None) -> dict[str, Any]:
    if old is None:
        return {"was": 0}
    known = {"year": old.year, "source": old.source, "decision": old.decision, "was": old.revision}
    spent = vn_number(old.spent) if old.spent is not None else ""
    return known | {
        "allocated": vn_number(old.allocated),
        "spent": spent,
        "spent_until": old.spent_until,
    }


@require_http_methods(WAYS)
@officer_required
def give_new_task(request: HttpRequest, address: str) -> HttpResponse:
    plan, actor = get_object_or_404(Plan.objects.select_related("owner"), address=address), actor_for(request)
    permissions.check_can_give_tasks(plan, actor)
    form = TaskForm(request.POST or None, day=clock.today())

    def deed(given: dict[str, Any]) -> object:
        return give_task(plan=plan, by=actor, now=clock.now(), **given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã giao nhiệm vụ."))
        return redirect("plan_followed", plan.address)
    return form_page(request, form, title=_("Giao nhiệm vụ"), back=_back(plan), go=_("Giao nhiệm vụ"))
