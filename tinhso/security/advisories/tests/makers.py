"""Advisories as tests need them."""

from datetime import timedelta
from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.security.advisories.actions.issue_advisory import issue_advisory
from tinhso.security.advisories.entry import AdvisoryEntry
from tinhso.security.models import AdvisoryTask, SecurityAdvisory

WEEK = timedelta(days=7)


def issued(town, who="cuc", key=None, now=NOW, **words) -> SecurityAdvisory:
    """Addressed to agency A and B where nothing else is said."""
    usual = {
        "kind": "warning",
        "severity": 4,
        "title": "Lỗ hổng máy chủ thư",
        "number": "",
        "product": "",
        "cves": [],
        "text": "Có lỗ hổng.",
        "to_do": "Cập nhật bản vá.",
        "source_url": "",
        "audience": "chosen",
        "agencies": [town.agency_a, town.agency_b],
        "due_on": now.date() + WEEK,
    }
    entry = AdvisoryEntry(**usual | words)
    return issue_advisory(entry=entry, client_key=key or uuid4(), by=town.actor(who), now=now)


def task_of(advisory, agency) -> AdvisoryTask:
    return AdvisoryTask.objects.get(advisory=advisory, agency=agency)
