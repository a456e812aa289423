from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, check_can_act, finish_case, settle_case
from tinhso.indicators.models import PlanTask
from tinhso.indicators.plans.process import CONFIRM
from tinhso.kernel.events.public import Actor


@transaction.atomic
def confirm_task(*, task: PlanTask, ver: int, by: Actor, now: datetime) -> None:
    """The plan's owner confirms; whether it was in time is judged at the report that is confirmed.

    Raises: NotYourTurn, Stale, Conflict where nobody reported it finished.
    """
    check_can_act(task.case, by)
    report = task.reports.filter(finished=True).first()
    if task.case.step != CONFIRM or report is None:
        raise Conflict(task.case_id)
    settle_case(case=task.case, ver=ver, outcome="confirmed", by=by, now=now, ready_at=report.at)
    finish_case(case=task.case, ver=task.case.ver, by=by, now=now)
