"""Who is told: the unit on duty and the response team when an incident is reported, they and the agency before a report of the law is due."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.notices.public import Notice
from tinhso.security.incidents.notices import remind_of_reports, rung_of
from tinhso.security.incidents.tests.makers import cyber_reported, seat_people, verified
from tinhso.security.models import IncidentReport, SecurityDuty

HOUR = timedelta(hours=1)


@pytest.fixture
def post(guarded):
    seat_people(guarded)
    SecurityDuty.objects.create(
        duty="response",
        agency=guarded.agency_b,
        valid=DateRange(date(2020, 1, 1), None),
        source="Thử",
        at=NOW,
    )
    return guarded


def notified(template):
    rows = Notice.objects.filter(template=f"security.{template}").select_related("user")
    return sorted(one.user.username for one in rows)


def test_coordinators_and_the_response_team_hear_of_an_incident_by_its_code_alone(post):
    incident = cyber_reported(post)
    assert notified("incident_reported") == ["bach", "cuc", "du"]
    notice = Notice.objects.filter(template="security.incident_reported").first()
    assert notice.params == {"code": incident.case.code} and notice.case_id == incident.pk
    cyber_reported(post, "cuc", exercise=True)
    assert notified("exercise_reported") == ["bach", "du"] and len(notified("incident_reported")) == 3


def test_a_report_that_falls_due_is_spoken_of_once_a_rung_and_not_once_it_was_sent(post):
    verified(post)
    report = IncidentReport.objects.order_by("due_at").first()
    assert {rung_of(report, report.due_at - left * HOUR) for left in (2, 9)} == {"4h", "24h"}
    assert (rung_of(report, report.due_at - 30 * HOUR), rung_of(report, report.due_at + HOUR)) == ("", "late")
    IncidentReport.objects.exclude(pk=report.pk).update(due_at=NOW + timedelta(days=90))
    remind_of_reports(report.due_at - 2 * HOUR)
    remind_of_reports(report.due_at - HOUR)
    assert notified("report_due") == ["anh", "bach", "cuc", "du"]
    remind_of_reports(report.due_at + HOUR)
    remind_of_reports(report.due_at + 9 * HOUR)
    assert notified("report_late") == ["anh", "bach", "cuc", "du"]
    IncidentReport.objects.filter(pk=report.pk).update(sent_at=NOW, document_number="1/BC")
    assert remind_of_reports(report.due_at + HOUR) == 0
