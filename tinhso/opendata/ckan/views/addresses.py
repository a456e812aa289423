"""The addresses that a CKAN portal has beside its actions: tables whole, and the pages of packages and resources."""

from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import any_origin
from tinhso.lib.tables.exporter import ExportFailed
from tinhso.opendata.ckan.ckan import package
from tinhso.opendata.ckan.ckan_actions import ACTIONS
from tinhso.opendata.ckan.dump import MEDIA, dump, format_of
from tinhso.opendata.ckan.lists import dataset_of, version_of_resource
from tinhso.opendata.ckan.parameters import STATUS, ActionRefused
from tinhso.opendata.ckan.writing import WRITES
from tinhso.opendata.dataset.table_names import named_table, page_of_table
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.dataset_page.views.files import mark_of
from tinhso.opendata.dataset_page.views.renamed import follows_renames
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.downloads import begun
from tinhso.opendata.engine.expressions import BadCondition
from tinhso.opendata.models import Dataset
from tinhso.opendata.models.data_table import FIRST

GRAPHS = {"ttl": "ttl", "rdf": "rdf", "xml": "rdf", "jsonld": "jsonld"}
"""How CKAN portals name the kinds of RDF, and how we do."""
BUSY = "Đang có nhiều người cùng tải dữ liệu; xin thử lại sau ít phút."
UNWRITTEN = "Chưa tạo được tệp này; xin thử lại sau."


@any_origin("GET", "HEAD")
@require_safe
@public_page
def ckan_version(request: HttpRequest) -> JsonResponse:
    """`/api/3/`: the version of the interface, which clients ask first."""
    return JsonResponse({"version": 3})


@any_origin("GET", "HEAD")
@require_safe
@public_page
def ckan_action_names(request: HttpRequest) -> JsonResponse:
    """`/api/3/action/` alone: the names of the actions that answer."""
    about = request.build_absolute_uri("/api/3/action/help_show?name=help_show")
    return JsonResponse({"help": about, "success": True, "result": sorted({*ACTIONS, *WRITES})})


@any_origin("GET", "HEAD")
@require_safe
@public_page
def datastore_dump(request: HttpRequest, resource_id: str) -> HttpResponseBase:
    """`/datastore/dump/<resource>?format=csv|tsv|json|xml`; what cannot be asked is told as a line of text."""
    given = dict(request.GET.items())
    try:
        dataset_id, version = version_of_resource(resource_id)
        shape, stream = format_of(given), dump(version, given)
        if request.method == "HEAD":
            return HttpResponse(content_type=MEDIA[shape])
        download = begun(stream)
    except ActionRefused as refusal:
        about = "" if refusal.about == "message" else f"{refusal.about}: "
        status = 400 if refusal.kind == "Validation Error" else STATUS[refusal.kind]
        return _message(f"{about}{refusal.message}", status)
    except (BadCondition, engine.Unanswered) as error:
        return _message(str(error), 400)
    except engine.TooBusy as error:
        return _message(str(error), 503)
    except ExportFailed:
        return _message(UNWRITTEN, 503)
    if download is None:
        return _message(BUSY, 503)
    count_use(dataset_id, "downloads")
    found = Dataset.objects.get(pk=dataset_id)
    answer = StreamingHttpResponse(download, content_type=MEDIA[shape])
    answer["Content-Disposition"] = f'attachment; filename="{mark_of(found)}{resource_id}.{shape}"'
    return answer


def _message(words: str, status: int) -> HttpResponse:
    answer = HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
    if status == 503:
        answer["Retry-After"] = "30"
    return answer


@require_safe
@public_page
def ckan_packages(request: HttpRequest) -> HttpResponseRedirect:
    """`/dataset/?q=`: our catalogue, with the same words."""
    q = request.GET.get("q", "")[:200]
    return HttpResponseRedirect(reverse("datasets") + (f"?{urlencode({'q': q})}" if q else ""))


@require_safe
@public_page
@follows_renames
def ckan_package(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dataset/<name>`: our page of it."""
    return redirect("dataset", _open(slug).slug)


@require_safe
@public_page
@follows_renames
def ckan_resource(request: HttpRequest, slug: str, resource_id: str) -> HttpResponseRedirect:
    """`/dataset/<name>/resource/<id>`: the rows on our page where it is the table, else the files."""
    found = _open(slug)
    known = [one["id"] for one in package(found, request.build_absolute_uri)["resources"]]
    if resource_id not in known:
        raise Http404
    table, file = named_table(resource_id), named_table(resource_id.rpartition("-")[0])
    number = (table or file or (found.slug, FIRST))[1]
    part = "du-lieu" if table else "tai-ve"
    return HttpResponseRedirect(f"{page_of_table(found, number)}#{part}")


@require_safe
@public_page
def ckan_download(request: HttpRequest, slug: str, resource_id: str, name: str = "") -> HttpResponseRedirect:
    """`/dataset/<name>/resource/<id>/download/<file>`: the bytes, whatever the file is called there."""
    resources = package(_open(slug), request.build_absolute_uri)["resources"]
    address = next((one["url"] for one in resources if one["id"] == resource_id), "")
    if not address:
        raise Http404
    return HttpResponseRedirect(address)


@require_safe
@public_page
def ckan_group(request: HttpRequest, kind: str, name: str = "") -> HttpResponseRedirect:
    """`/organization/<name>` and `/group/<name>`: our catalogue, of that agency or theme."""
    chosen = {"organization": "co-quan", "group": "chu-de"}[kind]
    return HttpResponseRedirect(reverse("datasets") + (f"?{urlencode({chosen: name})}" if name else ""))


@any_origin("GET", "HEAD")
@require_safe
@public_page
def ckan_catalogue_graph(request: HttpRequest, kind: str) -> HttpResponseRedirect:
    """`/catalog.<kind>`: the catalogue as RDF, the same page of it."""
    if kind not in GRAPHS:
        raise Http404
    asked = request.GET.get("page", "")[:8]
    question = f"?{urlencode({'page': asked})}" if asked else ""
    return HttpResponseRedirect(reverse("catalogue_graph", args=[GRAPHS[kind]]) + question)


@any_origin("GET", "HEAD")
@require_safe
@public_page
def ckan_package_graph(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """`/dataset/<name>.<kind>`: one dataset as RDF."""
    if kind not in GRAPHS:
        raise Http404
    return redirect("dataset_graph", _open(slug).slug, GRAPHS[kind])


def _open(slug: str) -> Dataset:
    try:
        return dataset_of(slug)
    except ActionRefused as refusal:
        raise Http404 from refusal
