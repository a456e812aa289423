"""How an approved text goes live: one published version with what its figures showed, its place in search, one event."""

from datetime import datetime

from django.urls import reverse

from tinhso.indicators.public import quoted_figures
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import show_pictures
from tinhso.kernel.search.public import Entry, forget, index
from tinhso.lib.dates import local
from tinhso.press.articles.blocks import files_of, plain_text, quotes_of
from tinhso.press.articles.events import ArticlePublished
from tinhso.press.articles.moving import move, note
from tinhso.press.articles.translating import translated_version
from tinhso.press.models import (
    Article,
    ArticleFile,
    ArticleRevision,
    Publication,
    PublishedFigure,
    PublishedFile,
)

SEARCHED = "article"
MOST_SEARCHED = 4900


def publish(article: Article, *, by: Actor, now: datetime) -> Publication:
    """Of a locked article with an approved text; the caller has checked it."""
    revision = article.approved
    assert revision is not None
    publication = Publication.objects.create(
        article=article,
        number=article.publications.count() + 1,
        revision=revision,
        kind=article.change,
        reason=article.reason,
        expires_at=article.expires_at,
        by_id=by.user_id,
        at=now,
    )
    _note_figures(publication, now)
    _note_files(publication)
    change = article.change
    move(
        article,
        state=Article.State.PUBLISHED,
        live=publication,
        original_version=translated_version(article),
        published_at=article.published_at or now,
        locked_by=None,
        locked_at=None,
    )
    note(article, "published", by=by, now=now, words=article.reason)
    index([search_entry(article, revision)])
    record(
        ArticlePublished(article_id=article.pk, version=publication.number, change=Code(change)),
        by=by,
        at=now,
    )
    return publication


def _note_figures(publication: Publication, now: datetime) -> None:
    quotes = quotes_of(publication.revision.blocks)
    known = quoted_figures((quote for _position, quote in quotes), today=local(now).date())
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            publication=publication,
            position=position,
            indicator=quote[0],
            period=quote[1],
            value=known[quote].value,
            words={"text": known[quote].text, "unit": str(known[quote].unit), "name": known[quote].name},
        )
        for position, quote in quotes
        if quote in known
    )


def _note_files(publication: Publication) -> None:
    wanted = files_of(publication.revision.blocks)
    PublishedFile.objects.bulk_create(PublishedFile(publication=publication, file_id=pk) for pk in wanted)
    pictures = ArticleFile.objects.filter(article=publication.article, picture=True, file__in=wanted)
    show_pictures(one.file_id for one in pictures)


def search_entry(article: Article, revision: ArticleRevision) -> Entry:
    return Entry(
        kind=SEARCHED,
        ref=article.code,
        title=revision.title,
        url=reverse("article", args=[article.slug]),
        text=revision.lead,
        details=plain_text(revision.blocks)[:MOST_SEARCHED],
    )


def forget_article(article: Article) -> None:
    """Out of the search at once."""
    forget(SEARCHED, [article.code])
