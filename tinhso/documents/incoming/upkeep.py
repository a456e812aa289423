"""What a monitoring system asks of arriving documents."""

from collections.abc import Iterable

from django.db.models import Count

from tinhso.casework.public import FINAL
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.site.operation import Sample


def waiting_arrivals() -> Iterable[Sample]:
    """One query. Before its registration a document has no step."""
    rows = ArrivingDocument.objects.exclude(case__state__in=FINAL).values_list("case__step")
    return [
        Sample(n, {"step": step or "register"})
        for step, n in rows.annotate(n=Count("pk")).order_by("case__step")
    ]
