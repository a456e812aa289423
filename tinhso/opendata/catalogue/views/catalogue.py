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
from tinhso.opendata.catalogue.queries import (
    BY_NAME,
    FITTEST,
    NEWEST,
    DatasetFilter,
    find_datasets,
    matched_by,
    themes_with_counts,
)
from tinhso.opendata.catalogue.reasons import reasons_of
from tinhso.opendata.catalogue.resources import with_profiles
from tinhso.opendata.catalogue.series import counted_series
from tinhso.opendata.catalogue.views.dcat import preferred_kind

LISTED = 10  # about 3,000 pixels on a phone
Parameters = dict[str, str]


@require_safe
@public_page
def datasets(request: HttpRequest) -> HttpResponse:
    """The open datasets: by words, theme and publisher; a program that prefers RDF is sent to the catalogue's."""
    if kind := preferred_kind(request):
        answer: HttpResponse = redirect("catalogue_graph", kind)
        answer.status_code = 303
    else:
        answer = render(request, "opendata/catalogue/datasets.html", _page(request))
    answer["Vary"] = "Accept, Cookie"
    return answer


def _page(request: HttpRequest) -> dict[str, Any]:
    given = {
        name: request.GET.get(name, "").replace("\x00", "")[:60] for name in ("chu-de", "co-quan", "xep")
    }
    words = " ".join(request.GET.get("q", "").split())[:200]
    parameters = {"q": words, **given}
    matched = matched_by(words, clock.today())
    wanted = DatasetFilter(words, given["chu-de"], given["co-quan"], _order(given["xep"]))
    found = find_datasets(wanted, clock.today(), matched)
    if words:
        found = with_profiles(found)
    page = Paginator(found, LISTED).get_page(request.GET.get("trang"))
    for one in page.object_list:
        one.reasons = reasons_of(one, matched.get(one.slug, ()))  # type: ignore[attr-defined]
    themes, agencies = list(themes_with_counts()), list(publishers())
    for theme in themes:
        theme.query = query(parameters, **{"chu-de": theme.code})  # type: ignore[attr-defined]
    for agency in agencies:
        agency.query = query(parameters, **{"co-quan": agency.code})  # type: ignore[attr-defined]
    names = {t.code: t.name for t in themes} | {a.code: a.name for a in agencies}
    chosen = [name for name in ("chu-de", "co-quan") if parameters[name]]
    return {
        "q": words,
        "narrow": {name: given[name] for name in ("chu-de", "co-quan")},
        "theme_code": given["chu-de"],
        "publisher_code": given["co-quan"],
        "chosen_filters": [
            (names.get(parameters[name], parameters[name]), query(parameters, **{name: ""}))
            for name in chosen
        ],
        "page": page,
        "series": None if words or chosen else counted_series(),
        "themes": themes,
        "publishers": agencies,
        "by_fit": query(parameters, xep=FITTEST),
        "by_name": query(parameters, xep=BY_NAME),
        "by_date": query(parameters, xep=NEWEST),
        "next_url": f"?{query(parameters, trang=str(page.number + 1))}" if page.has_next() else "",
        "previous_url": f"?{query(parameters, trang=str(page.number - 1))}" if page.has_previous() else "",
    }


def _order(word: str) -> str:
    return word if word in (BY_NAME, NEWEST) else FITTEST


def query(parameters: Parameters, **changed: str) -> str:
    """The address with some of its parts changed; an empty part is left out."""
    return urlencode({name: value for name, value in {**parameters, **changed}.items() if value})
