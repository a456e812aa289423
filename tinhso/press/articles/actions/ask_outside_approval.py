from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.press.articles.events import OutsideApprovalAsked, OutsideApprovalRevoked
from tinhso.press.articles.moving import locked, note
from tinhso.press.articles.outside_answers import digest_of_code, new_code
from tinhso.press.articles.permissions import check_can_ask_outside, check_can_revoke_outside
from tinhso.press.models import Article, OutsideApproval

MOST_OPEN, MOST_DAYS = 10, 30


@transaction.atomic
def ask_outside_approval(
    *, article: Article, ver: int, approver: str, days: int, client_key: UUID, by: Actor, now: datetime
) -> tuple[OutsideApproval, str]:
    """Send the newest text, and no other, to somebody outside; with the code of the link, which is shown now and never again.

    Raises: PressForbidden, ArticleChanged, EntryRefused.
    """
    lock_client_key(client_key)
    if OutsideApproval.objects.filter(client_key=client_key).exists():
        raise EntryRefused("", "Đã tạo đường dẫn này. Nếu chưa chép được, thu hồi rồi tạo đường dẫn khác.")
    row = locked(article, ver)
    user = check_can_ask_outside(row, by)
    if not 5 <= len(approver.strip()) <= 200:
        raise EntryRefused("approver", "Ghi chức vụ, cơ quan của người duyệt từ 5 đến 200 ký tự.")
    if not 1 <= days <= MOST_DAYS:
        raise EntryRefused("days", f"Đường dẫn mở được từ 1 đến {MOST_DAYS} ngày.")
    assert row.head is not None
    waiting = OutsideApproval.objects.filter(revision__article=row, state=OutsideApproval.State.WAITING)
    if waiting.filter(expires_at__gt=now).count() >= MOST_OPEN:
        raise EntryRefused("", f"Một bài có nhiều nhất {MOST_OPEN} đường dẫn đang mở; thu hồi bớt.")
    code = new_code()
    made = OutsideApproval.objects.create(
        revision=row.head,
        approver=approver.strip(),
        secret_digest=digest_of_code(code),
        expires_at=now + timedelta(days=days),
        asked_by=user,
        asked_at=now,
        client_key=client_key,
    )
    note(row, "outside", by=by, now=now, words=made.approver)
    event = OutsideApprovalAsked(
        approval_id=made.pk, article_id=row.pk, revision=row.head.number, expires_at=made.expires_at
    )
    record(event, by=by, at=now)
    return made, code


@transaction.atomic
def revoke_outside_approval(*, approval: OutsideApproval, by: Actor, now: datetime) -> None:
    """The link opens nothing from now on, and what it asked for is waited for no more; an answer that was given counts no more. A
    second time does nothing.

    Raises: PressForbidden.
    """
    article = locked(approval.revision.article)
    check_can_revoke_outside(article, by)
    row = OutsideApproval.objects.select_for_update().get(pk=approval.pk)
    if row.state == OutsideApproval.State.REVOKED:
        return
    row.state, row.ended_at = OutsideApproval.State.REVOKED, now
    row.save(update_fields=["state", "ended_at"])
    note(article, "outside_end", by=by, now=now, words=row.approver)
    record(OutsideApprovalRevoked(approval_id=row.pk, article_id=article.pk), by=by, at=now)
