from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.advisories.events import AdvisoryAnswered
from tinhso.security.advisories.locking import locked
from tinhso.security.advisories.permissions import check_can_answer_advisory
from tinhso.security.models import OPEN_TASKS, AdvisoryTask

State = AdvisoryTask.State
ANSWERS = (State.DONE, State.NOT_AFFECTED)


@transaction.atomic
def answer_advisory(
    *, task: AdvisoryTask, outcome: str, reason: str, by: Actor, now: datetime
) -> AdvisoryTask:
    """The agency did what was to be done, or says why it is not affected. Who answers has read it.

    Raises: SecurityForbidden, EntryRefused.
    """
    user_id = check_can_answer_advisory(task, by)
    row = locked(task)
    if row.advisory.withdrawn_at:
        raise EntryRefused("", "Cảnh báo này đã được rút; cơ quan không phải trả lời nữa.")
    if row.state not in OPEN_TASKS:
        raise EntryRefused("", "Cơ quan đã trả lời cảnh báo này.")
    words = strike_out(reason.strip())[:2000]
    if not words:
        raise EntryRefused("reason", "Ghi đã làm gì, hoặc vì sao không bị ảnh hưởng.")
    if outcome not in ANSWERS:
        raise EntryRefused("outcome", "Chọn đã thực hiện hoặc không bị ảnh hưởng.")
    if row.acknowledged_at is None:
        row.acknowledged_by_id, row.acknowledged_at = user_id, now
    row.state, row.reason = State(outcome), words
    row.answered_by_id, row.answered_at = user_id, now
    row.save()
    in_time = local(now).date() <= row.advisory.due_on
    event = AdvisoryAnswered(
        advisory_id=row.advisory_id, agency_id=row.agency_id, outcome=Code(row.state), in_time=in_time
    )
    record(event, by=by, at=now)
    return row
