"""How hunts and decisions hand over to findings: as a report of a log, through the door by which every report comes."""

from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.scan_reports.report import ScanReport
from tinhso.security.intake.actions.file_report import file_report
from tinhso.security.intake.events import ReportReceived
from tinhso.security.models import ScanImport
from tinhso.security.pages.codes import code_of


def file_found(
    name: str, agency_id: int | None, report: ScanReport, *, by: Actor, now: datetime
) -> ScanImport:
    """Within the caller's transaction."""
    code = code_of(uuid4())
    source = ScanImport.objects.create(
        code=code,
        agency_id=agency_id,
        file_name=name,
        sha256=sha256(code.encode()).hexdigest(),
        by_id=by.user_id,
        at=now,
    )
    record(ReportReceived(import_id=source.pk, agency_id=agency_id), by=by, at=now)
    return file_report(source=source, report=report, by=by, now=now)
