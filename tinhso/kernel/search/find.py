"""The search itself: an exact code first, else the index proposes candidates and `ranking` puts them in order."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from itertools import compress

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Case, ExpressionWrapper, F, FloatField, Q, Value, When
from django.db.models.expressions import Combinable

from tinhso.kernel.search.models import SearchEntry
from tinhso.kernel.search.models.search_entry import SearchEntryQuerySet
from tinhso.kernel.search.query import TRACKING_CODE, UnderstoodQuery, understand
from tinhso.kernel.search.ranking import IN_DETAILS, Fit, Words, fit

CANDIDATES = 120
LEAST = 0.35  # an answer that covers less is none
SURE = 0.42  # the best answer covers less of the words and of their order: we are not sure
BESIDE = 0.4  # an answer with none of the words that make up the rest of the query's worth is not proposed
BESIDE_BEST = 0.55  # and so is one this far behind the best


@dataclass(frozen=True)
class Hit:
    """One answer; `url` is a path of this site, `score` is only good for comparing, `matched` are words of the query."""

    kind: str
    ref: str
    title: str
    url: str
    score: float
    matched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """What an entry is ranked by."""

    pk: int
    kind: str
    ref: str
    title: str
    url: str
    text: str
    folded_title: str
    folded_text: str
    weight: int


@dataclass(frozen=True)
class Results:
    """`total_estimate` counts at most 120; where nothing covers enough of the query the search is not `sure`; `suggestion` is the query as it was mended, without diacritics.

    `tracking_code` is set when the query is the code of a dossier: then the page leads to tracking.
    """

    hits: tuple[Hit, ...] = ()
    total_estimate: int = 0
    suggestion: str = ""
    tracking_code: str = ""
    sure: bool = False


def search(
    query: str,
    *,
    on: date,
    kinds: Collection[str] | None = None,
    audience: str = "public",
    limit: int = 10,
    after: int = 0,
) -> Results:
    """The best answers on that day, `limit` of them after the first `after`. At most eight queries."""
    query = query.strip()
    if TRACKING_CODE.fullmatch(query):
        return Results(tracking_code=query.upper())
    entries = SearchEntry.objects.shown_to(audience, on)
    if kinds is not None:
        entries = entries.filter(kind__in=kinds)
    if exact := _by_code(query, entries):
        return Results(exact, len(exact), sure=True)
    asked = understand(query)
    fits = _ranked(asked, entries) if asked.words else []
    hits = tuple(_hit(row, one, asked) for row, one in fits[after : after + limit])
    sure = bool(fits) and fits[0][1].certainty >= SURE
    return Results(hits, len(fits), asked.mended if fits else "", sure=sure)


def _by_code(query: str, entries: SearchEntryQuerySet) -> tuple[Hit, ...]:
    if not any(char.isdigit() for char in query) or " " in query or len(query) > 60:
        return ()
    found = entries.filter(ref__in=[query, query.upper()]).order_by("-weight", "kind")[:20]
    return tuple(Hit(e.kind, e.ref, e.title, e.url, 9.0) for e in found)


def _hit(row: Row, one: Fit, asked: UnderstoodQuery) -> Hit:
    words = dict.fromkeys(asked.typed.get(word, word) for word in one.matched)
    return Hit(row.kind, row.ref, row.title, row.url, one.score, tuple(words))


def _ranked(asked: UnderstoodQuery, entries: SearchEntryQuerySet) -> list[tuple[Row, Fit]]:
    in_details = _in_details(asked, entries)
    columns = [f.name for f in fields(Row)]
    rows = [Row(*values) for values in _candidates(asked, entries, in_details).values_list(*columns)]
    row_words = [Words.of(row.folded_title, row.folded_text, f"{row.title} {row.text}") for row in rows]
    asked = asked.among(frozenset().union(*(words.title | words.text for words in row_words)))
    fits = [
        (row, fit(asked, words, row.weight, in_details.get(row.pk, frozenset())))
        for row, words in zip(rows, row_words, strict=True)
    ]
    fits.sort(key=lambda pair: (-pair[1].score, pair[0].ref))
    least = max(LEAST, fits[0][1].score * BESIDE_BEST) if fits else LEAST
    return [pair for pair in fits if pair[1].score >= least]


def _in_details(asked: UnderstoodQuery, entries: SearchEntryQuerySet) -> dict[int, frozenset[str]]:
    """Which rare words of the query stand in the details of which entries; one query if there are such words."""
    rare = sorted({term.word for variant in asked.variants for term in variant if term.rare})
    if not rare:
        return {}
    has = {
        f"has{n}": ExpressionWrapper(Q(details_tsv=_query(word)), output_field=BooleanField())
        for n, word in enumerate(rare)
    }
    found = entries.filter(details_tsv=_query(" | ".join(rare))).annotate(**has)
    return {pk: frozenset(compress(rare, flags)) for pk, *flags in found.values_list("pk", *has)}


def _candidates(
    asked: UnderstoodQuery, entries: SearchEntryQuerySet, in_details: dict[int, frozenset[str]]
) -> SearchEntryQuerySet:
    """Whatever has one of the words that tell; the 120 with the most worth of words, each variant judged by itself."""
    worth = {term.word: term.worth for variant in asked.variants for term in variant}
    total: Combinable = Value(0.0)
    for word, value in sorted(worth.items()):
        total = total + _worth_if(Q(tsv=_query(word)), value)
        if there := [pk for pk, words in in_details.items() if word in words]:
            total = total + _worth_if(Q(pk__in=there), value * IN_DETAILS)
    found = entries.filter(Q(tsv=_query(" | ".join(sorted(asked.telling(BESIDE))))) | Q(pk__in=in_details))
    return found.annotate(found=total).order_by(F("found").desc(), "-weight", "pk")[:CANDIDATES]


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config="simple", search_type="raw")


def _worth_if(has: Q, value: float) -> Case:
    return Case(When(has, then=Value(value)), default=Value(0.0), output_field=FloatField())
