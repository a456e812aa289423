"""Whoever sent a report that went on with another is not told that it was turned down, and finds the result on the own page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tinhso.casework.public import withdraw_case
from tinhso.casework.tracking.tracking import track
from tinhso.citizen.desk.actions.merge_report import merge_report
from tinhso.citizen.desk.tests.test_desk import LATER, closed
from tinhso.citizen.models import Report
from tinhso.citizen.receivers import tell_who_follows, tell_who_went_on_with_it
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import Contact, ReportContent
from tinhso.citizen.sender.sender_identity import sender_of
from tinhso.citizen.tests.makers import NOW, open_own_part, send, set_up
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.public import Notice

pytestmark = pytest.mark.django_db
REFUSED = "Không tiếp nhận"


@pytest.fixture
def pair(town):
    """An earlier report that nobody may read yet, and a later one of somebody with a phone only, merged into it."""
    category = set_up(town)
    first = send(town, category, contact=Contact("Người Đầu", "0900000001", "", True))
    second = send(town, category)
    merge_report(report=second, ver=second.case.ver, into=first, by=town.actor("binh"), now=NOW)
    return first, second


def test_the_sender_reads_handled_together_and_no_dead_link(pair, settings):
    first, second = pair
    client = open_own_part(Client(), second, settings)
    page = client.get(f"/phan-anh/{second.case.code}/").content.decode()
    assert "Được xử lý chung" in page and REFUSED not in page and "Từ chối" not in page
    assert "Ông/bà đánh giá" not in page
    assert first.case.code in page and f'href="/phan-anh/{first.case.code}/"' not in page
    assert track(second.case.code).state == "Được xử lý chung"
    for _code, link in links_of(page):
        assert client.get(link).status_code == 200, link


def links_of(page: str) -> list[tuple[str, str]]:
    parts = page.split('href="/phan-anh/PA-')[1:]
    return [(part[:5], "/phan-anh/PA-" + part.split('"')[0]) for part in parts]


@pytest.mark.long
def test_the_result_comes_to_whoever_sent_the_merged_one_without_an_account(pair, town, settings):
    first, second = pair
    closed(town, first, now=NOW + timedelta(days=1))
    tell_who_follows(EventRow.objects.get(name="casework.CaseFinished", case_id=first.case_id))
    notice = Notice.objects.get(template="citizen.report_joint_answered")
    assert notice.person == second.case.person and notice.path == f"/phan-anh/{second.case.code}/"
    page = open_own_part(Client(), second, settings).get(notice.path).content.decode()
    assert "Đã vá xong" in page and f'href="/phan-anh/{first.case.code}/"' in page


def test_an_end_without_an_answer_is_told_too_and_reaches_over_two_steps(pair, town):
    first, second = pair
    third = send(town, first.category, contact=Contact("", "0900000003", "", True))
    merge_report(report=first, ver=first.case.ver, into=third, by=town.actor("binh"), now=NOW)
    refused = EventRow.objects.get(name="casework.CaseRefused", case_id=first.case_id)
    tell_who_went_on_with_it(refused)  # it went on itself: nothing has ended
    assert not Notice.objects.filter(template="citizen.report_joint_ended").exists()
    withdraw_case(case=third.case, ver=third.case.ver, text="", by=sender_of(third), now=LATER)
    tell_who_went_on_with_it(EventRow.objects.get(name="casework.CaseWithdrawn", case_id=third.case_id))
    told_persons = Notice.objects.filter(template="citizen.report_joint_ended").values_list(
        "person", flat=True
    )
    assert set(told_persons) == {first.case.person_id, second.case.person_id}


def test_a_signed_in_sender_is_told_once_and_the_own_list_says_it(town):
    category = set_up(town)
    first = send(town, category)
    second = submit_report(
        content=ReportContent(category=category, description="Sâu", commune=town.commune),
        client_key=uuid4(),
        channel=Report.Channel.APP,
        person=town.an.person,
        by=town.actor("an"),
        now=NOW,
    )
    merge_report(report=second, ver=second.case.ver, into=first, by=town.actor("binh"), now=NOW)
    closed(town, first, now=NOW + timedelta(days=1))
    tell_who_follows(EventRow.objects.get(name="casework.CaseFinished", case_id=first.case_id))
    templates = Notice.objects.filter(case_id=second.case_id).values_list("template", flat=True)
    assert sorted(templates) == ["citizen.report_joint_answered", "citizen.report_merged"]
    page = town.sign_in(Client(), "an").get("/cua-toi/").content.decode()
    assert "Được xử lý chung" in page and REFUSED not in page
