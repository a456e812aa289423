from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.checks import problems_of
from tinhso.press.articles.events import ArticleSent
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_send
from tinhso.press.models import Article

NEXT = {Article.State.DRAFT: Article.State.EDITING, Article.State.EDITING: Article.State.APPROVAL}


@transaction.atomic
def send_article(*, article: Article, ver: int, by: Actor, now: datetime) -> Article:
    """On to the next step: from the writer to the editors, from them to the approver, who gets no text with a fault.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_send(row, by)
    assert row.head is not None
    state = NEXT[Article.State(row.state)]
    if state == Article.State.APPROVAL and (problems := problems_of(row.head, now)):
        first = problems[0]
        raise EntryRefused("", f"Bài còn {len(problems)} điểm phải sửa trước khi trình duyệt: {first.words}")
    move(row, state=state, locked_by=None, locked_at=None)
    note(row, "sent", by=by, now=now)
    record(ArticleSent(article_id=row.pk, revision=row.head.number, state=Code(state)), by=by, at=now)
    return row
