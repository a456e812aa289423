from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.events import ArticleTimed
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_change
from tinhso.press.models import Article


@transaction.atomic
def set_times(
    *,
    article: Article,
    ver: int,
    go_live_at: datetime | None,
    embargo_until: datetime | None,
    expires_at: datetime | None,
    by: Actor,
    now: datetime,
) -> Article:
    """Say when it goes live, until when it is under an embargo, when it expires. What was approved is approved anew.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_change(row, by)
    begins = max((at for at in (now, go_live_at, embargo_until) if at), default=now)
    if expires_at is not None and expires_at <= begins:
        raise EntryRefused("expires_at", "Giờ hết hạn phải sau giờ đăng và giờ hết hạn giữ tin.")
    waits = row.state in (Article.State.APPROVAL, Article.State.APPROVED)
    move(
        row,
        go_live_at=go_live_at,
        embargo_until=embargo_until,
        expires_at=expires_at,
        approved=None,
        state=Article.State.EDITING if waits else row.state,
    )
    note(row, "timed", by=by, now=now)
    event = ArticleTimed(
        article_id=row.pk, go_live_at=go_live_at, embargo_until=embargo_until, expires_at=expires_at
    )
    record(event, by=by, at=now)
    return row
