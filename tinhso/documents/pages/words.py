"""Words as documents are found by them: every one, with or without its marks, and the last may go on."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from tinhso.lib.language.vietnamese import fold

MOST_WORDS = 10


def words_query(text: str) -> SearchQuery | None:
    """None where there is no word to find."""
    words = ["".join(c for c in word if c.isalnum()) for word in fold(text).split()[:MOST_WORDS]]
    words = [one for one in words if one]
    if not words:
        return None
    *whole, last = words
    return SearchQuery(" & ".join([*whole, f"{last}:*"]), search_type="raw", config="simple")


def holding_words(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """Those documents that hold every word, by the index over their words; all of them where there is no word."""
    query = words_query(text)
    return rows if query is None else rows.filter(terms=query)
