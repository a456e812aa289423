from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    accept_case,
    let_see,
    limit_until,
    open_case,
    submit_case,
)
from tinhso.indicators.models import Plan, PlanTask
from tinhso.indicators.plans.events import TaskGiven
from tinhso.indicators.plans.process import KIND, process
from tinhso.indicators.registers.permissions import check_can_give_tasks
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def give_task(
    *,
    plan: Plan,
    agency: Agency,
    title: str,
    product: str,
    due_on: date,
    by: Actor,
    now: datetime,
    client_key: UUID | None = None,
) -> PlanTask:
    """Give an agency a task of the plan, due at the end of that day; the same client key gives the same task.

    Raises: NotARegistrar, EntryRefused for a day that is not ahead or an agency that does not exist.
    """
    check_can_give_tasks(plan, by)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if earlier := PlanTask.objects.filter(plan=held, case__client_key=client_key).exclude(
        case__client_key=None
    ):
        return earlier[0]
    if not agency.exists_on(now.date()):
        raise EntryRefused("agency", "Cơ quan này không còn hoạt động. Hãy chọn cơ quan khác.")
    try:
        limit = limit_until(due_on, agency_id=agency.pk, now=now, source=plan.number)
    except DeadlinePassed as passed:
        raise EntryRefused("due_on", str(passed)) from passed
    case = _case(held, agency, title, client_key, by=by, now=now)
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    let_see(case.pk, agency_id=agency.pk, role=Head.code)
    let_see(case.pk, agency_id=plan.owner_id or agency.pk, role=Examiner.code)
    task = PlanTask.objects.create(case=case, plan=held, number=_next(held), product=product)
    record(
        TaskGiven(case_id=case.pk, plan_id=plan.pk, agency_id=agency.pk, due_at=case.due_at), by=by, at=now
    )
    return task


def _next(plan: Plan) -> int:
    last = plan.tasks.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _case(
    plan: Plan, agency: Agency, title: str, client_key: UUID | None, *, by: Actor, now: datetime
) -> Case:
    """Opened and handed in by the owner, so that the owner may accept it for the agency at once."""
    code = f"NV-{plan.pk:04}-{_next(plan):03}"
    case = open_case(
        kind=KIND,
        code=code,
        title=title,
        agency=agency,
        desk=plan.owner,
        desk_role=Head.code,
        process=process(),
        place=agency.unit,
        source=Case.Source.INTERNAL,
        client_key=client_key,
        by=by,
        now=now,
    )
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=Head.code, by=by, now=now)
    return case
