"""The answer in the place of a file whose rows differ from the sealed log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.casework.public import Differing
from tinhso.indicators.figures.changed_rows import codes_seen, words
from tinhso.kernel.people.public import actor_for


def differs(request: HttpRequest, found: Differing) -> HttpResponse:
    """409 with the words of the pages; the cases are named to whoever may follow them."""
    context = {"words": words(found), "codes": codes_seen(found, actor_for(request))}
    return render(request, "indicators/figure_page/rows_differ.html", context, status=409)
