"""Fixtures of cybersecurity: the town on its day, with a specialised unit, security officers of two agencies and a desk."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import FOREVER, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.security.models import SecurityDuty

RULES = {
    "security.scam_line": "156",
    "security.contact_days": 365,
    "security.appraisal_limit": {"amount": "15", "unit": "day"},
    "security.approval_limit": {"amount": "7", "unit": "working_day"},
    "security.finding_days_critical": 7,
    "security.finding_days_high": 30,
    "security.finding_days_medium": 90,
    "security.finding_days_low": 180,
    "security.report_days": 1825,
    "security.network_log_days": 90,
    "security.log_opening_days": 7,
    "security.log_opening_span_days": 31,
    "security.review_limits": {"made_names": 5, "tunnel_names": 20},
    "security.indicator_days_name": 100,
    "security.indicator_least_confidence": 20,
    "security.indicator_retention_days": 730,
    "security.own_names": ["tinh.vn"],
    "security.priority_kev": 150,
    "security.priority_epss": 50,
    "security.support_receive_limit": {"amount": "8", "unit": "hour"},
    "security.support_limit_critical": {"amount": "4", "unit": "hour"},
    "security.support_limit_high": {"amount": "8", "unit": "hour"},
    "security.support_limit_medium": {"amount": "3", "unit": "working_day"},
    "security.support_limit_low": {"amount": "5", "unit": "working_day"},
    "security.support_confirm_days": 5,
    "security.support_file_days": 365,
    "security.incident_receive_limit": {"amount": "4", "unit": "hour"},
    "security.incident_limit": {"amount": "30", "unit": "day"},
    "security.evidence_days": 3650,
}


@pytest.fixture
def guarded(town, monkeypatch):
    """The committee coordinates by Cúc; Anh answers for agency A, Bách for agency B; Hồ is the support desk."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    Rule.objects.bulk_create(
        Rule(key=key, value=value, valid=FOREVER, source="thử") for key, value in RULES.items()
    )
    SecurityDuty.objects.create(
        duty=SecurityDuty.Duty.SPECIALISED,
        agency=town.committee,
        valid=DateRange(date(2020, 1, 1), None),
        source="Quyết định thử",
        at=NOW,
    )
    town.cuc = make_officer("cuc", "Lê Thị Cúc", town.committee, "Điều phối viên", SecurityCoordinator)
    town.anh = make_officer("anh", "Trần Văn Anh", town.agency_a, "Chuyên viên", SecurityOfficer)
    town.bach = make_officer("bach", "Vũ Văn Bách", town.agency_b, "Chuyên viên", SecurityOfficer)
    town.ho = make_officer("ho", "Đỗ Thị Hồ", town.agency_b, "Hỗ trợ viên", SupportDesk)
    return town
