"""Feeds, the news sitemap, and one article as ninjs."""

from datetime import timedelta
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import any_origin, data_note, instance
from tinhso.lib.messages.xml_text import xml_text
from tinhso.press.feeds.feeds import KINDS, TYPES, news_feed
from tinhso.press.feeds.ninjs import ninjs_of
from tinhso.press.models import Article, Category, Publication

NEWS = timedelta(days=2)
MOST_NEWS = 1000  # what the format allows in one file


@any_origin("GET", "HEAD")
@require_safe
@public_page
def show_feed(request: HttpRequest, kind: str, code: str = "") -> HttpResponse:
    """The newest articles as rss or atom, of one category where it is named."""
    if kind not in KINDS:
        raise Http404
    category = get_object_or_404(Category, code=code) if code else None
    words = category.name if category else _("Tin tức")
    note = data_note()
    title = f"{words} - {instance().name}"
    content = news_feed(
        kind,
        request.build_absolute_uri,
        clock.now(),
        category=category,
        title=f"{note}: {title}" if note else title,
        note=note,
    )
    return HttpResponse(content, content_type=f"{TYPES[kind]}; charset=utf-8")


@require_safe
@public_page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """What was published in the last two days, for search engines of news."""
    now = clock.now()
    rows = Article.objects.public(now).filter(published_at__gt=now - NEWS).select_related("live__revision")
    name = escape(instance().name)
    urls = []
    for article in rows.order_by("-published_at", "-pk")[:MOST_NEWS]:
        assert article.live is not None and article.published_at is not None
        place = escape(request.build_absolute_uri(reverse("article", args=[article.slug])))
        title = escape(xml_text(article.live.revision.title))
        urls.append(
            f"<url><loc>{place}</loc><news:news><news:publication><news:name>{name}</news:name>"
            f"<news:language>{article.language}</news:language></news:publication><news:publication_date>"
            f"{article.published_at.isoformat()}</news:publication_date><news:title>{title}</news:title></news:news></url>"
        )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    )
    return HttpResponse(f"{head}{''.join(urls)}</urlset>\n", content_type="application/xml; charset=utf-8")


@any_origin("GET", "HEAD")
@require_safe
@public_page
def show_ninjs(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as ninjs; of a withdrawn one that it is withdrawn, and why."""
    now = clock.now()
    rows = Article.objects.filter(live__isnull=False).select_related("live__revision", "category", "agency")
    article = get_object_or_404(rows, slug=slug)
    live = article.live
    assert live is not None
    if live.kind != Publication.Kind.WITHDRAWAL and live.expires_at and live.expires_at <= now:
        raise Http404
    url = request.build_absolute_uri(reverse("article", args=[article.slug]))
    content = ninjs_of(article, live, url, now, data_note())
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
