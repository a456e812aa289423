"""The search itself: an exact code first, else the index proposes candidates and `ranking` puts them in order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.expressions import Combinable

from tinhso.kernel.search.models import SearchEntry
from tinhso.kernel.search.models.search_entry import SearchEntryQuerySet
from tinhso.kernel.search.query import TRACKING_CODE, Asked, understand
from tinhso.kernel.search.ranking import Words, score

CANDIDATES = 200
LEAST = 0.35  # an answer that covers less is none
BESIDE_BEST = 0.55  # and so is one this far behind the best


@dataclass(frozen=True)
class Hit:
    """One answer; `url` is a path of this site, `score` is only good for comparing."""

    kind: str
    ref: str
    title: str
    url: str
    score: float


@dataclass(frozen=True)
class Results:
    """`total_estimate` counts at most 200; `suggestion` is the query as it was mended, without diacritics.

    `tracking_code` is set when the query is the code of a dossier: then the page leads to tracking.
    """

    hits: tuple[Hit, ...] = ()
    total_estimate: int = 0
    suggestion: str = ""
    tracking_code: str = ""


def search(
    query: str,
    *,
    on: date,
    kinds: Collection[str] | None = None,
    audience: str = "public",
    limit: int = 10,
    after: int = 0,
) -> Results:
    """The best answers on that day, `limit` of them after the first `after`. At most seven queries."""
    query = query.strip()
    if TRACKING_CODE.fullmatch(query):
        return Results(tracking_code=query.upper())
    entries = SearchEntry.objects.shown_to(audience, on)
    if kinds is not None:
        entries = entries.filter(kind__in=kinds)
    if exact := _by_code(query, entries):
        return Results(exact, len(exact))
    asked = understand(query)
    hits = _ranked(asked, entries) if asked.words else []
    return Results(tuple(hits[after : after + limit]), len(hits), asked.mended if hits else "")


def _by_code(query: str, entries: SearchEntryQuerySet) -> tuple[Hit, ...]:
    if not any(char.isdigit() for char in query) or " " in query or len(query) > 60:
        return ()
    found = entries.filter(ref__in=[query, query.upper()]).order_by("-weight", "kind")[:20]
    return tuple(Hit(e.kind, e.ref, e.title, e.url, 9.0) for e in found)


def _ranked(asked: Asked, entries: SearchEntryQuerySet) -> list[Hit]:
    rows = list(
        _candidates(asked, entries).values_list(
            "kind", "ref", "title", "url", "folded_title", "folded_text", "weight"
        )
    )
    said = [Words.of(folded_title, folded_text) for *_, folded_title, folded_text, _ in rows]
    asked = asked.among(frozenset().union(*(words.title | words.text for words in said)))
    scored = [
        Hit(kind, ref, title, url, score(asked, words, weight))
        for (kind, ref, title, url, _, _, weight), words in zip(rows, said, strict=True)
    ]
    scored.sort(key=lambda hit: (-hit.score, hit.ref))
    least = max(LEAST, scored[0].score * BESIDE_BEST) if scored else LEAST
    return [hit for hit in scored if hit.score >= least]


def _candidates(asked: Asked, entries: SearchEntryQuerySet) -> SearchEntryQuerySet:
    """Whatever has one of the words; the 200 with the most worth of words, each variant judged by itself."""
    any_word = SearchQuery(" | ".join(sorted(asked.words)), config="simple", search_type="raw")
    worth: dict[str, float] = {t.word: t.worth for v in asked.variants for t in v}
    total: Combinable = Value(0.0)
    for word, value in sorted(worth.items()):
        has = Q(tsv=SearchQuery(word, config="simple", search_type="raw"))
        total = total + Case(When(has, then=Value(value)), default=Value(0.0), output_field=FloatField())
    found = entries.filter(tsv=any_word).annotate(found=total)
    return found.order_by(F("found").desc(), "-weight", "pk")[:CANDIDATES]
