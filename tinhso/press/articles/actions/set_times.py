from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.events import ArticleTimed
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_change
from tinhso.press.models import Article

FARTHEST = timedelta(days=730)
FARTHEST_END = timedelta(days=36600)


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
    _check_moments(row, {"go_live_at": go_live_at, "embargo_until": embargo_until}, now)
    if expires_at is not None and expires_at > now + FARTHEST_END:
        raise EntryRefused("expires_at", "Giờ hết hạn nhiều nhất một trăm năm kể từ hôm nay.")
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


def _check_moments(row: Article, moments: Mapping[str, datetime | None], now: datetime) -> None:
    """What is new in them is to come, within two years: a year mistyped would publish at once, or never. Raises: EntryRefused."""
    for name, moment in moments.items():
        former = getattr(row, name)
        if moment is None or former and moment == former.replace(second=0, microsecond=0):
            continue  # a form shows whole minutes
        if moment < now - timedelta(minutes=1):
            raise EntryRefused(name, "Giờ này đã qua; để trống để đăng ngay sau khi duyệt.")
        if moment > now + FARTHEST:
            raise EntryRefused(name, "Ghi giờ trong hai năm tới.")
