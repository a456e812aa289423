from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.casework.answer_templates.permissions import can_keep_templates
from tinhso.casework.case.kind import kind_of
from tinhso.casework.worklist.forms import WorklistFilter
from tinhso.casework.worklist.queries import ACTS, COVER, LATE, sides_of, worklist
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock


@require_safe
@officer_required
def show_worklist(request: HttpRequest) -> HttpResponse:
    """What waits for me today, in the order of the day; `?viec=` narrows it to one group."""
    asked = WorklistFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    act = wanted.get("viec") or ""
    now = clock.now()
    actor = actor_for(request)
    found = worklist(actor, now=now, act=act, page=wanted.get("trang") or 1)
    named = [line.case.pk for group in found.groups for line in group.lines if line.details.who]
    if named:
        log_access(by=actor, purpose="handling", page="worklist", case_ids=named, at=now)
    rows = [(group, [(line, kind_of(line.case.kind)) for line in group.lines]) for group in found.groups]
    sides = [(LATE, "Quá hạn", found.totals.get(LATE, 0))]
    if found.totals.get(COVER):
        sides.append((COVER, "Làm thay người vắng", found.totals[COVER]))
    sides += [(key, label, found.totals[key]) for key, label in ACTS.items() if found.totals.get(key)]
    context = {"found": found, "groups": rows, "sides": sides, "act": act, "now": now}
    context["beside"] = sides_of(actor)
    received = any(found.totals.get(act) for act in ("forward", "hand_over", LATE))
    context["can_print"] = actor.holds(DeskOfficer) and received  # a head has no receipts to print
    context["keeps_templates"] = can_keep_templates(actor, actor.agency_id or 0)
    return render(request, "casework/worklist.html", context)
