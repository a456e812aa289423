"""Wage arrears: the report goes by itself to the labour office of the day, and nobody else ever reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.desk.actions.set_visibility import NeverPublished, hide_unpublished, show_report
from tinhso.citizen.desk.tests.test_desk import routed
from tinhso.citizen.models import Report, RoutingRule
from tinhso.citizen.reports.routing import proposed_agency
from tinhso.citizen.tests.makers import FOREVER, NOW, SOURCE, make_category, send, set_up
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def wages(town):
    """A category whose reports are never published, with its route."""
    set_up(town)
    Rule.objects.create(
        key="citizen.unpublished_categories", value=["no-luong"], valid=FOREVER, source=SOURCE
    )
    RoutingRule.objects.create(
        category="no-luong", target="agency", agency_code="so-b", valid=FOREVER, source=SOURCE
    )
    return make_category("no-luong", "Nợ lương, không trả lương")


def test_it_leads_to_the_office_of_the_day_and_is_never_published(town, wages):
    assert proposed_agency("no-luong", town.commune, on=NOW.date()) == town.agency_b
    report = routed(town, send(town, wages), publish=True)
    report.refresh_from_db()
    assert report.visibility == Report.Visibility.HIDDEN and not Report.objects.published().exists()
    assert EventRow.objects.filter(name="citizen.ReportHidden", case_id=report.case_id).count() == 1
    with pytest.raises(NeverPublished):
        show_report(report=report, by=town.actor("binh"), now=NOW)
    hide_unpublished(report=report, by=town.actor("binh"), now=NOW)  # nothing a second time
    assert EventRow.objects.filter(name="citizen.ReportHidden", case_id=report.case_id).count() == 1
    with pytest.raises(NotYourTurn):
        hide_unpublished(report=report, by=town.actor("emi"), now=NOW)
    page = town.sign_in(Client(), "binh").post(reverse("show_report", args=[report.case.code]), follow=True)
    assert "không đăng công khai" in page.content.decode()


def test_what_was_published_before_it_was_sorted_so_is_taken_down(town, wages):
    report = send(town, set_category())
    show_report(report=report, by=town.actor("binh"), now=NOW)
    report.category = wages
    routed(town, report)
    assert not Report.objects.published().exists()


def set_category():
    return make_category("khac", "Nội dung khác")
