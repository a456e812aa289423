from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.detection.events import DetectionRunRefused
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import DetectionRun


@transaction.atomic
def refuse_run(*, run: DetectionRun, why: str, by: Actor, now: datetime) -> DetectionRun:
    """Write down why the rules could not be run over a file; it may be sent anew. Of one that was settled nothing changes.

    Raises: SecurityForbidden.
    """
    check_can_answer_for(run.agency_id, by, on=local(now).date())
    row = DetectionRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.state in (DetectionRun.State.DONE, DetectionRun.State.REFUSED):
        return row
    row.state, row.refusal, row.finished_at = DetectionRun.State.REFUSED, strike_out(why)[:500], now
    row.save(update_fields=["state", "refusal", "finished_at"])
    record(DetectionRunRefused(run_id=row.pk, agency_id=row.agency_id), by=by, at=now)
    return row
