"""Machines found and mended: once a year and kind, no false alarm, nothing that is still open."""

from datetime import date, timedelta

from tinhso.casework.tests.makers import NOW
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.findings.actions.decide import decide
from tinhso.security.measures import MEASURES, contacts, malware, visible, vulnerabilities
from tinhso.security.models import SecurityFinding
from tinhso.security.tests.makers import imported, read_list, reported, scanned

DAY = timedelta(days=1)
A, B, C, D = (f"10.0.0.{number}" for number in range(1, 5))


def test_a_machine_counts_once_a_year_and_kind(guarded):
    lines = "\n".join(f"pc-{one},{one}" for one in (A, B, C, D))
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\n{lines}\n", since=date(2023, 1, 1))
    start, machines = NOW - 30 * DAY, [A, B, C, D]
    bad = {"kind": FindingKind.MALWARE}
    found = [
        reported(A, "V1"),
        reported(A, "V2"),
        reported(A, "M", **bad),
        reported(B, "M", **bad),
        reported(C, "V1"),
    ]
    imported(guarded, scanned(*found, reported(D, "V1"), machines=machines, at=start), now=start)
    later = start + DAY
    alarm = SecurityFinding.objects.get(machine__name=f"pc-{C}")
    decide(finding=alarm, kind="false_positive", reason="x", expires_on=later.date() + 90 * DAY,
           by=guarded.actor("anh"), now=later)  # fmt: skip
    imported(guarded, scanned(reported(D, "V1"), machines=machines, at=start + 2 * DAY), now=start + 2 * DAY)
    imported(
        guarded,
        scanned(reported(A, "V1"), reported(D, "V1"), machines=machines, at=start + 3 * DAY),
        now=start + 3 * DAY,
    )
    imported(guarded, scanned(machines=machines[:1], at=start + 4 * DAY), now=start + 4 * DAY)
    assert (malware().count(), contacts().count(), vulnerabilities().count()) == (2, 0, 1)
    assert {one.agency for one in MEASURES} == {None}
    assert visible(malware(), guarded.actor("anh")).count() == 2
    assert visible(malware(), guarded.actor("bach")).count() == 0
