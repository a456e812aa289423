from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.press.articles.events import ArticleUnlocked
from tinhso.press.articles.moving import locked
from tinhso.press.articles.permissions import check_can_start
from tinhso.press.models import Article


@transaction.atomic
def unlock_article(*, article: Article, by: Actor, now: datetime) -> Article:
    """Say that one works on it no longer; nothing where somebody else has the lock.

    Raises: PressForbidden.
    """
    user_id, _agency_id = check_can_start(by)
    row = locked(article)
    if row.locked_by_id == user_id:
        row.locked_by, row.locked_at = None, None
        row.save(update_fields=["locked_by", "locked_at"])
        record(ArticleUnlocked(article_id=row.pk), by=by, at=now)
    return row
