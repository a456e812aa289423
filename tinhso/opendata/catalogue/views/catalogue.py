"""The catalogue of open data."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.opendata.catalogue.publishers import publishers
from tinhso.opendata.catalogue.queries import Wanted, find_datasets, themes_with_counts
from tinhso.opendata.catalogue.views.dcat import preferred_kind

LISTED = 20
Given = dict[str, str]


@require_safe
@public_page
def datasets(request: HttpRequest) -> HttpResponse:
    """The open datasets: by words, theme and publisher; a program that prefers RDF is sent to the catalogue's."""
    if kind := preferred_kind(request):
        answer: HttpResponse = redirect("catalogue_graph", kind)
        answer.status_code = 303
    else:
        answer = render(request, "opendata/datasets.html", _page(request))
    answer["Vary"] = "Accept, Cookie"
    return answer


def _page(request: HttpRequest) -> dict[str, Any]:
    given = {
        name: request.GET.get(name, "").replace("\x00", "")[:60] for name in ("chu-de", "co-quan", "xep")
    }
    words = " ".join(request.GET.get("q", "").split())[:200]
    kept = {"q": words, **given}
    order = "moi" if given["xep"] == "moi" else "ten"
    found = find_datasets(Wanted(words, given["chu-de"], given["co-quan"], order), clock.today())
    page = Paginator(found, LISTED).get_page(request.GET.get("trang"))
    themes, agencies = list(themes_with_counts()), list(publishers())
    for theme in themes:
        theme.query = query(kept, **{"chu-de": theme.code})  # type: ignore[attr-defined]
    for agency in agencies:
        agency.query = query(kept, **{"co-quan": agency.code})  # type: ignore[attr-defined]
    names = {**{t.code: t.name for t in themes}, **{a.code: a.name for a in agencies}}
    chosen = [name for name in ("chu-de", "co-quan") if kept[name]]
    return {
        "q": words,
        "narrow": {name: given[name] for name in ("chu-de", "co-quan")},
        "theme_code": given["chu-de"],
        "publisher_code": given["co-quan"],
        "kept": [(names.get(kept[name], kept[name]), query(kept, **{name: ""})) for name in chosen],
        "page": page,
        "themes": themes,
        "publishers": agencies,
        "by_name": query(kept, xep="ten"),
        "by_date": query(kept, xep="moi"),
        "next_url": f"?{query(kept, trang=str(page.number + 1))}" if page.has_next() else "",
        "previous_url": f"?{query(kept, trang=str(page.number - 1))}" if page.has_previous() else "",
    }


def query(kept: Given, **changed: str) -> str:
    """The address with some of its parts changed; an empty part is left out."""
    return urlencode({name: value for name, value in {**kept, **changed}.items() if value})
