"""Series: datasets of one kind, one for each period; what readers and programs see of them.

**The rule of counting.** Each open dataset with data counts one, whether in a series or not; a series counts nothing by
itself and is one only where two or more of its datasets are open.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from tinhso.opendata.models import Dataset, Series

LEAST = 2
MOST_MEMBERS = 500


@dataclass(frozen=True)
class SeriesCount:
    """How many series there are, how many datasets stand in them, and how many by themselves."""

    series: int
    inside: int
    alone: int


@dataclass(frozen=True)
class Neighbours:
    """The datasets before and after one in its series; `number` of them are open."""

    before: Dataset | None
    after: Dataset | None
    number: int


def members_of(series: Series) -> "QuerySet[Dataset]":
    """Its open datasets in their order; those without a period come last, by title."""
    order = (F("series_order").asc(nulls_last=True), "sort_key", "pk")
    return Dataset.objects.public().filter(series=series).order_by(*order)


def counted_series() -> SeriesCount:
    sizes = Dataset.objects.public().order_by().values("series").annotate(n=Count("pk"))
    by_series = {one["series"]: one["n"] for one in sizes}
    inside = {pk: n for pk, n in by_series.items() if pk is not None and n >= LEAST}
    return SeriesCount(len(inside), sum(inside.values()), sum(by_series.values()) - sum(inside.values()))


def neighbours_of(dataset: Dataset) -> Neighbours | None:
    """None where the dataset is not in a series of several."""
    if dataset.series is None:
        return None
    members = list(members_of(dataset.series)[:MOST_MEMBERS])
    places = [n for n, one in enumerate(members) if one.pk == dataset.pk]
    if len(members) < LEAST or not places:
        return None
    place = places[0]
    before = members[place - 1] if place else None
    return Neighbours(before, members[place + 1] if place + 1 < len(members) else None, len(members))


def former_slugs(datasets: Iterable[Dataset]) -> dict[int, str]:
    """The address name of the dataset before each in its series, by id, in one query."""
    wanted = {one.series_id for one in datasets if one.series_id is not None}
    order = ("series", F("series_order").asc(nulls_last=True), "sort_key", "pk")
    rows = (
        Dataset.objects.public()
        .filter(series__in=wanted)
        .order_by(*order)
        .values_list("series", "pk", "slug")
    )
    found: dict[int, str] = {}
    last: tuple[int | None, str] = (None, "")
    for series, pk, slug in rows if wanted else ():
        if last[0] == series:
            found[pk] = last[1]
        last = (series, slug)
    return found
