from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.report import (
    FindingKind,
    ReportedFinding,
    ReportedMachine,
    ReportScope,
    ScanReport,
    Severity,
)
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.hunting.events import SuspicionDecided
from tinhso.security.hunting.findings_source import file_found
from tinhso.security.hunting.permissions import check_can_decide_suspicion
from tinhso.security.hunting.reasons import why
from tinhso.security.intake.network_logs import SOLUTION
from tinhso.security.models import LogSuspicion

State = LogSuspicion.State


@transaction.atomic
def decide_suspicion(
    *, suspicion: LogSuspicion, finding: bool, reason: str, by: Actor, now: datetime
) -> LogSuspicion:
    """A person looked: it is nothing, with a reason, or it becomes a finding of contact on the machine that had the address then.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_decide_suspicion(suspicion, by, on=local(now).date())
    row = (
        LogSuspicion.objects.select_for_update(of=("self",))
        .select_related("network_log__scan_import")
        .get(pk=suspicion.pk)
    )
    if row.state != State.WAITING:
        raise EntryRefused("", "Nghi vấn này đã được người khác quyết định.")
    words = strike_out(reason.strip())[:1000]
    if not words:
        raise EntryRefused("reason", "Ghi lý do của quyết định.")
    row.state, row.reason = (State.FINDING if finding else State.DISMISSED), words
    row.decided_by_id, row.decided_at = by.user_id, now
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    if finding:
        file_found(
            "Nghi vấn trong nhật ký mạng đã được xác nhận", row.agency_id, _report(row), by=by, now=now
        )
    event = SuspicionDecided(suspicion_id=row.pk, agency_id=row.agency_id, outcome=Code(row.state))
    record(event, by=by, at=now)
    return row


def _report(row: LogSuspicion) -> ScanReport:
    found = ReportedFinding(
        machine=ReportedMachine((row.address,)),
        kind=FindingKind.BOTNET,
        severity=Severity.HIGH,
        title=row.get_kind_display(),
        rule=f"review-{row.kind}",
        location=row.target,
        description=why(row),
        solution=SOLUTION,
        evidence=row.reason,
        seen_at=row.last_seen,
        moments=(row.first_seen, row.last_seen),
        record=1,
    )
    return ScanReport(
        tool=row.network_log.scan_import.tool,
        tool_version="",
        scope=ReportScope((), every_port=True),
        findings=(found,),
        rejected=(),
        ended_at=row.last_seen,
    )
