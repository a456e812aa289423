"""Fixtures of official documents: the legal day of the town, its rules, a colleague who drafts and another head."""

from typing import Any

import pytest

from tests.town import FOREVER, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.law.models import Rule
from tinhso.kernel.papers.tests.conftest import desk, service
from tinhso.kernel.people.roles import Examiner, Head

__all__ = ["desk", "service"]
RULES: dict[str, Any] = {
    "documents.draft_limit": {"amount": "5", "unit": "working_day"},
    "documents.issue_limit": {"amount": "1", "unit": "working_day"},
    "documents.urgent_limit": {"amount": "1", "unit": "hour"},
    "documents.register_limit": {"amount": "1", "unit": "working_day"},
    "documents.handling_limit": {"amount": "10", "unit": "working_day"},
    "documents.consultation_days": 30,
    "documents.answer_comments_limit": {"amount": "15", "unit": "working_day"},
    "documents.criticism_limit": {"amount": "20", "unit": "working_day"},
    "documents.appraisal_limit": {"amount": "15", "unit": "day"},
    "documents.gazette_limit": {"amount": "3", "unit": "day"},
    "documents.national_limit": {"amount": "15", "unit": "day"},
    "documents.effect_days": 10,
    "documents.effect_days_below": 7,
    "documents.appraisal_limit_shortened": {"amount": "7", "unit": "day"},
    "documents.rule_steps": {},
    "documents.rule_steps_shortened": {},
    "documents.archive_years": 1,
    "documents.archive_notice_days": 30,
}


@pytest.fixture
def office(town, monkeypatch):
    """The town on its day; Văn is the clerk of agency A, Chi its head, Emi and Kim draft, Hải heads agency B."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    Rule.objects.bulk_create(
        Rule(key=key, value=value, valid=FOREVER, source="thử") for key, value in RULES.items()
    )
    town.kim = make_officer("kim", "Lò Thị Kim", town.agency_a, "Chuyên viên", Examiner)
    town.hai = make_officer("hai", "Trần Văn Hải", town.agency_b, "Giám đốc", Head)
    return town
