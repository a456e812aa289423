"""The news portal: the list, one article with its corrections, its published versions, its files."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.shapes import Tab
from tinhso.press.articles.page_blocks import PageBlock, page_blocks
from tinhso.press.articles.translating import behind_original, other_languages
from tinhso.press.models import Article, Category, FormerAddress, PressIssue, Publication, PublishedFile
from tinhso.press.models.article import ArticleQuerySet
from tinhso.press.portal.json_ld import as_script, news_article

PAGE = 20
BESIDE = 5
ACCOUNT = "bai-08-03-2024"
WITH = ("live__revision", "category", "agency")
LANGUAGES = {one.value for one in Article.Language}


@require_safe
@public_page
def show_news(request: HttpRequest, code: str = "") -> HttpResponse:
    """The newest articles, of one category where it is named. Three queries."""
    now = clock.now()
    categories = list(Category.objects.all())
    chosen = next((one for one in categories if one.code == code), None)
    if code and chosen is None:
        raise Http404
    language = request.GET.get("ngon-ngu", "")
    language = language if language in LANGUAGES else "vi"
    found = newest(now).in_language(language)
    if chosen:
        found = found.filter(category=chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    more = f"&ngon-ngu={language}" if language != "vi" else ""
    context = {
        "articles": page.object_list,
        "chosen": chosen,
        "language": language,
        "tabs": _tabs([one for one in categories if one.starts <= now.date()], chosen),
        "total": page.paginator.count,
        "next_url": f"?trang={page.next_page_number()}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}{more}" if page.has_previous() else "",
        "feed": [code, "rss"] if code else ["rss"],
    }
    return render(request, "press/portal/news.html", context)


def newest(now: datetime) -> ArticleQuerySet:
    return Article.objects.public(now).select_related(*WITH).order_by("-published_at", "-pk")


def _tabs(categories: list[Category], chosen: Category | None) -> list[Tab]:
    every = Tab(_("Tất cả"), reverse("news"), chosen is None)
    return [
        every,
        *(Tab(one.name, reverse("news_category", args=[one.code]), one == chosen) for one in categories),
    ]


def article_at(slug: str) -> Article:
    """Whatever was published under this address, also what is withdrawn. Http404."""
    found = Article.objects.filter(live__isnull=False).select_related(*WITH, "original__live")
    return get_object_or_404(found, slug=slug)


def _led_on(slug: str) -> HttpResponse:
    """To the address that an article has now. Http404."""
    former = (
        FormerAddress.objects.filter(slug=slug, article__live__isnull=False).select_related("article").first()
    )
    if former is None:
        raise Http404
    return redirect("article", former.article.slug, permanent=True)


@require_safe
@public_page
def show_article(request: HttpRequest, slug: str) -> HttpResponse:
    """The live version; 410 with date and reason for what was withdrawn, 404 for what is not or no longer public."""
    now = clock.now()
    try:
        article = article_at(slug)
    except Http404:
        return _led_on(slug)
    publication = article.live
    assert publication is not None
    if publication.kind == Publication.Kind.WITHDRAWAL:
        context = {"article": article, "publication": publication}
        return render(request, "press/portal/withdrawn.html", context, status=410)
    if publication.expires_at is not None and publication.expires_at <= now:
        raise Http404
    return _page(request, article, publication, now)


def _page(request: HttpRequest, article: Article, publication: Publication, now: datetime) -> HttpResponse:
    history = list(article.publications.all())
    newer = publication == history[0]
    blocks = (
        _blocks(publication, now)
        if newer
        else page_blocks(publication.revision, now, publication=publication)
    )
    url = request.build_absolute_uri(reverse("article", args=[article.slug]))
    pictures = [request.build_absolute_uri(one.picture) for one in blocks if one.picture]
    languages = [
        (one, request.build_absolute_uri(reverse("article", args=[one.slug])))
        for one in other_languages(article, now)
    ]
    context: dict[str, Any] = {
        "article": article,
        "publication": publication,
        "revision": publication.revision,
        "blocks": blocks,
        "old": not newer,
        "url": url,
        "figures": sum(one.kind == "figure" for one in blocks),
        "revised": sum(bool(one.number and one.number.revised) for one in blocks),
        "history": history,
        "changes": [one for one in history if one.kind in ("correction", "rewrite")],
        "languages": languages,
        "behind": behind_original(article),
        "beside": newest(now)
        .in_language(article.language)
        .filter(category=article.category_id)
        .exclude(pk=article.pk)[:BESIDE],
        "issues": PressIssue.objects.published().filter(article=article).select_related("case"),
        "json_ld": as_script(news_article(article, publication, history, url, pictures)),
    }
    return render(request, "press/portal/article.html", context)


def _blocks(publication: Publication, now: datetime) -> list[PageBlock]:
    """Read at most every few seconds: a figure that is revised is flagged well within a minute."""
    key = f"press article {publication.pk} {now.date()} {get_language()}"
    return read_through(key, lambda: page_blocks(publication.revision, now, publication=publication))


@require_safe
@public_page
def show_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One published version, whatever came after it; of what everybody may read today."""
    now = clock.now()
    article = get_object_or_404(Article.objects.public(now).select_related(*WITH), slug=slug)
    found = get_object_or_404(article.publications.select_related("revision"), number=number)
    return _page(request, article, found, now)


@require_safe
@public_page
def open_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A file that the live version shows."""
    article = get_object_or_404(Article.objects.public(clock.now()), slug=slug)
    file = get_object_or_404(article.files.select_related("file"), pk=number, picture=False)
    get_object_or_404(PublishedFile, publication=article.live_id, file=file.file_id)
    return serve(request, file.file, by=actor_for(request), cases=None, inline=file.sound)


@require_safe
@public_page
def show_account(request: HttpRequest) -> HttpResponse:
    """The account of the year, the first article of the portal."""
    return show_article(request, ACCOUNT)
