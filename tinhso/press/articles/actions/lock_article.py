from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import User
from tinhso.press.articles.events import ArticleLocked
from tinhso.press.articles.moving import locked, note
from tinhso.press.articles.permissions import check_can_change
from tinhso.press.models import Article


class ArticleLockedBy(Exception):
    """Somebody else works on it; `holder` and since when."""

    def __init__(self, holder: User, since: datetime) -> None:
        super().__init__(f"{holder.full_name} đang sửa bài này.")
        self.holder, self.since = holder, since


@transaction.atomic
def lock_article(*, article: Article, by: Actor, now: datetime, take_over: bool = False) -> Article:
    """Begin to work on it. With `take_over` also where somebody else does, who is told; what they type is stored aside.

    Raises: PressForbidden, ArticleLockedBy.
    """
    row = locked(article)
    user = check_can_change(row, by)
    before = row.locked_by if row.locked_for(user.pk, now) else None
    if before is not None and not take_over:
        assert row.locked_at is not None
        raise ArticleLockedBy(before, row.locked_at)
    fresh = row.locked_by_id == user.pk
    row.locked_by, row.locked_at = user, now
    row.save(update_fields=["locked_by", "locked_at"])
    if before is not None:
        note(row, "taken_over", by=by, now=now)
        notify(
            to=before,
            topic="press.article",
            template="press.article_taken",
            params={"article": row.code},
            now=now,
            key=f"press-lock:{row.pk}:{now.isoformat()}",
            path=reverse("article_desk", args=[row.code]),
            by=by,
        )
    if not fresh:
        event = ArticleLocked(article_id=row.pk, over_id=before.pk if before else None)
        record(event, by=by, at=now)
    return row
