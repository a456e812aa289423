from base64 import b32encode
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.articles.addresses import free_slug
from tinhso.press.articles.blocks import digest_of
from tinhso.press.articles.events import ArticleStarted
from tinhso.press.articles.moving import note
from tinhso.press.articles.permissions import check_can_start
from tinhso.press.models import Article, ArticleRevision, Category


@transaction.atomic
def start_article(
    *, title: str, category: Category, client_key: UUID, by: Actor, now: datetime, slug: str = ""
) -> Article:
    """Begin an article of one's agency; the same form sent twice is one article.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_start(by)
    code = b32encode(sha256(f"{client_key.hex} {user_id}".encode()).digest()).decode()[:12].lower()
    if before := Article.objects.filter(code=code).first():
        return before
    title = title.strip()
    if not 3 <= len(title) <= 200:
        raise EntryRefused("title", "Tiêu đề dài từ 3 đến 200 ký tự.")
    if not Category.objects.on(local(now).date()).filter(pk=category.pk).exists():
        raise EntryRefused("category", "Chuyên mục này không còn dùng. Ông/bà chọn chuyên mục khác.")
    article = Article.objects.create(
        code=code,
        slug=slug or free_slug(title),
        category=category,
        agency_id=agency_id,
        started_at=now,
        locked_by_id=user_id,
        locked_at=now,
    )
    article.head = ArticleRevision.objects.create(
        article=article, number=1, title=title, sha256=digest_of(title, "", []), by_id=user_id, at=now
    )
    article.save(update_fields=["head"])
    note(article, "started", by=by, now=now)
    record(ArticleStarted(article_id=article.pk, agency_id=agency_id), by=by, at=now)
    return article
