"""Words as documents are found by them: every one, with or without its marks, and the last may go on."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from tinhso.lib.language.vietnamese import fold

MOST_WORDS = 10


def words_query(text: str, *, whole: bool = False) -> SearchQuery | None:
    """None where there is no word to find. With `whole` the last does not go on: a prefix of many words costs their lists."""
    words = ["".join(c for c in word if c.isalnum()) for word in fold(text).split()[:MOST_WORDS]]
    words = [one for one in words if one]
    if not words:
        return None
    *before, last = words
    end = last if whole else f"{last}:*"
    return SearchQuery(" & ".join([*before, end]), search_type="raw", config="simple")


def holding_words(rows: "QuerySet[Any]", text: str, *, whole: bool = False) -> "QuerySet[Any]":
    """Those documents that hold every word, by the index over their words; all of them where there is no word."""
    query = words_query(text, whole=whole)
    return rows if query is None else rows.filter(terms=query)
