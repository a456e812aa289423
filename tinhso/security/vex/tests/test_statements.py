"""VEX statements: by whom, until when, one about the same at a time; findings meet them by the deed that stands for decisions."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.software_bills.tests.samples import OPENVEX
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.findings.expiry import end_expired
from tinhso.security.models import FindingDecision, SecurityFinding, VexStatement
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tasks import meet_vex_statements
from tinhso.security.tests.makers import imported, read_list, registered, scanned
from tinhso.security.vex.actions.read_statements import read_statements
from tinhso.security.vex.actions.withdraw_statement import withdraw_statement
from tinhso.security.vex.meeting import Met, meet_statements
from tinhso.security.vex.permissions import can_withdraw
from tinhso.security.vex.tests.makers import CVE, PACKAGE, UNTIL, stated, weak_package

HERE, THERE, UNKNOWN, DAY = "10.0.0.1", "10.0.9.1", "10.9.9.9", timedelta(days=1)


@pytest.fixture
def town(guarded):
    """One machine of each agency and one in no register, each with the same weak package."""
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-1,{HERE}\n", since=NOW.date() - 90 * DAY)
    read_list(guarded, guarded.agency_b, "bach", f"name,ip\npc-9,{THERE}\n", since=NOW.date() - 90 * DAY)
    guarded.system = registered(guarded, guarded.agency_a, "anh")
    show(guarded)
    return guarded


def show(town, now=NOW, **words):
    found = [weak_package(one, **words) for one in (HERE, THERE, UNKNOWN)]
    return imported(town, scanned(*found, at=now - DAY, tool="trivy"), now=now)


def states():
    rows = SecurityFinding.objects.select_related("agency")
    return {(one.agency.name if one.agency else ""): one.state for one in rows}


def read(town, document, who="cuc", system=None):
    return read_statements(
        content=json.dumps(document).encode(),
        system=system,
        expires_on=UNTIL,
        client_key=uuid4(),
        by=town.actor(who),
        now=NOW,
    )


def test_not_affected_takes_the_findings_out_with_the_statement_as_the_reason_and_withdrawal_brings_them_back(
    town,
):
    due = set(SecurityFinding.objects.values_list("due_at", flat=True))
    one = stated(town, "cuc")
    assert set(states().values()) == {"open"}
    assert meet_statements(NOW) == Met(3, 0) and meet_statements(NOW) == Met(0, 0)
    assert set(states().values()) == {"false_positive"}
    decision = FindingDecision.objects.filter(statement=one).first()
    assert (
        one.code in decision.reason and "Không gọi template()" in decision.reason and decision.by == town.cuc
    )
    assert EventRow.objects.filter(name="security.DecisionMade").count() == 3
    show(town, now=NOW + DAY)
    assert set(states().values()) == {"false_positive"}
    withdraw_statement(statement=one, why="Xem lại thì có gọi", by=town.actor("cuc"), now=NOW)
    assert meet_statements(NOW) == Met(0, 3)
    assert (
        set(states().values()) == {"reopened"}
        and set(SecurityFinding.objects.values_list("due_at", flat=True)) == due
    )
    assert "VEX" in SecurityFinding.objects.first().changes.order_by("pk").last().note
    with pytest.raises(EntryRefused, match="đã kết thúc"):
        withdraw_statement(statement=one, why="Nữa", by=town.actor("cuc"), now=NOW)


def test_a_statement_of_a_system_reaches_its_own_agency_alone_and_goes_before_that_of_all(town):
    of_system = stated(town, "anh", town.system)
    assert meet_statements(NOW) == Met(1, 0)
    assert states() == {town.agency_a.name: "false_positive", town.agency_b.name: "open", "": "open"}
    stated(town, "cuc", purl=PACKAGE)
    assert meet_statements(NOW) == Met(2, 0)
    stated(town, "anh", town.system, status="affected", justification="", text="Có gọi, nâng lên 4.17.21")
    of_system.refresh_from_db()
    assert of_system.ending == "replaced" and meet_statements(NOW) == Met(0, 1)
    assert states()[town.agency_a.name] == "reopened" and states()[town.agency_b.name] == "false_positive"


def test_another_weakness_version_or_status_decides_nothing(town):
    stated(town, "cuc", names=("CVE-2020-8203",))
    stated(town, "cuc", purl=f"{PACKAGE}@4.17.19")
    stated(town, "cuc", purl="pkg:npm/lodash-es")
    for status in ("fixed", "under_investigation"):
        stated(town, "cuc", status=status, justification="")
    assert meet_statements(NOW) == Met(0, 0) and set(states().values()) == {"open"}


def test_what_a_person_decided_stays_and_a_finding_that_comes_later_meets_the_statement(town):
    row = SecurityFinding.objects.get(agency=town.agency_a)
    decide(
        finding=row, kind="acknowledged", reason="Đang vá", expires_on=UNTIL, by=town.actor("anh"), now=NOW
    )
    stated(town, "cuc", names=("GHSA-35jh-r3h4-6jhm", CVE))
    assert meet_statements(NOW).decided == 2 and states()[town.agency_a.name] == "acknowledged"
    imported(town, scanned(weak_package("10.0.0.77"), tool="grype"))
    assert meet_statements(NOW) == Met(1, 0)


def test_on_its_day_a_statement_holds_no_longer(town):
    stated(town, "cuc")
    meet_statements(NOW)
    later = NOW + (UNTIL - NOW.date())
    assert end_expired(later - DAY) == 0 and end_expired(later) == 3
    assert meet_statements(later) == Met(0, 0) and set(states().values()) == {"reopened"}


def test_the_job_goes_on_until_every_finding_has_met_the_statement(town, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    monkeypatch.setattr("tinhso.security.vex.meeting.AT_A_TIME", 1)
    stated(town, "cuc")
    meet_vex_statements()
    assert set(states().values()) == {"false_positive"}


def test_what_somebody_ended_this_moment_does_not_stop_the_others(town, monkeypatch):
    stated(town, "cuc")
    meet_statements(NOW)
    one = FindingDecision.objects.first()
    end_decision(decision=one, by=town.actor("cuc"), now=NOW)
    monkeypatch.setattr("tinhso.security.vex.meeting._keys", lambda *words: [one.pk])
    assert meet_statements(NOW) == Met(1, 0)


def test_the_same_form_is_one_and_a_newer_one_about_the_same_replaces(town):
    key = uuid4()
    assert stated(town, "cuc", key=key).pk == stated(town, "cuc", key=key).pk
    assert stated(town, "cuc", town.system, key=key).system == town.system
    second = stated(town, "cuc", text="Đã thử lại")
    assert list(VexStatement.objects.in_force(NOW.date()).filter(system=None)) == [second]
    stated(town, "anh", town.system)
    assert VexStatement.objects.in_force(NOW.date()).count() == 2
    assert EventRow.objects.filter(name="security.VexStatementEnded").count() == 2


def test_what_is_wrong_in_a_statement_is_refused_by_its_field(town):
    wrong = {
        "names": {"names": ("lỗi",)},
        "purl": {"purl": "lodash"},
        "status": {"status": "ổn"},
        "justification": {"justification": ""},
        "text": {"text": " "},
        "expires_on": {"expires_on": NOW.date()},
    }
    for field, words in wrong.items():
        with pytest.raises(EntryRefused) as refused:
            stated(town, "cuc", **words)
        assert refused.value.field == field
    with pytest.raises(EntryRefused):
        stated(town, "cuc", expires_on=NOW.date() + timedelta(days=367))
    with pytest.raises(EntryRefused, match="lý do rút"):
        withdraw_statement(statement=stated(town, "cuc"), why=" ", by=town.actor("cuc"), now=NOW)


def test_strangers_state_and_withdraw_nothing(town):
    of_system, every = stated(town, "anh", town.system), stated(town, "cuc")
    for who, system in (("anh", None), ("bach", town.system), ("ho", None), ("chi", town.system)):
        with pytest.raises(SecurityForbidden):
            stated(town, who, system)
        with pytest.raises(SecurityForbidden):
            read(town, OPENVEX, who, system)
    for who, one in (("bach", of_system), ("anh", every), ("chi", of_system)):
        assert not can_withdraw(one, town.actor(who), on=NOW.date())
        with pytest.raises(SecurityForbidden):
            withdraw_statement(statement=one, why="Không", by=town.actor(who), now=NOW)
    assert can_withdraw(of_system, town.actor("anh"), on=NOW.date()) and can_withdraw(
        of_system, town.actor("cuc"), on=NOW.date()
    )
    visible = VexStatement.objects.visible_to(town.actor("bach"), on=NOW.date())
    assert (
        list(visible) == [every]
        and not VexStatement.objects.visible_to(town.actor("an"), on=NOW.date()).exists()
    )


def test_a_document_becomes_statements_and_one_without_any_is_refused(town):
    found = read(town, OPENVEX, "anh", town.system)
    assert [one.status for one in found.made] == ["not_affected", "affected"] and len(found.rejected) == 4
    assert {one.source for one in found.made} == {"openvex: Sở A"} and meet_statements(NOW) == Met(1, 0)
    with pytest.raises(EntryRefused, match="Dòng 1"):
        read(town, {**OPENVEX, "statements": OPENVEX["statements"][4:5]})
    with pytest.raises(EntryRefused, match="Không nhận ra"):
        read(town, {"a": 1})
    with pytest.raises(EntryRefused, match="16 MB"):
        read_statements(
            content=b" " * 17_000_000,
            system=None,
            expires_on=UNTIL,
            client_key=uuid4(),
            by=town.actor("cuc"),
            now=NOW,
        )
