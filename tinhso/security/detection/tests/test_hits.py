"""What is decided over a hit: a false alarm until a day, or a finding of its machine."""

from datetime import date, timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.detection.actions.confirm_hit import confirm_hit
from tinhso.security.detection.actions.dismiss_hit import dismiss_hit
from tinhso.security.detection.actions.end_exception import end_exception
from tinhso.security.detection.tests.makers import found_on, hits_on, running_rule, town  # noqa: F401
from tinhso.security.models import DetectionException, DetectionHit, ScanImport, SecurityFinding
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import imported, read_list, scanned

TODAY, MALWARE = NOW.date(), FindingKind.MALWARE
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def hit(town):  # noqa: F811
    read_list(town, town.agency_a, "anh", "name,ip\npc-a,10.0.0.1\n", since=date(2023, 6, 1))
    running_rule(town)
    return hits_on(town, town.agency_a, found_on("pc-a"))[0]


def dismissed(town, hit, who="anh", reason="Dọn ổ đĩa", expires_on=LATER):  # noqa: F811
    return dismiss_hit(hit=hit, reason=reason, expires_on=expires_on, by=town.actor(who), now=NOW)


def test_a_false_alarm_is_an_exception_until_its_day(town, hit):  # noqa: F811
    waiting = hits_on(town, town.agency_a, found_on("pc-a"))[0]
    exception = dismissed(town, hit)
    for one in (hit, waiting):
        one.refresh_from_db()
        assert (one.state, one.reason, one.exception) == ("false_alarm", "Dọn ổ đĩa", exception)
    assert EventRow.objects.filter(name="security.DetectionHitDismissed").count() == 2
    covered, other = hits_on(town, town.agency_a, found_on("pc-a"), found_on("pc-c"))
    covered.run.refresh_from_db()
    assert (covered.state, other.state, covered.run.hits, covered.run.excepted) == ("excepted", "new", 1, 1)
    DetectionException.objects.update(expires_on=TODAY - timedelta(days=1))
    later = hits_on(town, town.agency_a, found_on("pc-a"))[0]
    assert later.state == "new"
    assert dismissed(town, later).pk == exception.pk


def test_an_exception_of_one_agency_says_nothing_of_another(town, hit):  # noqa: F811
    dismissed(town, hit)
    other = hits_on(town, town.agency_b, found_on("pc-a"), who="bach")[0]
    assert other.state == "new"


def test_an_exception_wants_a_reason_and_a_day_within_a_year(town, hit):  # noqa: F811
    for words in (
        {"reason": " "}, {"reason": "x" * 1001}, {"expires_on": TODAY}, {"expires_on": TODAY + timedelta(days=366)},
    ):  # fmt: skip
        with pytest.raises(EntryRefused):
            dismiss_hit(
                **{"hit": hit, "reason": "x", "expires_on": LATER, "by": town.actor("anh"), "now": NOW}
                | words
            )
    with pytest.raises(SecurityForbidden):
        dismiss_hit(hit=hit, reason="x", expires_on=LATER, by=town.actor("bach"), now=NOW)
    dismissed(town, hit, "cuc")
    with pytest.raises(EntryRefused, match="đã được quyết định"):
        dismiss_hit(hit=hit, reason="x", expires_on=LATER, by=town.actor("anh"), now=NOW)


def test_an_exception_is_ended_by_who_answers(town, hit):  # noqa: F811
    exception = dismissed(town, hit)
    with pytest.raises(SecurityForbidden):
        end_exception(exception=exception, by=town.actor("bach"), now=NOW)
    end_exception(exception=exception, by=town.actor("anh"), now=NOW)
    with pytest.raises(EntryRefused):
        end_exception(exception=exception, by=town.actor("anh"), now=NOW)
    assert hits_on(town, town.agency_a, found_on("pc-a"))[0].state == "new"
    assert EventRow.objects.filter(name="security.DetectionExceptionEnded").count() == 1


def test_a_hit_becomes_a_finding_with_its_deadline_and_twice_it_is_the_same(town, hit):  # noqa: F811
    finding = confirm_hit(hit=hit, kind=MALWARE, by=town.actor("anh"), now=NOW)
    hit.refresh_from_db()
    assert (hit.state, hit.finding, hit.decided_by) == ("finding", finding, town.anh)
    assert (finding.machine.name, finding.kind, finding.severity, finding.state) == (
        "pc-a",
        "malware",
        3,
        "open",
    )
    assert finding.agency == town.agency_a and finding.due_at.date() == TODAY + timedelta(days=30)
    assert "vssadmin" in finding.evidence and ScanImport.objects.get().tool == "sigma"
    later = hits_on(town, town.agency_a, found_on("pc-a"))[0]
    assert confirm_hit(hit=later, kind=MALWARE, by=town.actor("cuc"), now=NOW) == finding
    assert SecurityFinding.objects.get().times == 2
    assert EventRow.objects.filter(name="security.DetectionHitConfirmed").count() == 2
    with pytest.raises(EntryRefused):
        confirm_hit(hit=hit, kind=MALWARE, by=town.actor("anh"), now=NOW)
    imported(town, scanned(machines=["10.0.0.1"]), town.agency_a)
    finding.refresh_from_db()
    assert finding.state == "open"  # a scanner looked for something else


def test_a_machine_of_no_register_waits_to_be_known_and_several_machines_are_no_finding(town, hit):  # noqa: F811
    unknown, several = hits_on(town, None, found_on("la"), found_on("pc-a", "pc-x"), who="cuc")
    with pytest.raises(SecurityForbidden):
        confirm_hit(hit=unknown, kind=MALWARE, by=town.actor("anh"), now=NOW)
    finding = confirm_hit(hit=unknown, kind=MALWARE, by=town.actor("cuc"), now=NOW)
    assert (str(finding.unregistered), finding.agency) == ("la", None)
    with pytest.raises(EntryRefused, match="đúng một máy"):
        confirm_hit(hit=several, kind=MALWARE, by=town.actor("cuc"), now=NOW)
    assert DetectionHit.objects.get(pk=several.pk).state == "new"
