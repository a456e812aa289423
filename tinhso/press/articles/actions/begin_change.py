from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.events import ArticleChangeBegun
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_begin_change
from tinhso.press.models import Article

CHANGES = (Article.Change.CORRECTION, Article.Change.REWRITE)


@transaction.atomic
def begin_change(
    *, article: Article, ver: int, change: str, reason: str, by: Actor, now: datetime
) -> Article:
    """Begin a correction or a rewrite of what is live, with the reason that its page will tell; the live text stays until
    the new one is approved.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_begin_change(row, by)
    if change not in CHANGES:
        raise EntryRefused("change", "Chọn đính chính hoặc viết lại.")
    if not 5 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Lý do dài từ 5 đến 500 ký tự; lý do hiện trên trang bài.")
    move(
        row,
        state=Article.State.DRAFT,
        change=change,
        reason=reason.strip(),
        approved=None,
        go_live_at=None,
        embargo_until=None,
    )
    note(row, "change", by=by, now=now, words=reason.strip())
    record(ArticleChangeBegun(article_id=row.pk, change=Code(change)), by=by, at=now)
    return row
