"""A report becomes findings: every statement is about all of it, none about one record."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from tinhso.kernel.site.public import copy_rows, new_row, reserve_ids
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.scan_reports.report import RejectedRecord, ReportedFinding, ReportedMachine, ScanReport
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.findings.identity import (
    check_of,
    fingerprint_of,
    machine_place,
    unregistered_place,
    weakness_of,
)
from tinhso.security.findings.severity import severity_of
from tinhso.security.intake.identification import Identified, Register, key_of
from tinhso.security.models import ScanImport, SecurityFinding, UnregisteredMachine
from tinhso.security.pages.codes import code_of

LONGEST = {"title": 300, "location": 500, "description": 8000, "solution": 4000, "evidence": 4000}
FOLDED = 700
AT_A_TIME = 1000


@dataclass(frozen=True)
class Place:
    """A machine of the register, or one that waits to be known."""

    machine_id: int | None
    unregistered_id: int | None
    agency_id: int | None

    @property
    def word(self) -> str:
        if self.machine_id is not None:
            return machine_place(self.machine_id)
        return unregistered_place(self.unregistered_id or 0)


@dataclass
class Sighting:
    """All that one report says of one finding."""

    place: Place
    weakness: str
    first: datetime
    last: datetime
    checks: set[str]
    record: ReportedFinding
    moments: list[datetime]


class StruckOut(dict[str, str]):
    """Texts of a report without their secrets: a scanner writes the same words of each machine. Gone with the report."""

    def __missing__(self, text: str) -> str:
        self[text] = clean = strike_out(text)
        return clean


@dataclass
class Filed:
    """A report by machine and finding."""

    moment: datetime
    struck_out: StruckOut = field(default_factory=StruckOut)
    sightings: dict[str, Sighting] = field(default_factory=dict)
    covered: set[Place] = field(default_factory=set)
    rejected: list[RejectedRecord] = field(default_factory=list)


class Places:
    """The machines of a report; those that are in no register are made once each."""

    def __init__(self, report: ScanReport, source: ScanImport, moment: datetime) -> None:
        named = {one.machine for one in report.findings} | set(report.scope.machines)
        self.source, self.moment = source, moment
        self.register = Register(named, agency_id=source.agency_id)
        keys = {key for one in named if (key := key_of(one))}
        waiting = UnregisteredMachine.objects.filter(
            agency=source.agency, key__in=keys, machine=None
        ).select_for_update()
        self.waiting = {row.key: row for row in waiting}
        self.most = len(keys)
        self.free: list[int] = []
        self.new: list[UnregisteredMachine] = []
        self.seen: dict[int, UnregisteredMachine] = {}
        self.found: dict[tuple[ReportedMachine, datetime], Place | None] = {}

    def of(self, machine: ReportedMachine, moment: datetime) -> Place | None:
        """None where the report does not say which machine."""
        if (machine, moment) not in self.found:
            known = self.register.find(machine, moment)
            self.found[machine, moment] = _registered(known) if known else self._unregistered(machine, moment)
        return self.found[machine, moment]

    def _unregistered(self, machine: ReportedMachine, moment: datetime) -> Place | None:
        key = key_of(machine)
        if not key:
            return None
        row = self.waiting.get(key)
        if row is None:
            row = new_row(
                UnregisteredMachine,
                id=self._key(),
                code=code_of(uuid4()),
                agency_id=self.source.agency_id,
                key=key,
                addresses=list(machine.addresses[:20]),
                mac=machine.mac,
                name=machine.name[:200],
                first_seen=moment,
                last_seen=moment,
            )
            self.waiting[key] = row
            self.new.append(row)
        elif not row.first_seen <= moment <= row.last_seen:
            row.first_seen, row.last_seen = min(row.first_seen, moment), max(row.last_seen, moment)
            self.seen[row.pk] = row
        return Place(None, row.pk, None)

    def _key(self) -> int:
        """A key of its own, before its row is written; they are drawn by the thousand."""
        if not self.free:
            self.free = reserve_ids(UnregisteredMachine, min(self.most, AT_A_TIME))
        return self.free.pop()

    def write(self) -> None:
        """The machines that nobody knew, and when those that wait were seen."""
        copy_rows(self.new)
        new = {row.pk for row in self.new}
        seen = [row for key, row in self.seen.items() if key not in new]
        UnregisteredMachine.objects.bulk_update(seen, ["first_seen", "last_seen"], batch_size=AT_A_TIME)


def _registered(known: Identified) -> Place:
    return Place(known.machine_id, None, known.agency_id)


def moment_of(report: ScanReport, now: datetime) -> datetime | None:
    """The end of the scan as the report says, else the last moment that a record gives; never after now. None where it says none."""
    moment = report.ended_at or report.started_at
    if moment is None:
        moment = max((one.seen_at for one in report.findings if one.seen_at is not None), default=None)
    return None if moment is None else min(moment, now)


def filed(report: ScanReport, source: ScanImport, now: datetime) -> Filed:
    """A machine that was looked at to the end was seen at the end of the scan, whatever moment a record gives. A report without
    any time may be an old one: what it shows counts as of now, and it closes nothing."""
    moment = moment_of(report, now)
    result = Filed(moment or now)
    places = Places(report, source, result.moment)
    looked = set(report.scope.machines) if moment else set()
    for machine in looked:
        if place := places.of(machine, result.moment):
            result.covered.add(place)
    for record in report.findings:
        seen_at = result.moment
        if record.machine not in looked and record.seen_at is not None:
            seen_at = min(record.seen_at, now)
        place = places.of(record.machine, seen_at)
        if place is None:
            result.rejected.append(RejectedRecord(record.record, "Bản ghi không nói là của máy nào.", ""))
            continue
        if place in result.covered:
            seen_at = result.moment
        moments = [min(one, now) for one in record.moments] or [seen_at]
        _add(result, place, check_of(report.tool, record), record, seen_at, moments)
    places.write()
    return result


def _add(
    result: Filed,
    place: Place,
    check: str,
    record: ReportedFinding,
    seen_at: datetime,
    moments: list[datetime],
) -> None:
    weakness = weakness_of(check, record)
    fingerprint = fingerprint_of(place.word, weakness)
    found = result.sightings.get(fingerprint)
    if found is None:
        result.sightings[fingerprint] = Sighting(place, weakness, seen_at, seen_at, {check}, record, moments)
        return
    found.moments += moments
    found.checks.add(check)
    found.first = min(found.first, seen_at)
    if seen_at >= found.last:
        found.last, found.record = seen_at, record


def new_finding(fingerprint: str, sighting: Sighting, struck_out: StruckOut) -> SecurityFinding:
    """As the report first shows it; deadline, state and key are given by whoever writes it."""
    row: SecurityFinding = new_row(
        SecurityFinding,
        code=code_of(uuid4()),
        weakness=sighting.weakness,
        fingerprint=fingerprint,
        machine_id=sighting.place.machine_id,
        unregistered_id=sighting.place.unregistered_id,
        agency_id=sighting.place.agency_id,
        kind=str(sighting.record.kind),
        checks=sorted(sighting.checks),
        port=sighting.record.port,
        protocol=sighting.record.protocol[:10],
        first_seen=sighting.first,
        last_seen=sighting.last,
    )
    describe(row, sighting.record, struck_out)
    return row


def describe(row: SecurityFinding, record: ReportedFinding, struck_out: StruckOut) -> None:
    """The words of the newest report; a password in them is struck out."""
    for name, most in LONGEST.items():
        setattr(row, name, struck_out[getattr(record, name)[:most]][:most])
    row.title = row.title or record.rule[:200] or "–"
    row.rule = record.rule[:200]
    row.cves = [one.upper()[:20] for one in record.cves[:200]]
    row.package, row.package_version = record.package[:300], record.package_version[:100]
    row.cvss, row.cvss_vector = record.cvss, record.cvss_vector[:200]
    row.severity = severity_of(record)
    row.folded = fold(" ".join([row.title, row.rule, *row.cves, row.location]))[:FOLDED]
