from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
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
from tinhso.security.detection.events import DetectionHitConfirmed
from tinhso.security.detection.locking import waiting_hit
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.findings.identity import (
    check_of,
    fingerprint_of,
    machine_place,
    unregistered_place,
    weakness_of,
)
from tinhso.security.intake.actions.file_report import file_report
from tinhso.security.intake.identification import key_of
from tinhso.security.models import DetectionHit, ScanImport, SecurityFinding, UnregisteredMachine
from tinhso.security.pages.codes import code_of

TOOL = "sigma"
SEVERITIES = (Severity.INFORMATION, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)


@transaction.atomic
def confirm_hit(*, hit: DetectionHit, kind: FindingKind, by: Actor, now: datetime) -> SecurityFinding:
    """Write it as a finding of its machine, with the deadline of its level. It goes the way of any report, whose scope is this one record, so it
    closes nothing; the same rule on the same machine is the same finding.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_answer_for(hit.agency_id, by, on=local(now).date())
    row = waiting_hit(hit)
    if len(row.machines) != 1:
        raise EntryRefused(
            "", "Phát hiện này không nói về đúng một máy; hãy ghi điểm yếu ở từng máy theo quy tắc đơn."
        )
    name = row.machine.name if row.machine and row.machine.name else row.machines[0]
    found = _record_of(row, ReportedMachine(name=name), kind, now)
    report = ScanReport(TOOL, "", ReportScope(), (found,), (), ended_at=found.seen_at)
    source = ScanImport.objects.create(
        code=code_of(uuid4()),
        agency_id=row.agency_id,
        file_name=f"Quy tắc: {row.rule.title}"[:200],
        sha256=sha256(f"sigma {row.code}".encode()).hexdigest(),
        by_id=by.user_id,
        at=now,
    )
    file_report(source=source, report=report, by=by, now=now)
    finding = _finding_of(row, found)
    if finding is None:
        raise EntryRefused("", "Không xác định được máy này trong sổ; hãy nạp danh sách máy trước.")
    row.state, row.finding = DetectionHit.State.FINDING, finding
    row.decided_by_id, row.decided_at = by.user_id, now
    row.save(update_fields=["state", "finding", "decided_by", "decided_at"])
    record(DetectionHitConfirmed(hit_id=row.pk, finding_id=finding.pk), by=by, at=now)
    return finding


def _record_of(
    row: DetectionHit, machine: ReportedMachine, kind: FindingKind, now: datetime
) -> ReportedFinding:
    lines = [f"{name}: {value}" for name, value in (row.samples[0] if row.samples else [])]
    moment = row.last_at if row.last_at and row.last_at <= now else row.run.at
    return ReportedFinding(
        machine=machine,
        kind=kind,
        severity=SEVERITIES[row.level],
        title=row.rule.title[:300],
        rule=row.rule.key[:200],
        description=row.rule.description[:4000],
        evidence="\n".join(lines)[:2000],
        seen_at=moment,
        moments=(row.first_at, moment) if row.first_at and row.first_at < moment else (),
        record=1,
    )


def _finding_of(row: DetectionHit, found: ReportedFinding) -> SecurityFinding | None:
    weakness = weakness_of(check_of(TOOL, found), found)
    places = [machine_place(row.machine_id)] if row.machine_id else []
    unregistered = UnregisteredMachine.objects.filter(
        agency=row.agency, key=key_of(found.machine), machine=None
    )
    places += [unregistered_place(pk) for pk in unregistered.values_list("pk", flat=True)]
    prints = [fingerprint_of(place, weakness) for place in places]
    return SecurityFinding.objects.filter(fingerprint__in=prints).first()
