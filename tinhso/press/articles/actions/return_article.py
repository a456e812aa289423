from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.events import ArticleReturned
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.permissions import check_can_return
from tinhso.press.models import Article


@transaction.atomic
def return_article(*, article: Article, ver: int, reason: str, by: Actor, now: datetime) -> Article:
    """Give it back with a reason: an editor to the writer, an approver to the editors, also what waits for its hour.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    row = locked(article, ver)
    check_can_return(row, by)
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do trả lại để người viết biết phải sửa gì.")
    back = Article.State.DRAFT if row.state == Article.State.EDITING else Article.State.EDITING
    move(row, state=back, approved=None, locked_by=None, locked_at=None)
    note(row, "returned", by=by, now=now, words=reason.strip())
    record(ArticleReturned(article_id=row.pk, state=Code(back)), by=by, at=now)
    return row
