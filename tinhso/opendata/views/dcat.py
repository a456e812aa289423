"""RDF of the catalogue and of one dataset: Turtle, RDF/XML, JSON-LD."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from rdflib import Graph

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import instance
from tinhso.opendata.dcat import catalogue_of, graph_of
from tinhso.opendata.models import Dataset

WRITTEN = {
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}


@require_safe
@public_page
def catalogue_graph(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole catalogue."""
    found = Dataset.objects.public().select_related("publisher", "theme", "licence", "current")
    return _answer(catalogue_of(found, request.build_absolute_uri, title=instance().name), kind)


@require_safe
@public_page
def dataset_graph(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One dataset."""
    found = get_object_or_404(
        Dataset.objects.public().select_related("publisher", "theme", "licence", "current"), slug=slug
    )
    return _answer(graph_of(found, request.build_absolute_uri), kind)


def _answer(graph: Graph, kind: str) -> HttpResponse:
    if kind not in WRITTEN:
        raise Http404
    name, content_type = WRITTEN[kind]
    answer = HttpResponse(graph.serialize(format=name), content_type=f"{content_type}; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
