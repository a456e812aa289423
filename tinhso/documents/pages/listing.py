"""A list of documents, found by the words of their fields and content and shown page by page."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from tinhso.lib.language.vietnamese import fold

PAGE = 50
LONGEST = 200  # letters of what is asked for
MOST_WORDS = 10


@dataclass(frozen=True)
class Listing:
    """One page of it; an address of the page before or after is "" where there is none."""

    rows: list[Any]
    total: int
    words: str
    previous_url: str
    next_url: str


def listing_of(request: HttpRequest, rows: "QuerySet[Any]") -> Listing:
    """Those of `rows` that hold every word of `q`, with or without its marks. Two queries."""
    words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    for word in fold(words).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    asked = request.GET.copy()
    asked.pop("trang", None)
    more = f"&{asked.urlencode()}" if asked else ""
    return Listing(
        rows=list(page.object_list),
        total=page.paginator.count,
        words=words,
        previous_url=f"?trang={page.number - 1}{more}" if page.has_previous() else "",
        next_url=f"?trang={page.number + 1}{more}" if page.has_next() else "",
    )
