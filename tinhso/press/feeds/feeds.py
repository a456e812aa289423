"""RSS 2.0 and Atom 1.0 of the newest articles, of all or of one category, by Django's generators."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from tinhso.lib.messages.xml_text import as_html, xml_text
from tinhso.press.models import Article, Category

Url = Callable[[str], str]
KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
MOST = 50


def news_feed(kind: str, url: Url, now: datetime, *, category: Category | None, title: str, note: str) -> str:
    """`note` says in every entry that the figures are simulated, where they are."""
    rows = (
        Article.objects.public(now).in_language("vi").select_related("live__revision", "category", "agency")
    )
    if category:
        rows = rows.filter(category=category)
    named = [category.code] if category else []
    page = reverse("news_category", args=named) if category else reverse("news")
    here = (
        reverse("news_category_feed", args=[*named, kind]) if category else reverse("news_feed", args=[kind])
    )
    feed = KINDS[kind](
        title=xml_text(title),
        link=url(page),
        description=xml_text(title),
        language="vi",
        feed_url=url(here),
        author_name=xml_text(title),
    )
    for article in rows.order_by("-published_at", "-pk")[:MOST]:
        assert article.live is not None
        text = article.live.revision
        link = url(reverse("article", args=[article.slug]))
        feed.add_item(
            title=xml_text(text.title),
            link=link,
            unique_id=f"{link}#{article.code}",
            unique_id_is_permalink=False,
            description=as_html(f"{note}: {text.lead}" if note else text.lead),
            author_name=xml_text(article.agency.name),
            pubdate=article.published_at,
            updateddate=article.live.at,
            categories=[article.category.name],
        )
    return str(feed.writeString("utf-8"))
