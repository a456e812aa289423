"""Issued documents by which an agency plans, for the register of plans."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import PlanningDocument

KINDS = {"KH": "plan", "CTr": "programme", "DeA": "project", "DuA": "project", "NQ": "policy"}
MOST = 50


def planning_documents(request: HttpRequest) -> Sequence[PlanningDocument]:
    """Of the own agency, issued and not recalled, that this officer may read; the newest first. One query."""
    actor = actor_for(request)
    rows = (
        OutgoingDocument.objects.visible_to(actor, on=clock.today())
        .filter(case__agency=actor.agency_id, type_code__in=KINDS)
        .filter(issued_at__isnull=False, recalled_at=None, number__isnull=False)
        .whole()
        .order_by("-issued_at", "-pk")
    )
    return [
        PlanningDocument(
            number=row.number.full_number,
            kind=KINDS[row.type_code],
            subject=row.subject,
            issued_on=row.number.dated,
            url=reverse("outgoing_document", args=[row.case.code]),
        )
        for row in rows[:MOST]
        if row.number is not None
    ]
