from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.findings.events import MendingReported
from tinhso.security.findings.history import settle
from tinhso.security.findings.locking import locked_open
from tinhso.security.findings.permissions import check_can_decide_over
from tinhso.security.models import SecurityFinding


@transaction.atomic
def report_mending(*, finding: SecurityFinding, what: str, by: Actor, now: datetime) -> SecurityFinding:
    """Say what was done. It is mended only once a report in scope does not show it, or a coordinator saw the evidence.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_decide_over(finding, by, on=local(now).date())
    row = locked_open(finding)
    if row.state == SecurityFinding.State.REPORTED:
        raise EntryRefused("", "Đã có người báo khắc phục; đang chờ quét lại hoặc xác nhận.")
    row.reported_at = now
    settle(row, by=by, now=now, note=strike_out(what)[:1000])
    record(MendingReported(finding_id=row.pk, agency_id=row.agency_id), by=by, at=now)
    return row
