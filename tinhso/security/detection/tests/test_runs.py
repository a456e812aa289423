"""Files of events: received once, run by the job, gone afterwards; whose machine a hit is of."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma.tests.makers import windows
from tinhso.security.detection.actions.file_run import AlreadyRun, file_run
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.detection.actions.refuse_run import refuse_run
from tinhso.security.detection.execution import BROKEN, refuse_lost_runs, run_received_events
from tinhso.security.detection.retention import forget_hits
from tinhso.security.detection.tests.makers import found_on, hits_on, outcome, received, running_rule, town  # noqa: F401
from tinhso.security.models import DetectionHit, DetectionRule, DetectionRun
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tasks import until_none
from tinhso.security.tests.makers import read_list

EXECUTION = "tinhso.security.detection.execution.run_rules"


@pytest.fixture
def lists(town):  # noqa: F811
    """A machine in the register of each of two agencies."""
    read_list(town, town.agency_a, "anh", "name,ip\npc-a,10.0.0.1\n", since=date(2023, 6, 1))
    read_list(town, town.agency_b, "bach", "name,ip\npc-b,10.0.0.2\n", since=date(2023, 6, 1))
    running_rule(town)
    return town


def test_a_file_is_run_in_a_child_and_goes(lists):
    record = windows(
        CommandLine="vssadmin delete shadows password=Abc12345", User="TINH\\an", computer="PC-A.tinh.vn"
    )
    content = "\n".join(json.dumps(one) for one in (record, windows(CommandLine="x"))).encode()
    run = received(lists, lists.agency_a, content=content)
    run_received_events(run.pk, NOW)
    run_received_events(run.pk, NOW)
    run.refresh_from_db()
    assert (run.state, run.events, run.rules, run.hits, run.file) == ("done", 2, 1, 1, None)
    hit = run.found.get()
    assert (hit.machine.name, hit.agency, hit.state, hit.level) == ("pc-a", lists.agency_a, "new", 3)
    assert "Abc12345" not in json.dumps(hit.samples) and "TINH" not in json.dumps(hit.samples)
    names = set(EventRow.objects.values_list("name", flat=True))
    assert {"security.EventFileReceived", "security.DetectionRunFiled"} <= names


def test_a_file_is_received_by_who_answers_for_the_agency(lists):
    key = uuid4()
    assert received(lists, lists.agency_a, key=key) == received(lists, lists.agency_a, key=key)
    with pytest.raises(SecurityForbidden):
        receive_events(
            agency=lists.agency_b, content=b"{}", file_name="x", logsource=("", "", ""), client_key=uuid4(), by=lists.actor("anh"), now=NOW
        )  # fmt: skip
    with pytest.raises(SecurityForbidden):
        received(lists, None, "anh")
    for content in (b"", b"x" * 64_000_001):
        with pytest.raises(EntryRefused):
            receive_events(
                agency=None, content=content, file_name="x", logsource=("", "", ""), client_key=uuid4(), by=lists.actor("cuc"), now=NOW
            )  # fmt: skip


def test_without_a_rule_that_is_on_a_file_is_not_received(town):  # noqa: F811
    with pytest.raises(EntryRefused, match="Chưa có quy tắc"):
        received(town, town.agency_a)
    assert not DetectionRun.objects.exists()


def test_what_cannot_be_run_says_why_and_the_file_goes(lists, monkeypatch):
    def refuse(*args, **words):
        words["heard"](7)
        raise ReportRefused("Tệp hỏng, password=Abc12345")

    monkeypatch.setattr(EXECUTION, refuse)
    run = received(lists, lists.agency_a, logsource=(" Linux ", "", "auditd"))
    run_received_events(run.pk, NOW)
    run.refresh_from_db()
    assert (run.state, run.file, run.product, run.events) == ("refused", None, "linux", 7)
    assert "Tệp hỏng" in run.refusal and "Abc12345" not in run.refusal
    assert refuse_run(run=run, why="khác", by=SYSTEM, now=NOW).refusal == run.refusal
    with pytest.raises(SecurityForbidden):
        refuse_run(run=run, why="khác", by=lists.actor("bach"), now=NOW)
    assert EventRow.objects.filter(name="security.DetectionRunRefused").count() == 1


def test_a_fault_of_ours_refuses_the_run_and_is_raised(lists, monkeypatch):
    def fail(*args, **words):
        raise RuntimeError("x")

    monkeypatch.setattr(EXECUTION, fail)
    run = received(lists, lists.agency_a)
    with pytest.raises(RuntimeError):
        run_received_events(run.pk, NOW)
    run.refresh_from_db()
    assert (run.state, run.refusal, run.file) == ("refused", BROKEN, None)


def test_a_run_is_written_once_and_by_who_answers(lists):
    run = received(lists, lists.agency_a)
    rules = list(DetectionRule.objects.running())
    with pytest.raises(SecurityForbidden):
        file_run(run=run, rules=rules, outcome=outcome(), by=lists.actor("bach"), now=NOW)
    done = file_run(
        run=run, rules=rules, outcome=outcome(refused={0: "vì thế"}, counts={0: 900}), by=SYSTEM, now=NOW
    )
    assert (done.rules, done.refused[0][2], done.reasons) == (
        0,
        "vì thế",
        [["không phải JSON", 1], [done.reasons[1][0], 900]],
    )
    with pytest.raises(AlreadyRun):
        file_run(run=run, rules=rules, outcome=outcome(), by=SYSTEM, now=NOW)


def test_times_of_one_machine_are_one_hit_and_an_officer_finds_machines_of_the_own_agency_alone(lists):
    finds = [
        found_on("pc-a", hours_ago=3),
        found_on("PC-A", hours_ago=2),
        found_on("pc-a"),
        found_on("pc-b"),
        found_on(),
    ]
    rows = hits_on(lists, lists.agency_a, *finds)
    assert [(one.machine_name, one.times, one.agency) for one in rows] == [
        ("", 1, lists.agency_a), ("pc-a", 3, lists.agency_a), ("pc-b", 1, lists.agency_a)
    ]  # fmt: skip
    assert rows[2].machine is None  # of another agency: not told
    every = hits_on(
        lists, None, found_on("pc-a"), found_on("pc-b"), found_on("la"), found_on("pc-a", "pc-b"), who="cuc"
    )
    assert {one.machine_name: one.agency for one in every} == {
        "pc-a": lists.agency_a, "pc-b": lists.agency_b, "la": None, "pc-a, pc-b": None
    }  # fmt: skip
    seen = DetectionHit.objects.visible_to(lists.actor("bach"), on=NOW.date())
    assert [one.machine_name for one in seen] == ["pc-b"]


def test_old_hits_go(lists):
    hits_on(lists, lists.agency_a, found_on("pc-a"))
    assert forget_hits(NOW) == 0
    DetectionHit.objects.update(at=NOW.replace(year=NOW.year - 6))
    assert forget_hits(NOW) == 1


def test_a_run_of_a_killed_worker_is_refused_and_its_file_goes(lists):
    run = received(lists, lists.agency_a)
    DetectionRun.objects.update(state="running")
    assert refuse_lost_runs(NOW + timedelta(hours=23)) == 0 and refuse_lost_runs(NOW + timedelta(days=1)) == 1
    run.refresh_from_db()
    assert (run.state, run.file) == ("refused", None) and "giữa chừng" in run.refusal


def test_a_night_forgets_all_that_is_old_and_a_run_says_that_it_wrote_not_all(lists, monkeypatch):
    monkeypatch.setattr("tinhso.security.detection.grouping.MOST_HITS", 2)
    rows = hits_on(lists, lists.agency_a, found_on("pc-a"), found_on("pc-b"), found_on("pc-c"))
    assert len(rows) == 2 and DetectionRun.objects.latest("pk").reasons[-1][1] == 2
    monkeypatch.setattr("tinhso.security.detection.retention.AT_A_TIME", 1)
    DetectionHit.objects.update(at=NOW.replace(year=NOW.year - 6))
    until_none(forget_hits)
    assert not DetectionHit.objects.exists()
