"""Plans with their themes, targets and tasks: what everybody may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinhso.indicators.models import Plan
from tinhso.indicators.plans import plan_tasks
from tinhso.indicators.plans.money import money_table
from tinhso.indicators.plans.plans import target_table
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock


@require_safe
@public_page
def show_plans(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/plans/plans.html", {"plans": Plan.objects.all()})


@require_safe
@public_page
def show_plan(request: HttpRequest, address: str) -> HttpResponse:
    """A plan's theme, each target beside what its indicator says, and how its tasks stand."""
    plan = get_object_or_404(Plan.objects.select_related("owner"), address=address)
    tasks, now = plan_tasks.tasks_of(plan), clock.now()
    context = {
        "plan": plan,
        "targets": target_table(plan, clock.today()),
        "money": money_table(plan),
        "tasks": plan_tasks.task_table(tasks, now, opens=False),
        "tally": plan_tasks.tally(tasks, now),
        "now": now,
    }
    return render(request, "indicators/plans/plan.html", context)
