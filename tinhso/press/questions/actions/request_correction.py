from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import CorrectionRequest, OutletArticle
from tinhso.press.questions.events import OutletCorrectionClosed, OutletCorrectionRequested
from tinhso.press.questions.permissions import check_can_correct_outlet

LONGEST = 2000


@transaction.atomic
def request_correction(
    *, outlet_article: OutletArticle, wrong: str, right: str, by: Actor, now: datetime
) -> CorrectionRequest:
    """Ask the outlet to correct an article; it is due by the days that the rule gives to outlets of its rhythm.

    Raises: PressForbidden, EntryRefused.
    """
    issue = outlet_article.issue
    check_can_correct_outlet(issue, by)
    for field, words in (("wrong", wrong), ("right", right)):
        if not 3 <= len(words.strip()) <= LONGEST:
            raise EntryRefused(field, f"Ghi từ 3 đến {LONGEST} ký tự.")
    if issue.verified_at is None:
        raise EntryRefused("wrong", "Chưa xác minh xong; yêu cầu cải chính sau khi có kết quả xác minh.")
    if outlet_article.corrections.filter(closed_at__isnull=True).exists():
        raise EntryRefused("wrong", "Bài này đang có một yêu cầu cải chính chờ trả lời.")
    day = local(now).date()
    due = day + timedelta(days=rule("press.correction_days", on=day)[outlet_article.rhythm])
    row = CorrectionRequest.objects.create(
        outlet_article=outlet_article, wrong=wrong.strip(), right=right.strip(), sent_at=now, due_on=due
    )
    event = OutletCorrectionRequested(case_id=issue.case_id, correction_id=row.pk, due_on=due)
    record(event, by=by, at=now)
    return row


@transaction.atomic
def close_correction(*, correction: CorrectionRequest, outcome: str, by: Actor, now: datetime) -> None:
    """What the outlet did about it; a second time does nothing. Raises: PressForbidden, EntryRefused."""
    row = CorrectionRequest.objects.select_for_update().get(pk=correction.pk)
    issue = correction.outlet_article.issue
    check_can_correct_outlet(issue, by)
    ends = [one for one in CorrectionRequest.Outcome.values if one != CorrectionRequest.Outcome.WAITING]
    if outcome not in ends:
        raise EntryRefused("outcome", "Chọn kết quả trong danh sách.")
    if outcome == CorrectionRequest.Outcome.UNANSWERED and local(now).date() <= row.due_on:
        raise EntryRefused("outcome", "Chưa hết hạn cải chính.")
    if row.closed_at is not None:
        return
    row.outcome, row.closed_at = outcome, now
    row.save(update_fields=["outcome", "closed_at"])
    event = OutletCorrectionClosed(case_id=issue.case_id, correction_id=row.pk, outcome=Code(outcome))
    record(event, by=by, at=now)
