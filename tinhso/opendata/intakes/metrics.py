"""Files of open data on their way, and those that failed."""

from collections.abc import Iterator

from django.db.models import Count

from tinhso.kernel.site.operation import Sample
from tinhso.opendata.models import Intake

WATCHED_STATES = (*Intake.UNDER_WAY, "held", "failed")


def intakes() -> Iterator[Sample]:
    found = (
        Intake.objects.filter(state__in=WATCHED_STATES)
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts = dict(found)
    for state in WATCHED_STATES:
        yield Sample(counts.get(state, 0), {"state": state})
