"""What is written of an incident stays as it was written: lines, alerts, tasks, evidence with its hand-overs, reports, breaches."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.public import Conflict, NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.files.tests.makers import sent_file
from tinhso.kernel.people.roles import SecurityCoordinator
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.incidents.actions.add_alerts import add_alerts
from tinhso.security.incidents.actions.add_asset import add_asset
from tinhso.security.incidents.actions.add_evidence import add_evidence
from tinhso.security.incidents.actions.add_task import add_task
from tinhso.security.incidents.actions.close_cyber_incident import close_cyber_incident
from tinhso.security.incidents.actions.hand_over_evidence import hand_over_evidence
from tinhso.security.incidents.actions.hold_evidence import hold_evidence
from tinhso.security.incidents.actions.merge_incidents import merge_incidents
from tinhso.security.incidents.actions.note_breach import note_breach
from tinhso.security.incidents.actions.part_alert import part_alert
from tinhso.security.incidents.actions.part_incident import part_incident
from tinhso.security.incidents.actions.refuse_cyber_incident import refuse_cyber_incident
from tinhso.security.incidents.actions.report_cyber_incident import report_cyber_incident
from tinhso.security.incidents.actions.send_report import send_report
from tinhso.security.incidents.actions.tick_task import tick_task
from tinhso.security.incidents.actions.write_entry import write_entry
from tinhso.security.incidents.alerts import offered
from tinhso.security.incidents.page import page_of
from tinhso.security.incidents.tests.makers import (
    DAY,
    HOUR,
    brought_to,
    closed,
    cyber_reported,
    fresh,
    moves,
    seat_people,
    sent_all,
    verified,
)
from tinhso.security.incidents.upkeep import forget_evidence
from tinhso.security.measures import cyber_incidents
from tinhso.security.models import (
    CyberIncident,
    EvidenceTransfer,
    IncidentAlert,
    IncidentEntry,
    IncidentEvidence,
    Machine,
    SecurityFinding,
)
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.support.tests.makers import give_support, received, reported, resolved
from tinhso.security.tests.makers import read_list, registered


@pytest.fixture
def post(guarded):
    return seat_people(guarded)


def does(town, deed, who="anh", now=NOW, **words):
    return deed(by=town.actor(who), now=now, **words)


def evidence_of(town, incident, who="anh", **words):
    usual = {"words": "Nhật ký máy", "collected_at": NOW - HOUR, "collector": "Trần Văn Anh, cơ quan A"}
    given = {"file": sent_file(by=town.actor(who))} | usual | words
    return add_evidence(incident=incident, by=town.actor(who), now=NOW, **given)


def cyber_support(town, title="Bị dò mật khẩu"):
    give_support(town)
    one = resolved(town, received(town, reported(town, title=title)), cyber=True, cyber_reason="Bị dò")
    return f"support:{one.case.code}"


def finding_of(machine):
    words = {
        "kind": "malware",
        "severity": 4,
        "title": "Trojan.Gen",
        "rule": "x",
        "first_seen": NOW,
        "last_seen": NOW,
    }
    code = uuid4().hex[:12]
    return SecurityFinding.objects.create(
        code=code, weakness=code, fingerprint=code, machine=machine, agency=machine.agency, opened_at=NOW, **words
    )  # fmt: skip


def machine_of(town, agency, who, name="pc-1"):
    read_list(town, agency, who, f"name,ip\n{name},10.0.0.1\n", key=uuid4())
    return Machine.objects.get(agency=agency, name=name)


def test_lines_are_never_changed_and_a_correction_is_another(post):
    one = verified(post)
    machine, strange = machine_of(post, post.agency_a, "anh"), machine_of(post, post.agency_b, "bach")
    words = {"incident": one, "kind": "observed", "text": "Máy gọi ra ngoài", "happened_at": NOW - DAY}
    line = does(post, write_entry, machine=machine, indicator="evil.example", **words)
    wrong = {"kind": "correction", "corrects": line, "text": "Máy khác"}
    assert does(post, write_entry, **words | wrong).number == 2
    other = does(post, write_entry, "cuc", **words | {"incident": verified(post)})
    for bad in (
        {"text": ""},
        {"kind": "alert"},
        {"kind": "correction"},
        {"corrects": line},
        {"kind": "correction", "corrects": other},
        {"machine": strange},
        {"indicator": "a" * 301},
        {"happened_at": NOW + HOUR},
    ):
        with pytest.raises(EntryRefused):
            does(post, write_entry, **words | bad)
    with pytest.raises(SecurityForbidden):
        does(post, write_entry, "chi", **words)
    secret = does(post, write_entry, **words | {"text": "Vào được bằng mật khẩu: Hoa12345"})
    assert "Hoa12345" not in secret.text, "a line is never changed: what is secret is struck out before"
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentEntry.objects.filter(pk=line.pk).update(text="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentEntry.objects.filter(pk=line.pk).delete()
    ended = moves(post, refuse_cyber_incident, cyber_reported(post), reason="Không phải")
    with pytest.raises(Conflict):
        does(post, write_entry, **words | {"incident": ended})


@pytest.mark.long
def test_alerts_are_merged_without_loss_and_parted(post):
    machine = machine_of(post, post.agency_a, "anh")
    finding, support = finding_of(machine), cyber_support(post)
    theirs = finding_of(machine_of(post, post.agency_b, "bach"))
    key = f"finding:{finding.code}"
    assert {one.key for one in offered(post.actor("anh"), NOW.date())} == {key, support}
    words = {"kind": "malware", "title": "x", "text": "x", "detected_at": NOW, "client_key": uuid4()}
    with pytest.raises(EntryRefused, match="cùng một cơ quan"):
        does(post, report_cyber_incident, "cuc", alerts=[key, f"finding:{theirs.code}"], **words)
    with pytest.raises(EntryRefused, match="không còn"):
        does(post, report_cyber_incident, alerts=[f"finding:{theirs.code}"], **words)
    with pytest.raises(SecurityForbidden):
        does(post, report_cyber_incident, "emi", exercise=True, **words)
    one = does(post, report_cyber_incident, "cuc", alerts=[key], **words)
    assert one.agency == post.agency_a, "it belongs to the agency of its alerts"
    line = one.entries.get()
    assert (line.kind, line.machine, line.text) == ("alert", machine, "Điểm yếu: Trojan.Gen")
    with pytest.raises(EntryRefused, match="thuộc một sự cố khác"):
        does(post, add_alerts, incident=one, alerts=[key])
    with pytest.raises(EntryRefused, match="của cơ quan có sự cố"):
        does(post, add_alerts, "cuc", incident=one, alerts=[f"finding:{theirs.code}"])
    with pytest.raises(SecurityForbidden):
        does(post, add_alerts, "chi", incident=one, alerts=[support])
    does(post, add_alerts, incident=one, alerts=[support])
    alert = one.alerts.get(source="finding")
    with pytest.raises(SecurityForbidden):
        does(post, part_alert, "chi", alert=alert, reason="x")
    with pytest.raises(EntryRefused):
        does(post, part_alert, alert=alert, reason=" ")
    does(post, part_alert, alert=alert, reason="Việc khác")
    with pytest.raises(Conflict):
        does(post, part_alert, alert=alert, reason="Việc khác")
    finding.delete()
    assert [one.words for one in one.alerts.order_by("pk")] == ["Trojan.Gen", "Bị dò mật khẩu"]
    assert one.entries.count() == 3
    moves(post, refuse_cyber_incident, one, "du", reason="Không phải")
    assert support in {found.key for found in offered(post.actor("anh"), NOW.date())}, "free again"
    with pytest.raises(Conflict):
        does(post, add_alerts, incident=one, alerts=[support])
    assert IncidentAlert.objects.filter(parted_at=None).count() == 0


@pytest.mark.long
def test_incidents_are_merged_without_loss_and_parted(post):
    main, other = brought_to(post, "plan"), cyber_reported(post, title="Cùng mã độc")
    for bad in (other, cyber_reported(post, "anh", exercise=True)):
        with pytest.raises(EntryRefused):
            moves(post, merge_incidents, other, into=bad)
    with pytest.raises(SecurityForbidden):
        moves(post, merge_incidents, other, "anh", into=main)
    with pytest.raises(Stale):
        moves(post, merge_incidents, other, into=main, ver=0)
    other.case.participants.filter(open=True).update(role="clerk")
    with pytest.raises(NotYourTurn):
        moves(post, merge_incidents, other, into=main)
    other.case.participants.filter(open=True).update(role=SecurityCoordinator.code)
    with pytest.raises(Conflict):
        moves(post, part_incident, main)
    other = moves(post, merge_incidents, other, into=main)
    assert cyber_incidents().count() == 1 and not CyberIncident.objects.at_work().filter(pk=other.pk)
    with pytest.raises(EntryRefused):
        moves(post, merge_incidents, main, into=other)
    with pytest.raises(Conflict):
        moves(post, merge_incidents, other, into=main)
    with pytest.raises(SecurityForbidden):
        moves(post, part_incident, other, "anh")
    with pytest.raises(Stale):
        moves(post, part_incident, other, ver=0)
    other.case.participants.filter(open=True).update(role="clerk")
    with pytest.raises(NotYourTurn):
        moves(post, part_incident, other)
    other.case.participants.filter(role="clerk").update(role=SecurityCoordinator.code, open=True)
    other = moves(post, part_incident, other)
    assert (other.case.state, other.case.step) == ("in_progress", "verify")
    assert cyber_incidents().count() == 1, "received with another, never verified"
    other = moves(post, merge_incidents, verified(post, other), into=main)
    line = {"kind": "action", "text": "Ghi tiếp ở đây", "happened_at": NOW}
    assert does(post, write_entry, incident=other, **line).incident == other
    ended = closed(post)
    with pytest.raises(Conflict):
        moves(post, merge_incidents, main, into=ended)


def test_what_was_merged_ends_with_the_main_incident(post):
    main = brought_to(post, "approve")
    other = moves(post, merge_incidents, verified(post), into=main)
    sent_all(post, main)
    with pytest.raises(EntryRefused, match=other.case.code):
        moves(post, close_cyber_incident, main, "dat")
    sent_all(post, other)
    moves(post, close_cyber_incident, main, "dat")
    assert page_of(fresh(other), post.actor("cuc"), NOW)["steps"] == [], "it did not go the steps itself"
    assert (fresh(other).case.state, fresh(other).case.outcome) == ("done", "merged")
    assert cyber_incidents().count() == 1


def test_one_that_others_were_merged_into_is_not_refused(post):
    main = cyber_reported(post)
    other = moves(post, merge_incidents, cyber_reported(post), into=main)
    with pytest.raises(EntryRefused, match="Tách"):
        moves(post, refuse_cyber_incident, main, "du", reason="Không phải")
    moves(post, part_incident, other)
    assert moves(post, refuse_cyber_incident, main, "du", reason="Không phải").case.state == "refused"


def test_systems_and_machines_are_those_of_the_agency(post):
    one = verified(post)
    machine, strange = machine_of(post, post.agency_a, "anh"), machine_of(post, post.agency_b, "bach")
    system, theirs = registered(post, post.agency_a, "anh"), registered(post, post.agency_b, "bach")
    for _twice in range(2):
        does(post, add_asset, incident=one, machine=machine)
    does(post, add_asset, incident=one, system=system)
    assert [str(found) for found in one.assets.order_by("pk")] == ["pc-1", system.name]
    for bad in ({}, {"machine": machine, "system": system}, {"machine": strange}, {"system": theirs}):
        with pytest.raises(EntryRefused):
            does(post, add_asset, incident=one, **bad)
    with pytest.raises(SecurityForbidden):
        does(post, add_asset, "bach", incident=one, machine=strange)
    moves(post, refuse_cyber_incident, (none := cyber_reported(post)), reason="x")
    with pytest.raises(Conflict):
        does(post, add_asset, incident=none, machine=machine)


def test_tasks_are_ticked_with_who_and_when(post):
    one = verified(post)
    task = one.tasks.first()
    with pytest.raises(SecurityForbidden):
        does(post, tick_task, "chi", task=task, note="")
    with pytest.raises(EntryRefused):
        does(post, tick_task, task=task, note="a" * 501)
    does(post, tick_task, task=task, note="Đã rút mạng")
    task.refresh_from_db()
    assert (task.done_by, task.done_at) == (post.anh, NOW)
    with pytest.raises(Conflict):
        does(post, tick_task, task=task, note="")
    more = {"incident": one, "step": "restore", "words": "Báo trưởng phòng", "part": "head"}
    assert does(post, add_task, **more).number == one.tasks.count()
    for bad in ({"step": "none"}, {"part": "all"}, {"words": ""}):
        with pytest.raises(EntryRefused):
            does(post, add_task, **more | bad)
    with pytest.raises(SecurityForbidden):
        does(post, add_task, "chi", **more)
    moves(post, refuse_cyber_incident, (none := cyber_reported(post)), reason="x")
    with pytest.raises(Conflict):
        does(post, add_task, **more | {"incident": none})


def test_evidence_keeps_its_digest_and_every_hand_over(post):
    one = verified(post)
    piece = evidence_of(post, one)
    assert piece.sha256 == piece.file.sha256 and piece.transfers.get().giver.startswith("Trần Văn Anh")
    for bad in ({"words": ""}, {"collector": ""}, {"collected_at": NOW + DAY}, {"file": None}):
        with pytest.raises(EntryRefused):
            evidence_of(post, one, **bad)
    with pytest.raises(NotYourFile):
        evidence_of(post, one, file=sent_file(by=post.actor("ho")))
    with pytest.raises(SecurityForbidden):
        evidence_of(post, one, "chi")
    words = {
        "evidence": piece,
        "giver": "A",
        "receiver": "Đội ứng cứu",
        "purpose": "Giám định",
        "handed_at": NOW,
    }
    for bad in ({"giver": ""}, {"receiver": ""}, {"purpose": " "}, {"handed_at": NOW + DAY}):
        with pytest.raises(EntryRefused):
            does(post, hand_over_evidence, **words | bad)
    with pytest.raises(SecurityForbidden):
        does(post, hand_over_evidence, "chi", **words)
    given = does(post, hand_over_evidence, **words)
    assert given.intact and given.number == 2
    for rows, change in (
        (EvidenceTransfer.objects.filter(pk=given.pk), {"receiver": "khác"}),
        (IncidentEvidence.objects.filter(pk=piece.pk), {"sha256": sha256(b"x").hexdigest()}),
        (IncidentEvidence.objects.filter(pk=piece.pk), {"words": "khác"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    moves(post, refuse_cyber_incident, (none := cyber_reported(post)), reason="x")
    with pytest.raises(Conflict):
        evidence_of(post, none)


def test_evidence_goes_with_its_time_but_not_while_it_is_held(post):
    one = brought_to(post, "approve")
    free, held = evidence_of(post, one), evidence_of(post, one)
    hold = {"evidence": held, "held": True, "reason": "Công văn của cơ quan điều tra"}
    with pytest.raises(SecurityForbidden):
        does(post, hold_evidence, "anh", **hold)
    with pytest.raises(EntryRefused):
        does(post, hold_evidence, "cuc", **hold | {"reason": ""})
    does(post, hold_evidence, "cuc", **hold)
    with pytest.raises(Conflict):
        does(post, hold_evidence, "cuc", **hold)
    sent_all(post, one)
    moves(post, close_cyber_incident, one, "dat")
    assert forget_evidence(NOW + timedelta(days=3649)) == 0
    assert forget_evidence(NOW + timedelta(days=3651)) == 1
    free.refresh_from_db()
    held.refresh_from_db()
    assert free.file is None and free.sha256 and free.transfers.count() == 1 and held.file is not None
    with pytest.raises(Conflict):
        does(post, hand_over_evidence, evidence=free, giver="a", receiver="b", purpose="c", handed_at=NOW)
    does(post, hold_evidence, "cuc", **hold | {"held": False})
    assert forget_evidence(NOW + timedelta(days=3651)) == 1


def test_a_report_is_noted_once_with_its_number_in_time_or_late(post):
    one = verified(post)
    report = one.reports.select_related("incident").get()
    words = {"report": report, "document_number": "12/BC-A", "sent_at": NOW}
    for bad in (
        {"document_number": " "},
        {"sent_at": NOW + DAY},
        {"sent_at": NOW - 9 * DAY},
        {"sent_at": None},
    ):
        with pytest.raises(EntryRefused):
            does(post, send_report, **words | bad)
    with pytest.raises(SecurityForbidden):
        does(post, send_report, "chi", **words)
    does(post, send_report, now=NOW + 9 * DAY, **words | {"sent_at": NOW + 8 * DAY})
    report.refresh_from_db()
    assert report.is_late(NOW)
    with pytest.raises(Conflict):
        does(post, send_report, **words)


def test_a_breach_of_personal_data_has_its_own_clock(post):
    one = verified(post, kind="leak")
    words = {
        "incident": one, "found_at": NOW - HOUR, "data_kinds": "Họ tên, số điện thoại", "sensitive": False, "persons_count": None,
        "consequences": "Bị gọi lừa đảo", "measures": "Đã gỡ", "persons_due": False, "persons_reason": "Chưa rõ",
    }  # fmt: skip
    for bad in ({"data_kinds": ""}, {"found_at": NOW + DAY}, {"persons_count": -1}, {"persons_reason": ""}):
        with pytest.raises(EntryRefused):
            does(post, note_breach, **words | bad)
    with pytest.raises(SecurityForbidden):
        does(post, note_breach, "chi", **words)
    does(post, note_breach, **words)
    breach = one.reports.get(kind="breach")
    assert breach.due_at == NOW - HOUR + timedelta(hours=72) and "A05" in breach.recipients
    later = {"persons_count": 120, "persons_due": True, "persons_reason": "Nguy cơ bị lừa", "found_at": NOW}
    does(post, note_breach, **words | later)
    one = fresh(one)
    assert one.data_breach.persons_count == 120 and one.data_breach.found_at == NOW - HOUR
    assert set(one.reports.values_list("kind", flat=True)) == {"initial", "breach", "persons"}
    does(post, note_breach, **words)
    assert set(one.reports.still_asked().values_list("kind", flat=True)) == {"initial", "breach"}, (
        "no longer due"
    )
    moves(post, refuse_cyber_incident, (none := cyber_reported(post)), reason="x")
    with pytest.raises(Conflict):
        does(post, note_breach, **words | {"incident": none})
