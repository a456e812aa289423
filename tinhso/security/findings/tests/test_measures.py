"""Machines found and mended: once a year and kind, no false alarm, nothing that is still open."""

from datetime import date, timedelta

from tinhso.casework.tests.makers import NOW
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.measures import OF_FINDINGS, OF_MACHINES, contacts, malware, visible, vulnerabilities
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
    assert {one.agency for one in [*OF_FINDINGS, *OF_MACHINES]} == {None}
    assert visible(malware(), guarded.actor("anh")).count() == 2
    assert visible(malware(), guarded.actor("bach")).count() == 0


def false_alarm(town, row, now):
    return decide(finding=row, kind="false_positive", reason="x", expires_on=now.date() + 90 * DAY,
                  by=town.actor("anh"), now=now)  # fmt: skip


def test_a_false_alarm_of_this_year_takes_nothing_from_a_former_one(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc,{A}\n", since=date(2022, 1, 1))
    found, year = scanned(reported(A, "V"), machines=[A], at=NOW - 400 * DAY), NOW - 399 * DAY
    imported(guarded, found, now=NOW - 400 * DAY)
    imported(guarded, scanned(machines=[A], at=year), now=year)
    assert [one.effective_at for one in vulnerabilities()] == [year]
    imported(guarded, scanned(reported(A, "V"), machines=[A], at=NOW - 9 * DAY), now=NOW - 9 * DAY)
    false_alarm(guarded, SecurityFinding.objects.get(), NOW - 8 * DAY)
    assert [one.effective_at for one in vulnerabilities()] == [year]


def test_what_was_not_seen_while_it_was_a_false_alarm_is_not_mended_when_that_ends(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc,{A}\n", since=date(2023, 1, 1))
    imported(guarded, scanned(reported(A, "V"), machines=[A], at=NOW - 9 * DAY), now=NOW - 9 * DAY)
    alarm = false_alarm(guarded, SecurityFinding.objects.get(), NOW - 8 * DAY)
    imported(guarded, scanned(machines=[A], at=NOW - 7 * DAY), now=NOW - 7 * DAY)
    end_decision(decision=alarm, by=guarded.actor("anh"), now=NOW)
    assert SecurityFinding.objects.get().state == "mended" and vulnerabilities().count() == 0
