from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.press.communication.drafts import draft_title
from tinhso.press.communication.events import CommunicationPlanApproved, CommunicationPlanStarted
from tinhso.press.communication.permissions import check_can_approve_plan, check_can_plan
from tinhso.press.communication.words import checked_words
from tinhso.press.models import CommunicationPlan

LONGEST_DAYS, FARTHEST = 366 * 5, 3660


@transaction.atomic
def start_plan(
    *,
    kind: str,
    title: str,
    aim: str,
    starts: date,
    ends: date,
    draft_code: str,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> CommunicationPlan:
    """A plan of one's agency; that of a draft policy names the draft, as everybody finds it. The same key is one plan.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_plan(by)
    lock_client_key(client_key)
    if same := CommunicationPlan.objects.filter(client_key=client_key, agency=agency_id).first():
        return same
    if kind not in CommunicationPlan.Kind.values:
        raise EntryRefused("kind", "Chọn loại kế hoạch trong danh sách.")
    _check_days(starts, ends, local(now).date())
    code = draft_code.strip().upper()
    policy = kind == CommunicationPlan.Kind.POLICY
    if code and not policy:
        raise EntryRefused("draft_code", "Chỉ kế hoạch truyền thông dự thảo chính sách có mã dự thảo.")
    plan = CommunicationPlan.objects.create(
        agency_id=agency_id,
        kind=kind,
        title=checked_words("title", title, least=5, most=200),
        aim=checked_words("aim", aim, least=5, most=2000),
        starts=starts,
        ends=ends,
        draft_code=code,
        draft_title=draft_title(code) if policy else "",
        client_key=client_key,
        by_id=user_id,
        at=now,
    )
    event = CommunicationPlanStarted(plan_id=plan.pk, agency_id=agency_id, kind=Code(kind))
    record(event, by=by, at=now)
    return plan


def _check_days(starts: date, ends: date, today: date) -> None:
    if ends < starts or (ends - starts).days > LONGEST_DAYS:
        raise EntryRefused("ends", "Ngày kết thúc sau ngày bắt đầu, kế hoạch dài nhất năm năm.")
    if abs((starts - today).days) > FARTHEST:
        raise EntryRefused("starts", "Ngày bắt đầu quá xa ngày hôm nay.")


@transaction.atomic
def approve_plan(*, plan: CommunicationPlan, by: Actor, now: datetime) -> None:
    """The plan may be carried out: tasks can be given. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    row = CommunicationPlan.objects.select_for_update().get(pk=plan.pk)
    user_id = check_can_approve_plan(row, by)
    if row.approved_at is not None:
        return
    if not row.topics.exists():
        raise EntryRefused("", "Kế hoạch chưa có nội dung trọng tâm nào.")
    row.approved_at, row.approved_by_id = now, user_id
    row.save(update_fields=["approved_at", "approved_by"])
    record(CommunicationPlanApproved(plan_id=row.pk), by=by, at=now)
