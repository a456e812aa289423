from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.casework.absences import seats_headed
from tinhso.casework.handover import holders
from tinhso.casework.queries import latest_open, on_time, radar
from tinhso.kernel.people.public import Agency, actor_for, agencies_below, role_required
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock


@require_safe
@role_required(Head, Supervisor)
def show_radar(request: HttpRequest) -> HttpResponse:
    """What is open, due and late at my agency and those below it, and how many were settled in time by month."""
    now = clock.now()
    actor = actor_for(request)
    mine = Agency.objects.filter(pk=actor.agency_id or 0).first()
    agencies = sorted(agencies_below(mine, now.date())) if mine else []
    rows = radar(agencies, now=now)
    seats = [agency.pk for agency in seats_headed(actor, now.date())]
    context = {
        "gone": [one for one in holders(seats, now.date()) if one.gone] if seats else [],
        "rows": rows,
        "open": sum(row.open for row in rows),
        "late": sum(row.late for row in rows),
        "today": sum(row.today for row in rows),
        "latest": latest_open(agencies, now=now),
        "rates": on_time(agencies, now=now),
        "now": now,
    }
    return render(request, "casework/radar.html", context)
