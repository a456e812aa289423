from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, advance_case, check_can_act
from tinhso.indicators.models import PlanTask, TaskReport
from tinhso.indicators.plans.events import ProgressReported
from tinhso.indicators.plans.process import DO
from tinhso.indicators.rights.officers import user_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def report_progress(
    *,
    task: PlanTask,
    ver: int,
    percent: int,
    text: str,
    file: StoredFile | None,
    finished: bool,
    by: Actor,
    now: datetime,
) -> TaskReport:
    """Say how far the task has come; `finished` hands it to the plan's owner to confirm.

    Raises: NotYourTurn, Stale, NotYourFile, EntryRefused.
    """
    check_can_act(task.case, by)
    if task.case.step != DO:
        raise Conflict(task.case_id)
    if not text.strip():
        raise EntryRefused("text", "Ghi nội dung đã làm.")
    if not 0 <= percent <= 100:
        raise EntryRefused("percent", "Tiến độ từ 0 đến 100%.")
    if file is not None:
        claim_files([file.pk], by=by, now=now)
    share = 100 if finished else percent
    given = {"percent": share, "text": text.strip(), "file": file, "finished": finished}
    found = TaskReport.objects.create(task=task, by=user_of(by), at=now, **given)
    if finished:
        advance_case(case=task.case, ver=ver, by=by, now=now)
    event = ProgressReported(case_id=task.case_id, report_id=found.pk, percent=share, finished=finished)
    record(event, by=by, at=now)
    return found
