"""A list of documents or of a register: found by words, shown page by page, saved whole."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.documents.pages.words import holding_words
from tinhso.lib.numbers import vn_number

PAGE = 50
LONGEST = 200  # letters of what is asked for
MOST_PRINTED = 5000
WAYS_OF_SAVING = ("csv", "pdf")


@dataclass(frozen=True)
class Listing:
    """One page of it; an address of the page before or after is "" where there is none. `query` is what was asked for, as an
    address without its page."""

    rows: list[Any]
    total: int
    words: str
    previous_url: str
    next_url: str
    query: str


def listing_of(request: HttpRequest, rows: "QuerySet[Any]") -> Listing:
    """Those of `rows` that hold every word of `q`, with or without its marks. Two queries."""
    words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    return page_of(request, holding_words(rows, words), words)


def page_of(request: HttpRequest, rows: "QuerySet[Any]", words: str = "") -> Listing:
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


def rows_to_save(request: HttpRequest, rows: "QuerySet[Any]") -> list[Any] | None:
    """All rows, where `tep` asks for a file; None where it does not, and, told on the page, where one PDF cannot hold them."""
    way = request.GET.get("tep")
    if way not in WAYS_OF_SAVING:
        return None
    count = rows.count() if way == "pdf" else 0
    if count > MOST_PRINTED:
        words = {"count": vn_number(count), "most": vn_number(MOST_PRINTED)}
        messages.warning(
            request,
            _("Có %(count)s dòng, một bản in chứa tối đa %(most)s: thu hẹp bằng ô tìm, hoặc tải CSV.")
            % words,
        )
        return None
    return list(rows)
