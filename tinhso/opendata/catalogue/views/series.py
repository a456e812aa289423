"""The page of one series."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.opendata.catalogue.series import MOST_MEMBERS, members_of
from tinhso.opendata.models import Series


@require_safe
@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Its open datasets in their order, and which columns came or went from one to the next."""
    found = get_object_or_404(Series.objects.select_related("publisher"), slug=slug)
    members = list(members_of(found).select_related("current", "theme")[:MOST_MEMBERS])
    if not members:
        raise Http404
    before: set[str] = set()
    rows = []
    for number, one in enumerate(members):
        headings = {heading for _name, heading, _kind in one.current.columns} if one.current else set()
        changed = (sorted(headings - before), sorted(before - headings)) if number else ([], [])
        rows.append((one, *changed))
        before = headings
    return render(request, "opendata/catalogue/series.html", {"series": found, "rows": rows})
