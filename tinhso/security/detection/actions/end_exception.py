from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.detection.events import DetectionExceptionEnded
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import DetectionException


@transaction.atomic
def end_exception(*, exception: DetectionException, by: Actor, now: datetime) -> DetectionException:
    """The exception holds no longer: what the rule finds there from now on waits for a decision.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_answer_for(exception.agency_id, by, on=local(now).date())
    row = DetectionException.objects.select_for_update(of=("self",)).get(pk=exception.pk)
    if row.ended_at is not None:
        raise EntryRefused("", "Ngoại lệ này đã kết thúc.")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(DetectionExceptionEnded(exception_id=row.pk), by=by, at=now)
    return row
