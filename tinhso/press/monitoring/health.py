"""How the sources fare, for who monitors the installation."""

from collections.abc import Iterable

from django.db.models import Count, Q

from tinhso.kernel.site.operation import Sample
from tinhso.press.models import NewsSource


def news_sources() -> Iterable[Sample]:
    """One query."""
    counts = NewsSource.objects.filter(active=True).aggregate(
        good=Count("pk", filter=Q(failures=0)), failing=Count("pk", filter=Q(failures__gt=0))
    )
    return [Sample(counts[name], {"health": name}) for name in ("good", "failing")]
