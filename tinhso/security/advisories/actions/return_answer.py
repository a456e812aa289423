from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.advisories.events import AdvisoryAnswerReturned
from tinhso.security.advisories.locking import locked
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import OPEN_TASKS, AdvisoryTask


@transaction.atomic
def return_answer(*, task: AdvisoryTask, why: str, by: Actor, now: datetime) -> AdvisoryTask:
    """A coordinator does not accept what an agency answered: it answers anew, the day stays.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = locked(task)
    if row.advisory.withdrawn_at:
        raise EntryRefused("", "Cảnh báo này đã được rút.")
    if row.state in OPEN_TASKS:
        raise EntryRefused("", "Cơ quan chưa trả lời.")
    if not why.strip():
        raise EntryRefused("why", "Ghi vì sao chưa chấp nhận trả lời này.")
    row.state = AdvisoryTask.State.ACKNOWLEDGED
    row.answered_at, row.answered_by = None, None
    row.returned_at, row.returned_why = now, why.strip()[:1000]
    row.save()
    record(AdvisoryAnswerReturned(advisory_id=row.advisory_id, agency_id=row.agency_id), by=by, at=now)
    return row
