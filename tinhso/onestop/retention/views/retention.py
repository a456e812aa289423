"""The keeping of dossiers: what is over its time at my agency, and the hold that stops its erasing."""

from collections import Counter
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import Case
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.retention.actions.lift_hold import lift_hold
from tinhso.onestop.retention.retention import due_dossiers, retention_rules

MOST_SHOWN = 200
MOST_COUNTED = 100_000


@require_safe
@role_required(Clerk, Head)
def show_retention(request: HttpRequest) -> HttpResponse:
    """Which dossiers of my agency are over their time, by which rule; codes alone, nothing of persons."""
    actor = actor_for(request)
    due = list(islice(due_dossiers(clock.now(), agency_id=actor.agency_id or 0), MOST_COUNTED))
    rules = retention_rules(clock.today())
    counts = Counter(one.rule.key for one in due if not one.held)
    shown = due[:MOST_SHOWN]
    mine = Case.objects.visible_to(actor).filter(pk__in=[one.dossier_id for one in shown])
    seen = set(mine.values_list("pk", flat=True))
    context = {
        "due": [(one, one.dossier_id in seen) for one in shown],
        "total": len(due),
        "most": MOST_SHOWN,
        "by_rule": [(rules[key], n) for key, n in sorted(counts.items())],
        "held": sum(one.held for one in due),
    }
    return render(request, "onestop/retention/retention.html", context)


@require_POST
@officer_required
def lift(request: HttpRequest, code: str) -> HttpResponse:
    lift_hold(dossier=desk_dossier(request, code), by=actor_for(request), now=clock.now())
    messages.success(request, "Hồ sơ này không còn tạm dừng huỷ.")
    return redirect("desk_dossier", code)
