"""What pages and programs ask about datasets."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tinhso.kernel.search.public import search
from tinhso.opendata.models import Dataset, Theme

MOST_FOUND = 500


@dataclass(frozen=True)
class DatasetFilter:
    """What a reader looks for; empty words are no condition. `order` is "ten" or "moi"."""

    words: str = ""
    theme: str = ""
    publisher: str = ""
    order: str = "ten"


def find_datasets(wanted: DatasetFilter, on: date) -> "QuerySet[Dataset]":
    """The open datasets that fit, in at most eight queries with what the list shows."""
    found = Dataset.objects.public().select_related("publisher", "theme", "current", "licence")
    if wanted.words:
        hits = search(wanted.words, on=on, kinds=["dataset"], limit=MOST_FOUND).hits
        found = found.filter(slug__in=[hit.ref for hit in hits])
    if wanted.theme:
        found = found.filter(theme__code=wanted.theme)
    if wanted.publisher:
        found = found.filter(publisher__code=wanted.publisher)
    return found.order_by("-current__published_at", "pk") if wanted.order == "moi" else found


def themes_with_counts() -> "QuerySet[Theme]":
    """Every theme that has an open dataset, with `n`."""
    is_open = Q(datasets__state=Dataset.State.OPEN, datasets__current__isnull=False)
    return Theme.objects.annotate(n=Count("datasets", filter=is_open)).filter(n__gt=0)
