"""Addresses that a dataset once had lead on to the present one; those of a table that is shown no more say so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tinhso.opendata.dataset_page.versions import TableIsWithdrawn
from tinhso.opendata.models import Dataset, FormerAddress

View = Callable[..., HttpResponseBase]


def follows_renames(view: View) -> View:
    """A view of one dataset by `slug`: where there is none, its present address with the same question is told."""

    @wraps(view)
    def moved(request: HttpRequest, slug: str, **more: Any) -> HttpResponseBase:
        try:
            return view(request, slug=slug, **more)
        except TableIsWithdrawn:
            return _withdrawn(request, slug)
        except Http404:
            former = FormerAddress.objects.filter(slug=slug).select_related("dataset").first()
            if former is None or request.resolver_match is None:
                raise
            name = request.resolver_match.url_name or "dataset"
            target = reverse(name, kwargs={"slug": former.dataset.slug, **more})
            question = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{target}?{question}" if question else target)

    return moved


def _withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    found = Dataset.objects.get(slug=slug)
    return render(request, "opendata/dataset_page/table_withdrawn.html", {"dataset": found}, status=410)
