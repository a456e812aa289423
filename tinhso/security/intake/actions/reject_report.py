from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.intake.events import ReportRejected
from tinhso.security.models import ScanImport


@transaction.atomic
def reject_report(*, source: ScanImport, why: str, by: Actor, now: datetime) -> ScanImport:
    """Write down why a report could not be read; the file stays, and may be sent anew. Of one that was settled nothing changes.

    Raises: SecurityForbidden.
    """
    check_can_answer_for(source.agency_id, by, on=local(now).date())
    row = ScanImport.objects.select_for_update(no_key=True).get(pk=source.pk)
    if row.state in (ScanImport.State.DONE, ScanImport.State.REFUSED):
        return row
    row.state, row.refusal, row.finished_at = ScanImport.State.REFUSED, strike_out(why)[:500], now
    row.save(update_fields=["state", "refusal", "finished_at"])
    record(ReportRejected(import_id=row.pk, agency_id=row.agency_id), by=by, at=now)
    return row
