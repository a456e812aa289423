"""RDF of the catalogue and of one dataset (Turtle, RDF/XML, JSON-LD), Croissant and schema.org."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import any_origin, instance
from tinhso.opendata.catalogue.croissant import croissant_of, schema_org_of
from tinhso.opendata.catalogue.resources import with_links
from tinhso.opendata.models import Dataset
from tinhso.opendata.open_list.actions.load_open_data import publisher_on

if (
    TYPE_CHECKING
):  # rdflib takes half a second to load: those who ask for RDF wait for it, not everybody who starts
    from rdflib import Graph

    from tinhso.opendata.catalogue.dcat import Part

WRITTEN = {
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}
KIND_OF = {content_type: kind for kind, (_name, content_type) in WRITTEN.items()}
PAGE = 100  # datasets of one page of the catalogue
MOST_WHOLE = 1000  # a larger catalogue is given in pages only
RELATED = ("publisher", "theme", "licence", "current", "series")


def preferred_kind(request: HttpRequest) -> str:
    """The kind of RDF that a program would rather have than the page of people, or ""."""
    return KIND_OF.get(request.get_preferred_type(["text/html", *KIND_OF]) or "", "")


@any_origin("GET", "HEAD")
@require_safe
@public_page
def catalogue_graph(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole catalogue, or with `?page=N` a hundred datasets of it and the way to the others."""
    if kind not in WRITTEN:
        raise Http404
    # rdflib takes half a second to load: those who ask for RDF wait for it
    from tinhso.opendata.catalogue.dcat import catalogue_of

    found = with_links(Dataset.objects.public().select_related(*RELATED).order_by("pk"))
    total = found.count()
    part = _part(request.GET.get("page", ""), total, kind)
    if part is not None:
        found = found[(part.number - 1) * PAGE : part.number * PAGE]
    publisher = publisher_on(clock.today())
    url = request.build_absolute_uri
    return answer(catalogue_of(found, url, title=instance().name, publisher=publisher, part=part), kind)


@any_origin("GET", "HEAD")
@require_safe
@public_page
def catalogue_by_wish(request: HttpRequest) -> HttpResponse:
    """The catalogue in the kind of RDF that the program prefers; Turtle where it says nothing."""
    response = redirect("catalogue_graph", preferred_kind(request) or "ttl")
    response.status_code = 303
    response["Vary"] = "Accept"
    return response


def _part(asked: str, total: int, kind: str) -> "Part | None":
    # rdflib takes half a second to load: those who ask for RDF wait for it
    from tinhso.opendata.catalogue.dcat import Part

    last = max(1, -(-total // PAGE))
    if not asked:
        return Part(1, last, total, kind, PAGE) if total > MOST_WHOLE else None
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:8]) <= last):
        raise Http404
    return Part(int(asked[:8]), last, total, kind, PAGE)


@any_origin("GET", "HEAD")
@require_safe
@public_page
def dataset_graph(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One dataset."""
    if kind not in WRITTEN:
        raise Http404
    # rdflib takes half a second to load: those who ask for RDF wait for it
    from tinhso.opendata.catalogue.dcat import graph_of

    return answer(graph_of(_open(slug), request.build_absolute_uri), kind)


@any_origin("GET", "HEAD")
@require_safe
@public_page
def dataset_croissant(request: HttpRequest, slug: str) -> HttpResponse:
    """One dataset for machine learning."""
    return _json(croissant_of(_open(slug), request.build_absolute_uri))


@any_origin("GET", "HEAD")
@require_safe
@public_page
def dataset_schema_org(request: HttpRequest, slug: str) -> HttpResponse:
    """One dataset for search engines, as it also stands in its page."""
    return _json(schema_org_of(_open(slug), request.build_absolute_uri))


def _open(slug: str) -> Dataset:
    return get_object_or_404(Dataset.objects.public().select_related(*RELATED), slug=slug)


def answer(graph: "Graph", kind: str) -> HttpResponse:
    """The graph in one of WRITTEN. Http404."""
    if kind not in WRITTEN:
        raise Http404
    name, content_type = WRITTEN[kind]
    return HttpResponse(graph.serialize(format=name), content_type=f"{content_type}; charset=utf-8")


def _json(content: dict[str, object]) -> HttpResponse:
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Type"] = "application/ld+json; charset=utf-8"
    return response
