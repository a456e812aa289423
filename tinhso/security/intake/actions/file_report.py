from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.report import RejectedRecord, ScanReport
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.intake.events import ReportFiled
from tinhso.security.intake.filing import filed
from tinhso.security.intake.locking import wait_for_other_reports
from tinhso.security.intake.writing import Result, Writer, looked_by
from tinhso.security.models import ScanImport

MOST_REJECTED = 2000
"""Records that the page of an import names; their number is always told."""


class AlreadyFiled(ValueError):
    """The report was read before: nothing is counted twice."""


@transaction.atomic
def file_report(*, source: ScanImport, report: ScanReport, by: Actor, now: datetime) -> ScanImport:
    """Write what a report says: new findings, repeated ones, and those that it looked for in its scope and did not find.

    Raises: SecurityForbidden, AlreadyFiled.
    """
    check_can_answer_for(source.agency_id, by, on=local(now).date())
    wait_for_other_reports()
    row = ScanImport.objects.select_for_update(no_key=True).get(pk=source.pk)
    if row.state in (ScanImport.State.DONE, ScanImport.State.REFUSED):
        raise AlreadyFiled(row.code)
    _describe(row, report)
    found = filed(report, row, now)
    row.observed_at = found.moment
    result = Writer(row, looked_by(row), found, by=by, now=now).write()
    row.unregistered = len({one.place for one in found.sightings.values() if one.place.machine_id is None})
    _finish(row, report, result, [*report.rejected, *found.rejected], now)
    _record(row, by, now)
    return row


def _describe(row: ScanImport, report: ScanReport) -> None:
    scope = report.scope
    row.tool, row.tool_version = report.tool[:40], report.tool_version[:60]
    row.ports, row.every_port, row.every_rule = scope.ports[:20_000], scope.every_port, scope.every_rule
    row.rules = [] if scope.every_rule else sorted({one[:200] for one in scope.rules})
    row.machines = len(scope.machines)


def _finish(
    row: ScanImport, report: ScanReport, result: Result, rejected: list[RejectedRecord], now: datetime
) -> None:
    row.state, row.finished_at = ScanImport.State.DONE, now
    row.new, row.repeated, row.closed = result.new, result.repeated, result.closed
    row.records = len(report.findings) + len(report.rejected) + report.skipped
    row.skipped = report.skipped
    row.rejected_count = len(rejected)
    row.rejected = [
        [one.record, one.reason[:300], strike_out(one.excerpt)[:200]]
        for one in sorted(rejected, key=lambda each: each.record)[:MOST_REJECTED]
    ]
    row.save()


def _record(row: ScanImport, by: Actor, now: datetime) -> None:
    event = ReportFiled(
        import_id=row.pk,
        agency_id=row.agency_id,
        tool=Code(row.tool),
        records=row.records,
        new=row.new,
        repeated=row.repeated,
        closed=row.closed,
        rejected=row.rejected_count,
    )
    record(event, by=by, at=now)
