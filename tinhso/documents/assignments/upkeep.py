"""What a monitoring system and the worklists ask of given tasks."""

from collections.abc import Iterable

from django.db.models import Count, Q

from tinhso.casework.public import FINAL
from tinhso.documents.models import Assignment, AssignmentSupport, ExtensionRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Sample


def waiting_assignments() -> Iterable[Sample]:
    """One query: open tasks by step, and those of them that are overdue."""
    rows = Assignment.objects.exclude(case__state__in=FINAL).values_list("case__step")
    found = rows.annotate(n=Count("pk"), late=Count("pk", filter=Q(case__due_at__lt=clock.now())))
    return [
        sample
        for step, n, late in found.order_by("case__step")
        for sample in (
            Sample(n - late, {"step": step, "overdue": "no"}),
            Sample(late, {"step": step, "overdue": "yes"}),
        )
    ]


def extensions_for(by: Actor) -> int:
    """Later days that wait for this leader's decision. One query."""
    rows = ExtensionRequest.objects.filter(state=ExtensionRequest.State.WAITING)
    return rows.filter(assignment__giver=by.agency_id or 0).exclude(assignment__case__state__in=FINAL).count()


def supports_for(by: Actor) -> int:
    """Open tasks to which this officer's agency has not said what it has to say. One query."""
    rows = AssignmentSupport.objects.filter(agency=by.agency_id or 0, answered_at=None)
    return rows.exclude(assignment__case__state__in=FINAL).count()
