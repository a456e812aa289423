"""What a monitoring system asks of outgoing documents, and the worklist of heads."""

from collections.abc import Iterable

from django.db.models import Count

from tinhso.documents.models import OutgoingDocument, RightChange
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.operation import Sample


def waiting_documents() -> Iterable[Sample]:
    """One query."""
    rows = OutgoingDocument.objects.filter(case__finished_at=None).values_list("case__step")
    return [Sample(n, {"step": step}) for step, n in rows.annotate(n=Count("pk")).order_by("case__step")]


def unconfirmed_rights(actor: Actor) -> int:
    """How many changes of rights wait for this head. One query."""
    return RightChange.objects.waiting_for(actor).count()
