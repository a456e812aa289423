"""How old the cells of figures are, and how many measures the last comparison found unlike their rows."""

from collections.abc import Iterator

from django.db.models import Min, Q, Sum

from tinhso.indicators.models import MeasureState
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Sample


def oldest_refresh() -> Iterator[Sample]:
    """Nothing before the first."""
    if first := MeasureState.objects.aggregate(first=Min("refreshed_at"))["first"]:
        yield Sample((clock.now() - first).total_seconds())


def differing() -> Iterator[Sample]:
    totals = MeasureState.objects.aggregate(n=Sum("differing", filter=Q(differing__gt=0)))
    yield Sample(totals["n"] or 0)
