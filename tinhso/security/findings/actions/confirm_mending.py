from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.findings.history import settle
from tinhso.security.findings.locking import locked_open
from tinhso.security.models import SecurityFinding


@transaction.atomic
def confirm_mending(*, finding: SecurityFinding, evidence: str, by: Actor, now: datetime) -> SecurityFinding:
    """A coordinator confirms by evidence that it is mended, where no scan will come; a report that shows it later opens it anew.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = locked_open(finding)
    row.confirmed_at = row.mended_at = now
    settle(row, by=by, now=now, note=strike_out(evidence)[:1000])
    return row
