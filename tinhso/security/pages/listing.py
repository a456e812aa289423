"""A list of one of the registers: found by words, shown page by page, saved as CSV."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from tinhso.kernel.site.shapes import Table
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
    query: str


def narrowed(request: HttpRequest, rows: "QuerySet[Any]") -> tuple["QuerySet[Any]", str]:
    """Those of `rows` that hold every word of `q`, with or without its marks; and what was asked for."""
    words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    for word in fold(words).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    return rows, words


def listing_of(request: HttpRequest, rows: "QuerySet[Any]", words: str) -> Listing:
    """The page of `rows` that is asked for, or the nearest. Two queries."""
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    asked = request.GET.copy()
    for one in ("trang", "tep"):
        asked.pop(one, None)
    more = f"&{asked.urlencode()}" if asked else ""
    return Listing(
        rows=list(page.object_list),
        total=page.paginator.count,
        words=words,
        previous_url=f"?trang={page.number - 1}{more}" if page.has_previous() else "",
        next_url=f"?trang={page.number + 1}{more}" if page.has_next() else "",
        query=asked.urlencode(),
    )


def as_csv(table: Table, name: str) -> HttpResponse:
    answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
