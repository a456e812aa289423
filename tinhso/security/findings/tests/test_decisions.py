"""What people decide over a finding: with a reason, until a day, a risk only by the head that is named."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.findings.actions.confirm_mending import confirm_mending
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.decide_many import decide_many, mark_of
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.findings.actions.report_mending import report_mending
from tinhso.security.findings.actions.settle_risk import settle_risk
from tinhso.security.findings.approvals import risks_waiting_for
from tinhso.security.findings.expiry import end_expired
from tinhso.security.findings.permissions import can_accept_risk
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.actions.reject_report import reject_report
from tinhso.security.models import FindingDecision, SecurityFinding
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import imported, read_list, reported, scanned

HERE, DAY = "10.0.0.1", timedelta(days=1)
UNTIL = NOW.date() + 10 * DAY


@pytest.fixture
def town(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-1,{HERE}\n", since=date(2023, 6, 1))
    guarded.hai = make_officer("hai", "Lê Văn Hải", guarded.agency_a, "Giám đốc", Head)
    imported(guarded, scanned(reported(HERE), machines=[HERE], at=NOW - DAY), now=NOW - DAY)
    return guarded


def row() -> SecurityFinding:
    return SecurityFinding.objects.get()


def decided(town, kind, who="anh", **words):
    usual = {"reason": "Đã xem", "expires_on": UNTIL, "now": NOW, "finding": row(), "by": town.actor(who)}
    return decide(kind=kind, **usual | words)


def hai() -> User:
    return User.objects.get(username="hai")


def test_a_false_alarm_stays_one_while_reports_show_it_and_opens_anew_on_its_day(town):
    decided(town, "false_positive")
    imported(town, scanned(reported(HERE), machines=[HERE]))
    due = row().due_at
    assert row().state == "false_positive" and row().times == 2
    assert end_expired(NOW + 9 * DAY) == 0 and end_expired(NOW + 10 * DAY) == 1
    assert (row().state, row().due_at) == ("reopened", due)
    states = list(row().changes.order_by("pk").values_list("state", flat=True))
    assert states == ["open", "false_positive", "reopened"]
    names = set(EventRow.objects.filter(name__startswith="security.").values_list("name", flat=True))
    assert {"security.DecisionMade", "security.DecisionEnded", "security.FindingReopened"} <= names


def test_what_is_known_and_worked_on_is_open_and_late_and_says_nothing_of_what_comes_back(town):
    decided(town, "acknowledged")
    assert row().state == "acknowledged" and SecurityFinding.objects.still_open().count() == 1
    imported(town, scanned(machines=[HERE], at=NOW + DAY), now=NOW + DAY)
    assert row().state == "mended"
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW + 2 * DAY), now=NOW + 2 * DAY)
    assert row().state == "reopened" and FindingDecision.objects.get().state == "ended"


def test_a_risk_is_accepted_by_the_head_that_is_named_and_by_nobody_else(town):
    proposal = decided(town, "accepted", approver=hai())
    assert row().state == "open" and proposal.state == "proposed"
    notice = Notice.objects.get(user=hai())
    assert row().code in notice.path and row().title not in str(notice.params)
    assert [risks_waiting_for(town.actor(who)) for who in ("hai", "anh", "cuc")] == [1, 0, 0]
    for who in ("anh", "cuc", "bach"):
        with pytest.raises(SecurityForbidden):
            settle_risk(decision=proposal, accept=True, by=town.actor(who), now=NOW)
        assert not can_accept_risk(proposal, town.actor(who))
    settle_risk(decision=proposal, accept=True, by=town.actor("hai"), now=NOW)
    assert row().state == "accepted" and risks_waiting_for(town.actor("hai")) == 0
    with pytest.raises(EntryRefused):
        settle_risk(decision=proposal, accept=False, by=town.actor("hai"), now=NOW)
    end_expired(NOW + 10 * DAY)
    assert row().state == "reopened"


def test_a_risk_that_is_refused_leaves_the_finding_open(town):
    proposal = decided(town, "accepted", approver=hai())
    settle_risk(decision=proposal, accept=False, by=town.actor("hai"), now=NOW)
    assert row().state == "open" and FindingDecision.objects.get().state == "refused"


def test_an_approver_is_a_head_of_that_agency_and_another_than_who_asks(town):
    make_officer("xuan", "Lê Văn Xuân", town.agency_b, "Giám đốc", Head)
    for approver in (None, User.objects.get(username="xuan"), User.objects.get(username="anh")):
        with pytest.raises(EntryRefused) as refused:
            decided(town, "accepted", approver=approver)
        assert refused.value.field == "approver"


@pytest.mark.parametrize("expires_on", [NOW.date(), NOW.date() + 367 * DAY])
def test_a_decision_ends_within_a_year(town, expires_on):
    with pytest.raises(EntryRefused):
        decided(town, "false_positive", expires_on=expires_on)


def test_a_decision_can_be_ended_once_and_no_second_lies_over_it(town):
    made = decided(town, "false_positive")
    with pytest.raises(EntryRefused):
        decided(town, "acknowledged")
    with pytest.raises(SecurityForbidden):
        end_decision(decision=made, by=town.actor("bach"), now=NOW)
    end_decision(decision=made, by=town.actor("anh"), now=NOW)
    assert row().state == "reopened"
    with pytest.raises(EntryRefused):
        end_decision(decision=made, by=town.actor("anh"), now=NOW)


def test_mending_by_word_waits_for_the_next_report(town):
    report_mending(finding=row(), what="Đã cập nhật, password=abcdef1", by=town.actor("anh"), now=NOW)
    assert row().state == "reported" and "abcdef1" not in row().changes.last().note
    with pytest.raises(EntryRefused):
        report_mending(finding=row(), what="Lần nữa", by=town.actor("anh"), now=NOW)
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW + DAY), now=NOW + DAY)
    assert row().state == "open"
    report_mending(finding=row(), what="Đã gỡ", by=town.actor("anh"), now=NOW + DAY * 2)
    imported(town, scanned(machines=[HERE], at=NOW + 3 * DAY), now=NOW + 3 * DAY)
    assert row().state == "mended" and row().mended_at == NOW + 3 * DAY


def test_a_coordinator_confirms_by_evidence_and_an_older_report_does_not_undo_it(town):
    with pytest.raises(SecurityForbidden):
        confirm_mending(finding=row(), evidence="Ảnh", by=town.actor("anh"), now=NOW)
    confirm_mending(finding=row(), evidence="Biên bản 1", by=town.actor("cuc"), now=NOW)
    assert row().state == "mended" and row().in_time
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW - timedelta(hours=2)))
    assert (row().state, row().mended_at) == ("mended", NOW)
    with pytest.raises(EntryRefused):
        confirm_mending(finding=row(), evidence="Biên bản 2", by=town.actor("cuc"), now=NOW)
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW + DAY), now=NOW + DAY)
    assert row().state == "reopened"


def test_strangers_decide_nothing(town):
    words = {"reason": "x", "expires_on": UNTIL, "by": town.actor("bach"), "now": NOW}
    with pytest.raises(SecurityForbidden):
        decide(finding=row(), kind="false_positive", **words)
    with pytest.raises(SecurityForbidden):
        decide_many(findings=[row()], expected=mark_of([row()]), kind="false_positive", **words)
    with pytest.raises(SecurityForbidden):
        report_mending(finding=row(), what="x", by=town.actor("bach"), now=NOW)
    source = receive_report(
        agency=town.agency_a, content=b"x", file_name="a", client_key=uuid4(), by=town.actor("anh"), now=NOW
    )
    with pytest.raises(SecurityForbidden):
        reject_report(source=source, why="x", by=town.actor("bach"), now=NOW)
