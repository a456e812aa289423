"""The catalogue of open data."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.opendata.queries import Wanted, find_datasets, themes_with_counts
from tinhso.opendata.views.dcat import preferred_kind

LISTED = 20


@require_safe
@public_page
def datasets(request: HttpRequest) -> HttpResponse:
    """The open datasets: by words, theme and publisher."""
    if kind := preferred_kind(request):
        answer = redirect("catalogue_graph", kind)
        answer.status_code = 303
        answer["Vary"] = "Accept"
        return answer
    given = request.GET
    words = " ".join(given.get("q", "").replace("\x00", "").split())[:200]
    narrow = {name: given.get(name, "")[:60].replace("\x00", "") for name in ("chu-de", "co-quan")}
    order = "moi" if given.get("xep") == "moi" else "ten"
    found = find_datasets(Wanted(words, narrow["chu-de"], narrow["co-quan"], order), clock.today())
    page = Paginator(found, LISTED).get_page(given.get("trang"))
    kept = {key: value for key, value in {"q": words, **narrow, "xep": given.get("xep", "")}.items() if value}
    context = {
        "q": words,
        "narrow": narrow,
        "page": page,
        "themes": themes_with_counts(),
        "next_url": f"?{urlencode(kept | {'trang': page.number + 1})}" if page.has_next() else "",
        "previous_url": f"?{urlencode(kept | {'trang': page.number - 1})}" if page.has_previous() else "",
    }
    answer = render(request, "opendata/datasets.html", context)
    answer["Vary"] = "Accept, Cookie"
    return answer
