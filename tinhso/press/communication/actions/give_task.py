from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    State,
    accept_case,
    limit_until,
    open_case,
    submit_case,
)
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.press.communication.events import CommunicationTaskGiven
from tinhso.press.communication.notices import notify_heads
from tinhso.press.communication.permissions import check_plans_for
from tinhso.press.communication.task_process import KIND, task_process, task_receivers
from tinhso.press.communication.words import checked_words
from tinhso.press.models import CommunicationPlan, CommunicationTask, PlanTopic

LIMIT_SOURCE = "Hạn trong kế hoạch truyền thông"


@transaction.atomic
def give_task(
    *,
    plan: CommunicationPlan,
    topic: PlanTopic | None,
    agency: Agency,
    content: str,
    due: date,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> CommunicationTask:
    """A task of an approved plan to an agency until a day; its head is told. The same key is one task.

    Raises: PressForbidden, EntryRefused.
    """
    check_plans_for(plan.agency_id, by)
    if plan.approved_at is None:
        raise EntryRefused("", "Chỉ giao nhiệm vụ của kế hoạch đã duyệt.")
    if topic is not None and topic.plan_id != plan.pk:
        raise EntryRefused("topic", "Nội dung trọng tâm này của kế hoạch khác.")
    words = checked_words("content", content, least=5, most=500)
    if not task_receivers(local(now).date()).filter(pk=agency.pk).exists():
        raise EntryRefused("agency", "Cơ quan này chưa có thủ trưởng dùng hệ thống.")
    limit = _limit(due, agency, now)
    case = _opened(plan, agency, client_key, by=by, now=now)
    if case.state != State.DRAFT:
        return CommunicationTask.objects.get(case=case)
    stamp = f"{local(now):%y%m%d}"
    code = f"TT-{stamp}-{next_number(f'press_task:{stamp}'):04}"
    submit_case(
        case=case,
        ver=case.ver,
        code=code,
        reply=None,
        reply_role=PressEditor.code,
        act="accept_coverage",
        by=by,
        now=now,
    )
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    task = CommunicationTask.objects.create(case=case, plan=plan, topic=topic, content=words)
    record(CommunicationTaskGiven(case_id=case.pk, plan_id=plan.pk, agency_id=agency.pk), by=by, at=now)
    notify_heads(task, agency.pk, now=now)
    return task


def _limit(due: date, agency: Agency, now: datetime) -> TimeLimit:
    try:
        return limit_until(due, agency_id=agency.pk, now=now, source=LIMIT_SOURCE)
    except DeadlinePassed as error:
        raise EntryRefused("due", "Hạn phải sau hôm nay.") from error


def _opened(plan: CommunicationPlan, agency: Agency, key: UUID, *, by: Actor, now: datetime) -> Case:
    return open_case(
        kind=KIND,
        code=f"NHAP-{key.hex.upper()}",
        title="Nhiệm vụ truyền thông",
        agency=agency,
        desk=plan.agency,
        source=Case.Source.INTERNAL,
        process=task_process(),
        client_key=key,
        by=by,
        now=now,
    )
