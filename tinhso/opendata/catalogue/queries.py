"""What pages and programs ask about datasets."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from tinhso.kernel.search.public import search
from tinhso.opendata.models import Dataset, Theme

MOST_FOUND = 500
FIRST_ONES = 3
BY_NAME, NEWEST, FITTEST = "ten", "moi", ""
Matched = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class DatasetFilter:
    """What a reader looks for; empty words are no condition. `order` is BY_NAME, NEWEST or FITTEST (by name without words)."""

    words: str = ""
    theme: str = ""
    publisher: str = ""
    order: str = FITTEST


def matched_by(words: str, on: date) -> Matched:
    """The address names of the datasets that the search finds, the best first, each with the words that it answers.

    Of a series the newest comes first where the words name no year, and the first three are no two of one series: the
    years of one would else hide what a reader meant. One query beside the search's.
    """
    if not words:
        return {}
    found = {hit.ref: hit.matched for hit in search(words, on=on, kinds=["dataset"], limit=MOST_FOUND).hits}
    if any(letter.isdigit() for letter in words):
        return found
    rows = Dataset.objects.filter(slug__in=list(found), series__isnull=False)
    series = {
        slug: (code, year or 0) for slug, code, year in rows.values_list("slug", "series", "series_order")
    }
    return {slug: found[slug] for slug in _spread(_newest_first(list(found), series), series)}


Years = dict[str, tuple[int, int]]
"""The series and the year of those that have one, by address name."""


def _newest_first(slugs: list[str], series: Years) -> list[str]:
    """The places of a series stay, its years change theirs."""
    years: dict[int, list[str]] = {}
    for slug in slugs:
        if slug in series:
            years.setdefault(series[slug][0], []).append(slug)
    turns = {code: iter(sorted(held, key=lambda one: -series[one][1])) for code, held in years.items()}
    return [next(turns[series[slug][0]]) if slug in series else slug for slug in slugs]


def _spread(slugs: list[str], series: Years) -> list[str]:
    """FIRST_ONES of different series, then all others in their order."""
    first: list[str] = []
    seen: set[int] = set()
    for slug in slugs:
        code = series[slug][0] if slug in series else None
        if len(first) < FIRST_ONES and code not in seen:
            first.append(slug)
            seen |= {code} if code is not None else set()
    return [*first, *(slug for slug in slugs if slug not in first)]


def find_datasets(wanted: DatasetFilter, on: date, matched: Matched | None = None) -> "QuerySet[Dataset]":
    """The open datasets that fit, each with its `place` among what the words found (0 without words); in at most eight
    queries with what the list shows. `matched` is the answer of `matched_by` where the caller has it.
    """
    found = Dataset.objects.public().select_related("publisher", "theme", "current", "licence", "series")
    place: Combinable = Value(0)
    if wanted.words:
        hits = matched_by(wanted.words, on) if matched is None else matched
        found = found.filter(slug__in=list(hits))
        if hits:
            order = [When(slug=slug, then=Value(n)) for n, slug in enumerate(hits)]
            place = Case(*order, default=Value(0), output_field=IntegerField())
    if wanted.theme:
        found = found.filter(theme__code=wanted.theme)
    if wanted.publisher:
        found = found.filter(publisher__code=wanted.publisher)
    found = found.annotate(place=place)
    if wanted.order == NEWEST:
        return found.order_by("-current__published_at", "pk")
    return (
        found.order_by("sort_key", "pk")
        if wanted.order == BY_NAME
        else found.order_by("place", "sort_key", "pk")
    )


def themes_with_counts() -> "QuerySet[Theme]":
    """Every theme that has an open dataset, with `n`."""
    is_open = Q(datasets__state=Dataset.State.OPEN, datasets__current__isnull=False)
    return Theme.objects.annotate(n=Count("datasets", filter=is_open)).filter(n__gt=0)
