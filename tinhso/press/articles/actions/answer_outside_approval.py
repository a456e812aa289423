from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.events import OutsideApprovalAnswered
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.outside_answers import approval_of_code
from tinhso.press.models import Article, OutsideApproval

State = OutsideApproval.State


@transaction.atomic
def answer_outside_approval(
    *, code: str, approved: bool, full_name: str, remark: str, now: datetime
) -> OutsideApproval:
    """Who holds the code says, under a name, yes or no to the text that it opens. What is given back goes to the editors.

    The log names nobody: the name and the remark are words of the article's history.

    Raises: EntryRefused.
    """
    found = approval_of_code(code, now)
    if found is None:
        raise EntryRefused(
            "", "Đường dẫn không mở được bài nữa: đã trả lời, đã thu hồi, hết hạn, hoặc bài đã sửa."
        )
    article = locked(found.revision.article)
    row = OutsideApproval.objects.select_for_update().get(pk=found.pk)
    if not row.is_open(now) or article.head_id != row.revision_id:
        raise EntryRefused("", "Bài vừa được sửa hoặc đường dẫn vừa bị thu hồi.")
    name, words = full_name.strip(), remark.strip()
    if not 3 <= len(name) <= 120:
        raise EntryRefused("full_name", "Ghi họ tên, chức vụ người trả lời từ 3 đến 120 ký tự.")
    if len(words) > 1000 or (not approved and len(words) < 5):
        raise EntryRefused("remark", "Ghi điều cần sửa từ 5 đến 1.000 ký tự khi trả lại.")
    row.state = State.APPROVED if approved else State.RETURNED
    row.full_name, row.remark, row.ended_at = name, words, now
    row.save(update_fields=["state", "full_name", "remark", "ended_at"])
    if not approved and article.state == Article.State.APPROVAL:
        move(article, state=Article.State.EDITING)
    deed = "outside_yes" if approved else "outside_no"
    note(article, deed, by=SYSTEM, now=now, words=f"{name} ({row.approver}). {words}".strip())
    event = OutsideApprovalAnswered(approval_id=row.pk, article_id=article.pk, approved=approved)
    record(event, by=SYSTEM, at=now)
    return row
