"""What a filed report changes of the findings, written in a few statements; run under the lock of `wait_for_other_reports`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q
from psycopg import sql

from tinhso.kernel.events.public import Actor, Event, copy_events
from tinhso.kernel.site.public import copy_new_rows, copy_rows, new_row, reserve_ids
from tinhso.lib.dates import local
from tinhso.security.findings.exploitation import Exploitation
from tinhso.security.findings.history import change_of, end_decisions_over, moved, opened
from tinhso.security.findings.scope import Looked
from tinhso.security.findings.severity import Deadlines, levels_of, priority_of
from tinhso.security.findings.standing import mended_moment, state_of
from tinhso.security.findings.years import note_years
from tinhso.security.intake.filing import Filed, Sighting, describe, new_finding
from tinhso.security.models import FindingChange, FindingDecision, ScanCoverage, ScanImport, SecurityFinding

JUDGED = (
    "first_seen", "last_seen", "times", "checks", "opened_at", "due_at", "mended_at", "opened_before", "state", "priority", "decision",
)  # fmt: skip
DESCRIBED = (
    "severity", "cvss", "cvss_vector", "title", "rule", "cves", "location", "package", "package_version", "description", "solution", "evidence", "folded",
)  # fmt: skip
WORDS = (
    "cvss", "cvss_vector", "title", "rule", "cves", "location", "package", "package_version", "description", "solution", "evidence", "folded",
)  # fmt: skip
MAKE = sql.SQL(
    "create temporary table changed_findings on commit drop as select id, {columns} from security_securityfinding limit 0"
)
COPY = sql.SQL("copy changed_findings (id, {columns}) from stdin")
UPDATE = sql.SQL(
    "update security_securityfinding as finding set {changes} from changed_findings as changed where finding.id = changed.id"
)
State = SecurityFinding.State
Later = dict[tuple[int | None, int | None], list[tuple[Looked, datetime]]]


@dataclass
class Result:
    new: int = 0
    repeated: int = 0
    closed: int = 0


class Writer:
    """One report after another: what it shows is written, then what it looked at and did not show."""

    def __init__(self, source: ScanImport, looked: Looked, found: Filed, *, by: Actor, now: datetime) -> None:
        self.source, self.looked, self.found, self.by, self.now = source, looked, found, by, now
        self.deadlines = Deadlines(local(now).date())
        named = (cve for one in found.sightings.values() for cve in one.record.cves)
        self.exploitation = Exploitation((cve.upper() for cve in named), local(now).date())
        self.covered = {(one.machine_id, one.unregistered_id) for one in found.covered}
        self.result = Result()
        self.changed: list[SecurityFinding] = []
        self.forgotten: list[int] = []
        self.described: list[SecurityFinding] = []
        self.changes: list[FindingChange] = []
        self.events: list[Event] = []

    def write(self) -> Result:
        existing = self._existing()
        later = self._later_coverage()
        by_print = {row.fingerprint: row for row in existing}
        new = [
            new_finding(fingerprint, sighting, self.found.struck_out)
            for fingerprint, sighting in self.found.sightings.items()
            if fingerprint not in by_print
        ]
        self._open(new, later)
        for fingerprint, sighting in self.found.sightings.items():
            if row := by_print.get(fingerprint):
                self._repeat(row, sighting, later)
        for row in existing:
            if row.fingerprint not in self.found.sightings:
                self._close(row)
        update_rows(self.changed, JUDGED)
        update_rows(self.described, DESCRIBED)
        if self.forgotten:  # that one was known and worked on says nothing of what came back
            self.events += end_decisions_over(self.forgotten, self.now)
        copy_new_rows(self.changes)
        keys = by_print | {row.fingerprint: row for row in new}
        note_years((keys[word].pk, one.moments) for word, one in self.found.sightings.items())
        copy_events((event, self.by, self.now) for event in self.events)
        self._write_coverage()
        return self.result

    def _places(self) -> Q:
        """The machines that the report looked at or found something on."""
        places = self.found.covered | {one.place for one in self.found.sightings.values()}
        machines = [one.machine_id for one in places if one.machine_id is not None]
        others = [one.unregistered_id for one in places if one.unregistered_id is not None]
        return Q(machine_id__in=machines) | Q(unregistered_id__in=others)

    def _existing(self) -> list[SecurityFinding]:
        """What the report shows, and what it may close: not what was mended by its moment. Words are written, never read."""
        closable = Q(mended_at=None) | Q(mended_at__gt=self.found.moment)
        shown = Q(fingerprint__in=list(self.found.sightings))
        rows = SecurityFinding.objects.filter(self._places()).filter(shown | closable).order_by("pk")
        return list(rows.select_for_update(no_key=True).defer("code", "weakness", *WORDS))

    def _later_coverage(self) -> Later:
        """Newer reports that looked at these machines: what an older one shows may be mended since."""
        first = min((one.first for one in self.found.sightings.values()), default=self.found.moment)
        rows = ScanCoverage.objects.filter(self._places(), observed_at__gt=first).exclude(
            scan_import=self.source
        )
        found: Later = defaultdict(list)
        sources: dict[int, Looked] = {}
        for row in rows.select_related("scan_import"):
            looked = sources.setdefault(row.scan_import_id, looked_by(row.scan_import))
            found[row.machine_id, row.unregistered_id].append((looked, row.observed_at))
        return found

    def _open(self, new: list[SecurityFinding], later: Later) -> None:
        keys = reserve_ids(SecurityFinding, len(new)) if new else []
        levels = levels_of((one.agency_id for one in new if one.agency_id), local(self.now).date())
        for row, key in zip(new, keys, strict=True):
            row.id = key
            row.level = levels.get(row.agency_id or 0, 0)
            row.priority = priority_of(row.severity, row.level, self.exploitation.points(row.cves))
            row.opened_at = self.now
            row.due_at = self.deadlines.due(row.severity, self.now)
            self.changes.append(change_of(row, at=self.now, source=self.source, by_id=self.by.user_id))
            self.events.append(opened(row))
            self._judge(row, later)
        copy_rows(new)
        self.result.new = len(new)

    def _repeat(self, row: SecurityFinding, sighting: Sighting, later: Later) -> None:
        self.result.repeated += 1
        row.times += self.source.first_of_file
        row.checks = sorted({*row.checks, *sighting.checks})
        row.first_seen = min(row.first_seen, sighting.first)
        if sighting.last >= row.last_seen:
            row.last_seen = sighting.last
            describe(row, sighting.record, self.found.struck_out)
            self.described.append(row)
            row.priority = priority_of(row.severity, row.level, self.exploitation.points(row.cves))
        self._judge(row, later)
        self.changed.append(row)

    def _judge(self, row: SecurityFinding, later: Later) -> None:
        """Whether it is mended, by what newer reports in scope say; a mended one that is shown after that opens anew."""
        before, mended = row.state, row.mended_at
        observed = [
            at
            for looked, at in later.get((row.machine_id, row.unregistered_id), [])
            if at > row.last_seen and looked.covers(row.checks, row.port, row.protocol)
        ]
        if mended is not None and mended > row.last_seen:
            observed.append(mended)
        row.mended_at = mended_moment(row, observed)
        if mended is not None and mended <= row.last_seen:
            self.deadlines.open_anew(row, self.now)
            if row.decision == FindingDecision.Kind.ACKNOWLEDGED:
                row.decision = ""
                self.forgotten.append(row.pk)
        self._move(row, before, mended)

    def _close(self, row: SecurityFinding) -> None:
        """In scope and not shown, by a report after it was last seen."""
        moment, before, mended = self.found.moment, row.state, row.mended_at
        if not self._looked_at(row) or moment <= row.last_seen or (mended is not None and mended <= moment):
            return
        if not self.looked.covers(row.checks, row.port, row.protocol):
            return
        row.mended_at = moment
        self.result.closed += mended is None
        self._move(row, before, mended)
        self.changed.append(row)

    def _looked_at(self, row: SecurityFinding) -> bool:
        return (row.machine_id, row.unregistered_id) in self.covered

    def _move(self, row: SecurityFinding, before: str, mended: datetime | None) -> None:
        row.state = state_of(row)
        if row.state == before and (row.state != State.MENDED or row.mended_at == mended):
            return
        self.changes.append(change_of(row, at=self.now, source=self.source, by_id=self.by.user_id))
        if event := moved(row):
            self.events.append(event)

    def _write_coverage(self) -> None:
        copy_new_rows(
            new_row(
                ScanCoverage,
                scan_import_id=self.source.pk,
                machine_id=one.machine_id,
                unregistered_id=one.unregistered_id,
                observed_at=self.found.moment,
            )
            for one in self.found.covered
        )


def looked_by(source: ScanImport) -> Looked:
    return Looked(source.tool, source.ports, source.every_port, frozenset(source.rules), source.every_rule)


def update_rows(rows: Sequence[SecurityFinding], names: Sequence[str]) -> None:
    """These columns of many rows by one COPY into a table of the transaction, and one UPDATE."""
    if not rows:
        return
    named = [sql.Identifier(one) for one in names]  # of plain columns a field's name is that of its column
    columns = sql.SQL(", ").join(named)
    changed = [sql.Composed([one, sql.SQL(" = changed."), one]) for one in named]
    changes = sql.SQL(", ").join(changed)
    parts = {"columns": columns, "changes": changes}
    with connection.cursor() as cursor:
        cursor.execute(MAKE.format(**parts))
        with cursor.copy(COPY.format(**parts)) as copy:
            for row in rows:
                copy.write_row([row.pk, *(getattr(row, name) for name in names)])
        cursor.execute(UPDATE.format(**parts))
        cursor.execute("drop table changed_findings")
