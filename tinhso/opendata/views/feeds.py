"""Feeds of the catalogue and of one dataset, and the addresses for search engines."""

from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import any_origin, data_note, instance
from tinhso.lib.dates import local
from tinhso.opendata.feeds import KINDS, catalogue_feed, versions_feed
from tinhso.opendata.models import Dataset

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
MOST_ADDRESSES = 50_000  # what the format allows in one file


@any_origin("GET", "HEAD")
@require_safe
@public_page
def datasets_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """What was published last, as rss or atom."""
    if kind not in KINDS:
        raise Http404
    title = _("Dữ liệu mở - %(name)s") % {"name": instance().name}
    note = data_note()
    title = f"{note}: {title}" if note else title
    return _xml(catalogue_feed(kind, request.build_absolute_uri, title=title), TYPES[kind])


@any_origin("GET", "HEAD")
@require_safe
@public_page
def dataset_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The versions of one dataset, as rss or atom."""
    if kind not in KINDS:
        raise Http404
    found = Dataset.objects.public().select_related("publisher", "current")
    return _xml(
        versions_feed(get_object_or_404(found, slug=slug), kind, request.build_absolute_uri), TYPES[kind]
    )


@any_origin("GET", "HEAD")
@require_safe
@public_page
def datasets_sitemap(request: HttpRequest) -> HttpResponse:
    """Every open dataset with the day of its last version."""
    found = Dataset.objects.public().values_list("slug", "current__published_at")[:MOST_ADDRESSES]
    rows = [(reverse("datasets"), None), *((reverse("dataset", args=[slug]), at) for slug, at in found)]
    urls = "".join(
        f"<url><loc>{escape(request.build_absolute_uri(path))}</loc>"
        + (f"<lastmod>{local(at).date().isoformat()}</lastmod>" if at else "")
        + "</url>\n"
        for path, at in rows
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return _xml(f"{head}{urls}</urlset>\n", "application/xml")


def _xml(content: str, content_type: str) -> HttpResponse:
    return HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
