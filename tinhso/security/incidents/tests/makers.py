"""Cyber incidents as tests need them. Cúc coordinates at the committee, Đạt heads it; Anh answers for agency A, Emi works there."""

from datetime import timedelta
from uuid import uuid4

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.people.roles import Head, SecurityCoordinator
from tinhso.security.incidents.actions.choose_plan import choose_plan
from tinhso.security.incidents.actions.classify_incident import classify_incident
from tinhso.security.incidents.actions.close_cyber_incident import close_cyber_incident
from tinhso.security.incidents.actions.finish_step import finish_step
from tinhso.security.incidents.actions.report_cyber_incident import report_cyber_incident
from tinhso.security.incidents.actions.restore_incident import restore_incident
from tinhso.security.incidents.actions.send_report import send_report
from tinhso.security.incidents.actions.summarise_incident import summarise_incident
from tinhso.security.incidents.actions.verify_incident import verify_incident
from tinhso.security.models import CyberIncident

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FOUND = NOW - HOUR
STEPS = ("verify", "classify", "plan", "direct", "carry_out", "restore", "summarise", "approve")


def seat_people(town):
    """A head and a second coordinator of the specialised unit."""
    if not hasattr(town, "dat"):
        town.dat = make_officer("dat", "Lê Văn Đạt", town.committee, "Chánh Văn phòng", Head)
    if not hasattr(town, "du"):
        town.du = make_officer("du", "Lê Văn Dụ", town.committee, "Điều phối viên", SecurityCoordinator)
    return town


def fresh(incident):
    """As the database has it now."""
    related = ("case__process", "case__agency", "agency", "reporter")
    return CyberIncident.objects.select_related(*related).get(pk=incident.pk)


def cyber_reported(town, who="emi", key=None, now=NOW, **words):
    usual = {
        "kind": "malware",
        "title": "Máy một cửa tự mở trang lạ",
        "text": "Từ sáng máy chậm.",
        "detected_at": now - HOUR,
    }
    return report_cyber_incident(
        client_key=key or uuid4(), by=town.actor(who), now=now, **usual | words
    )  # fmt: skip


def moves(town, deed, incident, who="cuc", now=NOW, ver=None, **words):
    """The deed on the incident as it is now."""
    one = fresh(incident)
    deed(incident=one, ver=one.case.ver if ver is None else ver, by=town.actor(who), now=now, **words)
    return fresh(incident)


def verified(town, incident=None, now=NOW, kind="malware", **words):
    one = incident or cyber_reported(town, now=now, **words)
    return moves(town, verify_incident, one, now=now, kind=kind, finding="Đúng là mã độc")


def sent_all(town, incident, now=NOW, who="anh"):
    for report in incident.reports.filter(sent_at=None).select_related("incident"):
        send_report(report=report, document_number="12/BC", sent_at=now, by=town.actor(who), now=now)


def brought_to(town, step, now=NOW, **words):
    """A verified incident at that step."""
    one = verified(town, now=now, **words)
    deeds = (
        ("classify", classify_incident, {"criteria": ["interruption"]}),
        ("plan", choose_plan, {"plan": "Cô lập, làm sạch"}),
        ("direct", finish_step, {"finding": "Đã báo các bên"}),
        ("carry_out", finish_step, {"finding": "Đã làm sạch"}),
        ("restore", restore_incident, {"finding": "Đã cài lại", "restored_at": now}),
        ("summarise", summarise_incident, {"cause": "USB lạ", "lesson": "Khóa cổng USB"}),
    )
    for at, deed, given in deeds:
        if one.case.step == step:
            break
        assert one.case.step == at
        one = moves(town, deed, one, now=now, **given)
    return one


def closed(town, now=NOW, **words):
    one = brought_to(town, "approve", now=now, **words)
    sent_all(town, one, now)
    return moves(town, close_cyber_incident, one, "dat", now=now)
