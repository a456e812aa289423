"""Everybody looks through the whole portal: procedures, data, figures, rules, news, answers."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.search.everywhere import MOST_PAGES, find_everywhere, find_of_kind, search_kinds
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import SearchKind, box_address

LONGEST = 200


@require_safe
@public_page
def search_everywhere(request: HttpRequest) -> HttpResponse:
    """`?q=` words; `?loai=` one kind and `?trang=` its page. What is a code, the number of a paper or a place leads to its page."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    kinds = {kind.code: kind for kind in search_kinds()}
    chosen = kinds.get(request.GET.get("loai", ""))
    if words and chosen is not None:
        return _of_kind(request, words, chosen)
    if words and (elsewhere := box_address(words)):
        return redirect(elsewhere)
    found = find_everywhere(words, on=clock.today()) if words else None
    if found and found.tracking_code:
        return redirect(f"{reverse('track')}?{urlencode({'ma': found.tracking_code})}")
    return render(
        request, "search/everywhere.html", {"words": words, "found": found, "kinds": kinds.values()}
    )


def _of_kind(request: HttpRequest, words: str, kind: SearchKind) -> HttpResponse:
    asked = request.GET.get("trang", "")
    page = min(int(asked), MOST_PAGES) - 1 if asked.isdecimal() and len(asked) < 3 and int(asked) else 0
    group = find_of_kind(words, kind, on=clock.today(), page=page)
    asked_for = {"q": words, "loai": kind.code}
    context = {
        "words": words,
        "group": group,
        "next_url": f"?{urlencode(asked_for | {'trang': page + 2})}" if group.more else "",
        "previous_url": f"?{urlencode(asked_for | {'trang': page})}" if page else "",
        "list_url": f"{reverse(kind.list_url_name)}?{urlencode({'q': words})}" if kind.list_url_name else "",
    }
    return render(request, "search/everywhere.html", context)
