"""What a report changes: one finding a machine and weakness, closed only by who looked there, never by an older word."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.scan_reports.report import FindingKind, RejectedRecord, ReportedMachine
from tinhso.security.intake.actions.file_report import AlreadyFiled, file_report
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.limits import MOST_BYTES
from tinhso.security.models import FindingChange, Machine, ScanImport, SecurityFinding, UnregisteredMachine
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import imported, read_list, reported, scanned

HERE, OTHER = "10.0.0.1", "10.0.0.2"
DAY = timedelta(days=1)


@pytest.fixture
def town(guarded):
    text = f"name,ip,mac\npc-1,{HERE},aa:bb:cc:00:00:01\npc-2,{OTHER},aa:bb:cc:00:00:02\n"
    read_list(guarded, guarded.agency_a, "anh", text, since=date(2023, 6, 1))
    return guarded


def the_only() -> SecurityFinding:
    return SecurityFinding.objects.get()


def test_a_weakness_of_a_machine_is_one_finding_however_often_it_is_shown(town):
    first = imported(town, scanned(reported(HERE), machines=[HERE], at=NOW - 3 * DAY), now=NOW - 3 * DAY)
    second = imported(town, scanned(reported(HERE), machines=[HERE], at=NOW))
    row = the_only()
    assert (first.new, second.new, second.repeated) == (1, 0, 1)
    assert (row.first_seen, row.last_seen, row.times) == (NOW - 3 * DAY, NOW, 2)
    assert row.agency == town.agency_a and row.machine.name == "pc-1" and row.state == "open"
    assert row.opened_at == NOW - 3 * DAY and row.due_at.date() == (NOW + 27 * DAY).date()
    names = [one.name for one in EventRow.objects.filter(name__startswith="security.Finding")]
    assert names == ["security.FindingOpened"]


def test_a_report_closes_what_it_looked_for_and_did_not_find(town):
    imported(town, scanned(reported(HERE), reported(OTHER), machines=[HERE, OTHER], at=NOW - 3 * DAY))
    source = imported(town, scanned(reported(OTHER), machines=[HERE, OTHER], at=NOW))
    assert source.closed == 1
    mended = SecurityFinding.objects.get(state="mended")
    assert mended.machine.name == "pc-1" and mended.mended_at == NOW and mended.in_time
    assert [one.state for one in mended.changes.order_by("pk")] == ["open", "mended"]
    assert EventRow.objects.filter(name="security.FindingMended").count() == 1


@pytest.mark.parametrize(
    "narrow",
    [
        {"machines": [OTHER]},
        {"machines": []},
        {"machines": [HERE], "every_port": False, "ports": "1-80"},
        {"machines": [HERE], "every_port": False, "ports": ""},
        {"machines": [HERE], "every_port": False, "ports": "U:443"},
        {"machines": [HERE], "every_rule": False, "rules": ("R2", "R3")},
        {"machines": [HERE], "every_rule": False, "rules": ()},
        {"machines": [HERE], "tool": "nmap"},
    ],
)
def test_a_narrower_report_closes_nothing_outside_its_scope(town, narrow):
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW - 3 * DAY))
    assert imported(town, scanned(at=NOW, **narrow)).closed == 0
    assert the_only().state == "open"


def test_a_finding_of_the_whole_machine_is_not_closed_by_a_look_at_ports(town):
    imported(town, scanned(reported(HERE, port=None, protocol=""), machines=[HERE], at=NOW - DAY))
    imported(town, scanned(machines=[HERE], every_port=False, ports="1-65535"))
    assert the_only().state == "open"


def test_a_report_without_a_time_closes_nothing_and_records_tell_one_that_has_none(town):
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW - DAY), now=NOW - DAY)
    assert imported(town, scanned(machines=[HERE], at=None)).closed == 0
    older = scanned(reported(HERE, "R2", seen_at=NOW - 5 * DAY), machines=[HERE], at=None)
    assert imported(town, older).observed_at == NOW - 5 * DAY
    assert {one.state for one in SecurityFinding.objects.all()} == {"open", "mended"}
    assert SecurityFinding.objects.get(state="mended").rule == "R2"


def test_an_older_report_neither_closes_nor_describes_anew(town):
    imported(town, scanned(reported(HERE, title="Newer words"), machines=[HERE], at=NOW - DAY))
    imported(town, scanned(machines=[HERE], at=NOW - 2 * DAY))
    imported(town, scanned(reported(HERE, title="Older words"), machines=[HERE], at=NOW - 5 * DAY))
    row = the_only()
    assert (row.title, row.state, row.times) == ("Newer words", "open", 2)
    assert (row.first_seen, row.last_seen) == (NOW - 5 * DAY, NOW - DAY)


def test_an_older_report_that_comes_late_does_not_open_what_a_newer_one_did_not_find(town):
    imported(town, scanned(machines=[HERE], at=NOW - DAY))
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW - 3 * DAY))
    row = the_only()
    assert (row.state, row.mended_at) == ("mended", NOW - DAY)
    assert [one.state for one in row.changes.order_by("pk")] == ["open", "mended"]


def test_what_comes_back_opens_anew_with_a_new_deadline_and_the_old_one_in_its_history(town):
    start = NOW - 100 * DAY
    imported(town, scanned(reported(HERE), machines=[HERE], at=start), now=start)
    imported(town, scanned(machines=[HERE], at=start + 40 * DAY), now=start + 40 * DAY)
    late = the_only()
    assert late.in_time is False and SecurityFinding.objects.late(NOW).count() == 1
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW))
    row = the_only()
    assert row.state == "reopened" and row.mended_at is None and row.due_at > NOW > late.due_at
    mended = row.changes.get(state="mended")
    assert mended.due_at == late.due_at < mended.effective_at


def test_a_version_is_not_another_place_and_two_tools_agree_on_a_cve(town):
    cve = ("CVE-2024-1234",)
    imported(
        town, scanned(reported(HERE, location="openssl 1.1.1k-1", cves=cve), machines=[HERE], at=NOW - DAY)
    )
    report = scanned(
        reported(HERE, rule="9", location="openssl 3.0.2", cves=cve), machines=[HERE], tool="openvas"
    )
    assert imported(town, report).repeated == 1
    assert the_only().checks == ["nessus:R1", "openvas:9"]
    imported(town, scanned(reported(HERE, rule="9", location="libssl", cves=cve), machines=[HERE]))
    assert SecurityFinding.objects.count() == 2


def test_a_finding_of_march_belongs_to_the_agency_of_march(town):
    machine = Machine.objects.get(name="pc-1")
    move = NOW.date() - 2 * DAY
    machine.valid = type(machine.valid)(machine.valid.lower, move)
    machine.save()
    read_list(town, town.agency_b, "bach", f"name,ip,serial\npc-9,{HERE},S9\n", since=move)
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW - 10 * DAY))
    assert the_only().agency == town.agency_a
    imported(town, scanned(reported(HERE), machines=[HERE], at=NOW))
    assert {one.agency for one in SecurityFinding.objects.all()} == {town.agency_a, town.agency_b}


def test_a_machine_that_nobody_registered_waits_and_nothing_of_it_is_lost(town):
    stranger = ReportedMachine(addresses=("10.9.9.9",), mac="02:00:00:00:00:09")
    source = imported(town, scanned(reported(stranger), reported(stranger, "R2"), reported(HERE)))
    assert (source.new, source.unregistered) == (3, 1)
    waiting = UnregisteredMachine.objects.get()
    assert (waiting.key, waiting.findings.count()) == ("mac:02:00:00:00:00:09", 2)
    assert SecurityFinding.objects.filter(agency=None).count() == 2
    imported(town, scanned(reported(stranger), at=NOW))
    assert UnregisteredMachine.objects.count() == 1 and SecurityFinding.objects.count() == 3


def test_a_record_of_no_machine_is_listed_as_rejected(town):
    report = scanned(reported(ReportedMachine(), record=7))
    report = type(report)(**{**report.__dict__, "rejected": (RejectedRecord(3, "Thiếu", "password=abc123"),)})
    source = imported(town, report)
    assert (source.rejected_count, source.new) == (2, 0)
    assert [row[0] for row in source.rejected] == [3, 7]
    assert "abc123" not in str(source.rejected)


def test_an_officers_report_finds_machines_of_the_own_agency_alone(town):
    imported(town, scanned(reported(HERE), machines=[HERE]), agency=town.agency_b, who="bach")
    row = the_only()
    assert (
        row.machine is None
        and row.agency is None
        and UnregisteredMachine.objects.get().agency == town.agency_b
    )


def test_passwords_are_struck_at_the_door(town):
    words = {"evidence": "login admin, password: Hue@2023 http://root:abc@10.0.0.1/", "title": "pwd=Abc12345"}
    imported(town, scanned(reported(HERE, **words)))
    row = the_only()
    assert not {"Hue@2023", "root:abc", "Abc12345"} & set(row.evidence.split() + row.title.split())
    assert "Hue" not in row.evidence and ":abc@" not in row.evidence and "Abc12345" not in row.title


def test_severity_follows_cvss_and_information_has_no_deadline(town):
    imported(
        town,
        scanned(
            reported(HERE, cvss=9.8),
            reported(HERE, "R2", cvss=0.0),
            reported(HERE, "R3", kind=FindingKind.MALWARE),
        ),
    )
    by_rule = {one.rule: one for one in SecurityFinding.objects.all()}
    assert by_rule["R1"].severity == 4 and by_rule["R1"].due_at.date() == (NOW + 7 * DAY).date()
    assert by_rule["R2"].severity == 0 and by_rule["R2"].due_at is None
    assert by_rule["R3"].kind == "malware" and by_rule["R1"].priority > by_rule["R3"].priority


def test_the_same_file_is_told_and_not_counted_twice(town):
    words = {"agency": town.agency_a, "file_name": "a.xml", "by": town.actor("anh"), "now": NOW}
    key = uuid4()
    first = receive_report(content=b"<a/>", client_key=key, **words)
    assert receive_report(content=b"<a/>", client_key=key, **words) == first
    assert receive_report(content=b"<b/>", client_key=key, **words) != first  # back, and another file chosen
    with pytest.raises(EntryRefused, match="đã được nạp"):
        receive_report(content=b"<a/>", client_key=uuid4(), **words)
    file_report(source=first, report=scanned(reported(HERE)), by=SYSTEM, now=NOW)
    with pytest.raises(AlreadyFiled):
        file_report(source=first, report=scanned(reported(HERE)), by=SYSTEM, now=NOW)
    other = imported(town, scanned(reported(HERE)), content=b"<a/>")  # of all agencies, by a coordinator
    assert (other.first_of_file, the_only().times) == (False, 1)


@pytest.mark.parametrize("content", [b"", b"x" * (MOST_BYTES + 1)])
def test_an_empty_or_endless_file_is_refused(town, content):
    with pytest.raises(EntryRefused):
        receive_report(
            agency=None, content=content, file_name="a", client_key=uuid4(), by=town.actor("cuc"), now=NOW
        )
    assert not ScanImport.objects.exists()


def test_only_who_answers_for_an_agency_sends_its_reports(town):
    words = {"content": b"x", "file_name": "a", "client_key": uuid4(), "now": NOW}
    for agency, who in ((town.agency_a, "bach"), (None, "anh"), (town.agency_a, "ho")):
        with pytest.raises(SecurityForbidden):
            receive_report(agency=agency, by=town.actor(who), **words)
    source = receive_report(agency=town.agency_a, by=town.actor("anh"), **words)
    with pytest.raises(SecurityForbidden):
        file_report(source=source, report=scanned(), by=town.actor("bach"), now=NOW)


def test_an_import_asks_as_much_for_many_findings_as_for_one(town, django_assert_max_num_queries):
    many = [reported(HERE, f"R{number}") for number in range(200)]
    imported(town, scanned(*many[:100], machines=[HERE], at=NOW - DAY))
    with django_assert_max_num_queries(46):
        imported(town, scanned(*many[50:], machines=[HERE]))
    assert SecurityFinding.objects.filter(state="mended").count() == 50
    assert FindingChange.objects.count() == 250


def test_an_import_asks_as_much_for_many_unknown_machines_as_for_one(town, django_assert_max_num_queries):
    places = [f"10.9.{number}.1" for number in range(100)]
    for now in (NOW - DAY, NOW):
        with django_assert_max_num_queries(45):
            imported(town, scanned(*map(reported, places), machines=places, at=now), now=now)
    waiting = UnregisteredMachine.objects.all()
    assert {(one.first_seen, one.last_seen) for one in waiting} == {(NOW - DAY, NOW)} and len(waiting) == 100
