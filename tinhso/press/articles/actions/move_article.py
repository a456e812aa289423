from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import index
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.addresses import is_free, slug_of
from tinhso.press.articles.events import ArticleMoved
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_change
from tinhso.press.articles.publishing import search_entry
from tinhso.press.models import Article, FormerAddress


@transaction.atomic
def move_article(*, article: Article, ver: int, slug: str, by: Actor, now: datetime) -> Article:
    """Give the article another address; the former one leads there for ever. What was approved is approved anew.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_change(row, by)
    if slug != slug_of(slug) or len(slug) < 3:
        raise EntryRefused(
            "slug", "Địa chỉ gồm chữ thường không dấu, chữ số và dấu gạch ngang, ít nhất 3 ký tự."
        )
    if slug == row.slug:
        return row
    if not is_free(slug, row):
        raise EntryRefused("slug", "Địa chỉ này đã là của bài khác. Ông/bà chọn địa chỉ khác.")
    if row.published_at is not None:
        FormerAddress.objects.get_or_create(slug=row.slug, defaults={"article": row, "at": now})
    FormerAddress.objects.filter(slug=slug, article=row).delete()
    waits = row.state in (Article.State.APPROVAL, Article.State.APPROVED)
    move(row, slug=slug, approved=None, state=Article.State.EDITING if waits else row.state)
    note(row, "moved", by=by, now=now)
    if row.live is not None and Article.objects.public(now).filter(pk=row.pk).exists():
        index([search_entry(row, row.live.revision)])
    record(ArticleMoved(article_id=row.pk), by=by, at=now)
    return row
