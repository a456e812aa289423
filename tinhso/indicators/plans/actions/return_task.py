from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, return_case
from tinhso.indicators.models import PlanTask
from tinhso.indicators.plans.process import CONFIRM, DO
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def return_task(*, task: PlanTask, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Not done yet: the agency goes on, its time runs as before.

    Raises: NotYourTurn, Stale, Conflict, EntryRefused, NoteRefused.
    """
    if task.case.step != CONFIRM:
        raise Conflict(task.case_id)
    if not reason.strip():
        raise EntryRefused("reason", "Ghi rõ cần làm thêm gì.")
    return_case(case=task.case, ver=ver, to_step=DO, reason=reason, by=by, now=now)
