from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import hide_pictures
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.events import ArticleWithdrawn
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_withdraw
from tinhso.press.articles.publishing import forget_article
from tinhso.press.models import Article, Publication, PublishedFile


@transaction.atomic
def withdraw_article(*, article: Article, ver: int, reason: str, by: Actor, now: datetime) -> Article:
    """Take what is live away, and with an original its live translations; the pages tell that, when and why. What was published
    stays in the archive of the desk.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_withdraw(row, by)
    if not 5 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Lý do dài từ 5 đến 500 ký tự; lý do hiện trên trang bài.")
    _take_away(row, reason.strip(), by, now)
    for one in row.translations.exclude(state=Article.State.WITHDRAWN):
        other = locked(one)  # also where it is not live: it may be on its way there
        if other.live is not None:
            _take_away(other, reason.strip(), by, now)
    return row


def _take_away(row: Article, reason: str, by: Actor, now: datetime) -> None:
    assert row.live is not None
    last = Publication.objects.create(
        article=row,
        number=row.publications.count() + 1,
        revision=row.live.revision,
        kind=Publication.Kind.WITHDRAWAL,
        reason=reason,
        by_id=by.user_id,
        at=now,
    )
    move(row, state=Article.State.WITHDRAWN, live=last, approved=None, locked_by=None, locked_at=None)
    note(row, "withdrawn", by=by, now=now, words=reason)
    forget_article(row)
    files = PublishedFile.objects.filter(publication__article=row).values_list("file_id", flat=True)
    hide_pictures(list(dict.fromkeys(files)))
    record(ArticleWithdrawn(article_id=row.pk, version=last.number), by=by, at=now)
