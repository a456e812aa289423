"""Lists of articles by what an officer looks for."""

import unicodedata
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tinhso.lib.language.vietnamese import fold, without_marks
from tinhso.press.models import NewsArticle, NewsSearch
from tinhso.press.monitoring.counts import span

MOST_WORDS = 8


def with_words(rows: "QuerySet[NewsArticle]", words: str) -> "QuerySet[NewsArticle]":
    """Those that hold every word, in whatever order; a word typed with diacritics is found with them alone ("bão" is no "báo")."""
    for word in unicodedata.normalize("NFC", words).split()[:MOST_WORDS]:
        if folded := fold(word):
            rows = rows.filter(folded__contains=f" {folded}")
        if without_marks(word) != word:
            rows = rows.filter(Q(title__icontains=word) | Q(excerpt__icontains=word))
    return rows


def fitting(rows: "QuerySet[NewsArticle]", search: NewsSearch) -> "QuerySet[NewsArticle]":
    """Those of the rows that a saved search looks for."""
    rows = with_words(rows, search.words)
    if search.outlet:
        rows = rows.filter(source__outlet=search.outlet)
    if search.unit_id:
        rows = rows.filter(mentions__unit=search.unit_id)
    if search.agency_id:
        rows = rows.filter(mentions__agency=search.agency_id)
    return rows


def firsts(rows: "QuerySet[NewsArticle]", first: date) -> "QuerySet[NewsArticle]":
    """One of each story: the one published first since that day, with the number of its copies (`copies`)."""
    same = NewsArticle.objects.filter(cluster=OuterRef("cluster"), published_at__gte=span(first, first)[0])
    earlier = Q(published_at__lt=OuterRef("published_at")) | Q(
        published_at=OuterRef("published_at"), pk__lt=OuterRef("pk")
    )
    return rows.exclude(Exists(same.filter(earlier))).annotate(copies=Count("cluster__articles"))
