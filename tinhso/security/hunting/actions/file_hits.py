from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local, vn_datetime
from tinhso.lib.hunting.logs import Hit
from tinhso.lib.scan_reports.report import (
    FindingKind,
    ReportedFinding,
    ReportedMachine,
    ReportScope,
    ScanReport,
    Severity,
)
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.hunting.events import LogHunted
from tinhso.security.hunting.findings_source import file_found
from tinhso.security.intake.indicators import Indicator, written_scope
from tinhso.security.intake.network_logs import SOLUTION
from tinhso.security.models import NetworkLog


@transaction.atomic
def file_hits(
    *,
    log: NetworkLog,
    indicators: dict[tuple[str, str], Indicator],
    hits: list[Hit],
    looked: list[str],
    by: Actor,
    now: datetime,
) -> NetworkLog:
    """What indicators that are new to a stored log found in it becomes findings of contact, of the machine that had the address then.
    `looked` are machines that the log holds to the end: what they contacted in an earlier one and not here is mended.

    Raises: SecurityForbidden.
    """
    check_can_answer_for(log.agency_id, by, on=local(now).date())
    row = NetworkLog.objects.select_for_update(of=("self",)).select_related("scan_import").get(pk=log.pk)
    if hits or looked:
        name = f"Đối chiếu lại nhật ký đến {vn_datetime(row.ended_at)}"
        file_found(name, row.agency_id, _report(row, indicators, hits, looked), by=by, now=now)
    row.hunted_at, row.hunt_refusal = now, ""
    row.save(update_fields=["hunted_at", "hunt_refusal"])
    event = LogHunted(log_id=row.pk, agency_id=row.agency_id, indicators=len(indicators), hits=len(hits))
    record(event, by=by, at=now)
    return row


def _report(
    row: NetworkLog, indicators: dict[tuple[str, str], Indicator], hits: list[Hit], looked: list[str]
) -> ScanReport:
    machines = tuple(ReportedMachine((one,)) for one in looked)
    rules = {*written_scope(value for _kind, value in indicators), *(one.value for one in hits)}
    return ScanReport(
        tool=row.scan_import.tool,
        tool_version="",
        scope=ReportScope(machines, every_port=True, rules=tuple(sorted(rules))),
        findings=tuple(_finding(one, indicators[one.kind, one.value]) for one in hits),
        rejected=(),
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def _finding(hit: Hit, indicator: Indicator) -> ReportedFinding:
    return ReportedFinding(
        machine=ReportedMachine((hit.client,)),
        kind=FindingKind.BOTNET,
        severity=Severity.HIGH,
        title=indicator.title,
        rule=hit.value,
        location=hit.value,
        solution=SOLUTION,
        evidence=f"{hit.times} lần trong nhật ký, từ {vn_datetime(hit.first)} đến {vn_datetime(hit.last)}",
        seen_at=hit.last,
        moments=(hit.first, hit.last),
        record=hit.line,
    )
