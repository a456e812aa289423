"""Plans with their themes and targets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinhso.indicators.models import Plan
from tinhso.indicators.plans import target_table
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock


@require_safe
@public_page
def show_plans(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/plans.html", {"plans": Plan.objects.all()})


@require_safe
@public_page
def show_plan(request: HttpRequest, address: str) -> HttpResponse:
    """A plan's theme, and each target beside what its indicator says."""
    plan = get_object_or_404(Plan, address=address)
    context = {"plan": plan, "targets": target_table(plan, clock.today())}
    return render(request, "indicators/plan.html", context)
