from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.findings.exploitation import Exploitation
from tinhso.security.findings.history import end_decisions_over, settle
from tinhso.security.findings.identity import fingerprint_of, machine_place
from tinhso.security.findings.severity import Deadlines, levels_of, priority_of
from tinhso.security.findings.standing import mended_moment
from tinhso.security.findings.years import join_years
from tinhso.security.intake.events import MachineResolved
from tinhso.security.intake.locking import wait_for_other_reports
from tinhso.security.intake.writing import looked_by
from tinhso.security.models import (
    FindingDecision,
    Machine,
    ScanCoverage,
    SecurityFinding,
    UnregisteredMachine,
)


@transaction.atomic
def resolve_machine(
    *, unregistered: UnregisteredMachine, machine: Machine, by: Actor, now: datetime
) -> UnregisteredMachine:
    """Say which machine of the register it is: its findings, and what reports looked at, move there; the same weakness becomes one.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    wait_for_other_reports()
    row = UnregisteredMachine.objects.select_for_update(of=("self",)).get(pk=unregistered.pk)
    if row.machine_id is not None:
        raise EntryRefused("", "Máy này đã được xác định.")
    _check_lived(machine, row)
    ScanCoverage.objects.filter(unregistered=row).update(machine=machine, unregistered=None)
    findings = list(row.findings.order_by("pk").select_for_update(no_key=True, of=("self",)))
    level = levels_of([machine.agency_id], local(now).date()).get(machine.agency_id, 0)
    for finding in findings:
        _move(finding, machine, level, by, now)
    row.machine, row.resolved_at = machine, now
    row.save(update_fields=["machine", "resolved_at"])
    event = MachineResolved(unregistered_id=row.pk, machine_id=machine.pk, findings=len(findings))
    record(event, by=by, at=now)
    return row


def _check_lived(machine: Machine, row: UnregisteredMachine) -> None:
    """A finding belongs to the agency at which the machine was then."""
    valid = machine.valid
    if (
        local(row.first_seen).date() < valid.lower
        or valid.upper
        and local(row.last_seen).date() >= valid.upper
    ):
        raise EntryRefused(
            "machine", "Máy này không ở cơ quan ấy vào những ngày quét; chọn máy của thời gian ấy."
        )


def _move(finding: SecurityFinding, machine: Machine, level: int, by: Actor, now: datetime) -> None:
    fingerprint = fingerprint_of(machine_place(machine.pk), finding.weakness)
    same = SecurityFinding.objects.select_for_update(no_key=True, of=("self",)).filter(
        fingerprint=fingerprint
    )
    target = same.first()
    if target is None:
        target = finding
        finding.fingerprint, finding.machine, finding.unregistered = fingerprint, machine, None
        finding.agency_id = machine.agency_id
    else:
        _end_decisions(finding, by, now)
        _join(target, finding)
    mended, target.level = target.mended_at, level
    points = Exploitation(target.cves, local(now).date()).points(target.cves)
    target.priority = priority_of(target.severity, target.level, points)
    moments = [one for one in (target.mended_at,) if one is not None and target.confirmed_at == one]
    looked = ScanCoverage.objects.filter(machine=machine, observed_at__gt=target.last_seen)
    for one in looked.select_related("scan_import"):
        if looked_by(one.scan_import).covers(target.checks, target.port, target.protocol):
            moments.append(one.observed_at)
    target.mended_at = mended_moment(target, moments)
    if mended is not None and mended <= target.last_seen:
        _open_anew(target, by, now)
    settle(target, by=by, now=now)


def _open_anew(target: SecurityFinding, by: Actor, now: datetime) -> None:
    """The machine showed it after it was mended: another deadline, and that it was known says nothing of what came back."""
    Deadlines(local(now).date()).open_anew(target, now)
    if target.decision == FindingDecision.Kind.ACKNOWLEDGED:
        target.decision = ""
        _end_decisions(target, by, now)


def _end_decisions(finding: SecurityFinding, by: Actor, now: datetime) -> None:
    for event in end_decisions_over([finding.pk], now):
        record(event, by=by, at=now)


def _join(target: SecurityFinding, finding: SecurityFinding) -> None:
    target.first_seen = min(target.first_seen, finding.first_seen)
    target.last_seen = max(target.last_seen, finding.last_seen)
    target.times += finding.times
    target.checks = sorted({*target.checks, *finding.checks})
    finding.changes.update(finding=target)
    finding.decisions.update(finding=target)
    join_years(of=finding.pk, to=target.pk)
    finding.delete()
