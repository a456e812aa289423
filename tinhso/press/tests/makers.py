"""Articles of the tests, by the deeds themselves."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.press.articles.actions.approve_article import approve_article
from tinhso.press.articles.actions.save_revision import save_revision
from tinhso.press.articles.actions.send_article import send_article
from tinhso.press.articles.actions.start_article import start_article
from tinhso.press.models import Article, Category

TITLE = "Mở thêm điểm hỗ trợ dịch vụ công"
LEAD = "Từ tuần này người dân có thêm nơi được hướng dẫn."
TEXT = {"type": "text", "text": "Cán bộ hướng dẫn tại chỗ.\n\nXem [danh sách thủ tục](/thu-tuc/)."}


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def started(town: Any, *, who: str = "viet", title: str = TITLE, now: datetime = NOW) -> Article:
    return start_article(
        title=title,
        category=Category.objects.get(code="chuyen-doi-so"),
        client_key=uuid4(),
        by=town.actor(who),
        now=now,
    )


def saved(town: Any, article: Article, *, who: str = "viet", now: datetime = NOW, **words: Any) -> Any:
    row = fresh(article)
    assert row.head is not None
    given = {"title": TITLE, "lead": LEAD, "blocks": [TEXT], "base": row.head.number} | words
    return save_revision(article=row, by=town.actor(who), now=now, **given)


def written(town: Any, *, title: str = TITLE, now: datetime = NOW, **words: Any) -> Article:
    article = started(town, title=title, now=now)
    saved(town, article, now=now, title=title, **words)
    return fresh(article)


def sent(town: Any, article: Article, who: str, now: datetime = NOW) -> Article:
    return send_article(article=article, ver=fresh(article).ver, by=town.actor(who), now=now)


def waiting(town: Any, **words: Any) -> Article:
    """Waits for its approver."""
    now = words.get("now", NOW)
    article = written(town, **words)
    sent(town, article, "viet", now)
    return sent(town, article, "bien", now)


def approved(town: Any, article: Article, who: str = "duyet", now: datetime = NOW) -> Article:
    return approve_article(article=article, ver=fresh(article).ver, by=town.actor(who), now=now)


def published(town: Any, **words: Any) -> Article:
    return fresh(approved(town, waiting(town, **words), now=words.get("now", NOW)))
