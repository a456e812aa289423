from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.advisories.events import AdvisoryAcknowledged
from tinhso.security.advisories.locking import locked
from tinhso.security.advisories.permissions import check_can_answer_advisory
from tinhso.security.models import AdvisoryTask


@transaction.atomic
def acknowledge_advisory(*, task: AdvisoryTask, by: Actor, now: datetime) -> AdvisoryTask:
    """The agency has read it. Twice is once, with the first moment and who it was.

    Raises: SecurityForbidden, EntryRefused.
    """
    user_id = check_can_answer_advisory(task, by)
    row = locked(task)
    if row.advisory.withdrawn_at:
        raise EntryRefused("", "Cảnh báo này đã được rút; cơ quan không phải trả lời nữa.")
    if row.state != AdvisoryTask.State.WAITING:
        return row
    row.state = AdvisoryTask.State.ACKNOWLEDGED
    row.acknowledged_by_id, row.acknowledged_at = user_id, now
    row.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
    record(AdvisoryAcknowledged(advisory_id=row.advisory_id, agency_id=row.agency_id), by=by, at=now)
    return row
