"""Addresses that a dataset once had lead on to the present one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from tinhso.opendata.models import FormerAddress

View = Callable[..., HttpResponseBase]


def follows_renames(view: View) -> View:
    """A view of one dataset by `slug`: where there is none, its present address with the same question is told."""

    @wraps(view)
    def moved(request: HttpRequest, slug: str, **more: Any) -> HttpResponseBase:
        try:
            return view(request, slug=slug, **more)
        except Http404:
            former = FormerAddress.objects.filter(slug=slug).select_related("dataset").first()
            if former is None or request.resolver_match is None:
                raise
            name = request.resolver_match.url_name or "dataset"
            target = reverse(name, kwargs={"slug": former.dataset.slug, **more})
            question = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{target}?{question}" if question else target)

    return moved
