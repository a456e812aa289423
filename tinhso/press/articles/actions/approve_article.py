from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.checks import problems_of
from tinhso.press.articles.events import ArticleApproved
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.outside_answers import check_outside_answers
from tinhso.press.articles.permissions import PressForbidden, check_can_approve
from tinhso.press.articles.publishing import publish
from tinhso.press.models import Article


class OwnText(PressForbidden):
    """Who wrote a word of it does not approve it."""


@transaction.atomic
def approve_article(*, article: Article, ver: int, by: Actor, now: datetime) -> Article:
    """Let the newest text be published: at once, or at its hour.

    Raises: PressForbidden, OwnText, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_approve(row, by)
    assert row.head is not None
    since = row.live.revision.number if row.live else 0
    if row.revisions.filter(number__gt=since, aside=False, by_id=by.user_id).exists():
        raise OwnText("Ông/bà đã viết hoặc sửa bài này; người khác duyệt.")
    check_outside_answers(row)
    if problems := problems_of(row.head, now):
        raise EntryRefused("", f"Chưa duyệt được: {problems[0].words}")
    move(row, state=Article.State.APPROVED, approved=row.head)
    note(row, "approved", by=by, now=now)
    record(ArticleApproved(article_id=row.pk, revision=row.head.number), by=by, at=now)
    if Article.objects.due(now).filter(pk=row.pk).exists():
        publish(row, by=by, now=now)
    return row
