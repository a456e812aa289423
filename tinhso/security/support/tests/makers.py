"""Incidents of shared software as tests need them. Hồ of agency B is the desk; Emi, Chi and Anh are of agency A."""

from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import SINCE
from tinhso.casework.tests.makers import NOW
from tinhso.security.models import SecurityDuty, SupportIncident
from tinhso.security.support.actions.confirm_incident import confirm_incident
from tinhso.security.support.actions.receive_incident import receive_incident
from tinhso.security.support.actions.register_known_error import register_known_error
from tinhso.security.support.actions.report_incident import report_incident
from tinhso.security.support.actions.resolve_incident import resolve_incident


def give_support(town):
    """Agency B supports shared software."""
    return SecurityDuty.objects.create(
        duty=SecurityDuty.Duty.SUPPORT,
        agency=town.agency_b,
        valid=DateRange(SINCE, None),
        source="Quyết định thử",
        at=NOW,
    )


def fresh(incident):
    """As the database has it now."""
    return SupportIncident.objects.select_related("case__process", "reporter").get(pk=incident.pk)


def reported(town, who="emi", key=None, now=NOW, **words):
    usual = {
        "system": "documents",
        "severity": "high",
        "title": "Không gửi được văn bản đi",
        "text": "Bấm gửi thì báo lỗi 500.",
    }
    return report_incident(client_key=key or uuid4(), by=town.actor(who), now=now, **usual | words)


def does(town, deed, incident, who="ho", now=NOW, ver=None, **words):
    """The deed on the incident as it is now."""
    one = fresh(incident)
    deed(incident=one, ver=one.case.ver if ver is None else ver, by=town.actor(who), now=now, **words)
    return fresh(incident)


def received(town, incident, now=NOW, severity="high"):
    return does(town, receive_incident, incident, now=now, severity=severity)


def resolved(town, incident, now=NOW, **words):
    usual = {
        "cause": "Hết chỗ trên đĩa",
        "solution": "Đã dọn đĩa",
        "cyber": False,
        "cyber_reason": "Không có dấu hiệu tấn công",
    }
    return does(town, resolve_incident, incident, now=now, **usual | words)


def confirmed(town, incident, who="emi", now=NOW, stars=5, **words):
    return does(town, confirm_incident, incident, who, now=now, stars=stars, **words)


def error_of(town, key=None, **words):
    usual = {
        "system": "documents",
        "title": "Đầy bộ nhớ",
        "cause": "Bộ nhớ đệm không được dọn",
        "workaround": "Đăng xuất, đăng nhập lại",
    }
    return register_known_error(client_key=key or uuid4(), by=town.actor("ho"), now=NOW, **usual | words)
