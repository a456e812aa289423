from datetime import date, timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.findings.actions.decide import decide
from tinhso.security.intake.actions.resolve_machine import resolve_machine
from tinhso.security.models import FindingDecision, Machine, SecurityFinding, UnregisteredMachine
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import imported, read_list, registered, reported, scanned

HERE, STRANGE, DAY = "10.0.0.1", "10.0.0.77", timedelta(days=1)


@pytest.fixture
def town(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-1,{HERE}\n", since=date(2023, 6, 1))
    report = scanned(reported(STRANGE), reported(STRANGE, "R2"), machines=[STRANGE], at=NOW - 5 * DAY)
    imported(guarded, report)
    return guarded


def resolved(town, who="cuc"):
    return resolve_machine(
        unregistered=UnregisteredMachine.objects.get(),
        machine=Machine.objects.get(name="pc-1"),
        by=town.actor(who),
        now=NOW,
    )


def test_findings_of_an_unregistered_machine_move_to_the_one_that_it_is(town):
    imported(town, scanned(reported(HERE), at=NOW - 3 * DAY))
    resolved(town)
    by_rule = {one.rule: one for one in SecurityFinding.objects.all()}
    assert len(by_rule) == 2 and {one.agency for one in by_rule.values()} == {town.agency_a}
    assert (by_rule["R1"].times, by_rule["R1"].first_seen) == (2, NOW - 5 * DAY)
    with pytest.raises(EntryRefused, match="đã được xác định"):
        resolved(town)


def test_what_a_newer_report_on_that_machine_did_not_show_is_mended_when_it_moves(town):
    imported(town, scanned(reported(HERE, "R2"), machines=[HERE], at=NOW - DAY))
    resolved(town)
    states = {one.rule: one.state for one in SecurityFinding.objects.all()}
    assert states == {"R1": "mended", "R2": "open"}


def test_a_machine_that_was_elsewhere_then_is_refused_and_so_is_a_stranger(town):
    with pytest.raises(SecurityForbidden):
        resolved(town, "anh")
    machine = Machine.objects.get(name="pc-1")
    machine.valid = type(machine.valid)(NOW.date() - DAY, None)
    machine.save()
    with pytest.raises(EntryRefused) as refused:
        resolved(town)
    assert refused.value.field == "machine"


def test_what_moves_has_the_priority_of_the_agency_and_decisions_over_it_end_on_that_day(town):
    registered(town, town.agency_a, "anh")
    waiting = SecurityFinding.objects.get(rule="R1")
    imported(town, scanned(reported(HERE), at=NOW - 3 * DAY))
    decide(finding=waiting, kind="false_positive", reason="x", expires_on=NOW.date() + 9 * DAY,
           by=town.actor("cuc"), now=NOW - DAY)  # fmt: skip
    resolved(town)
    moved = SecurityFinding.objects.get(rule="R2")
    assert (moved.level, moved.priority) == (2, 320)
    ended = FindingDecision.objects.get()
    assert (ended.state, ended.settled_at) == ("ended", NOW)


def test_what_was_mended_before_the_unknown_machine_showed_it_opens_anew_with_another_deadline(town):
    imported(town, scanned(reported(HERE, "R2"), machines=[HERE], at=NOW - 90 * DAY), now=NOW - 90 * DAY)
    imported(town, scanned(machines=[HERE], at=NOW - 80 * DAY), now=NOW - 80 * DAY)
    resolved(town)
    one = SecurityFinding.objects.get(rule="R2")
    assert (one.state, one.opened_at, one.due_at > NOW) == ("reopened", NOW, True)
