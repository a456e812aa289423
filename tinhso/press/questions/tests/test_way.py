"""From an article of an outlet to the page that links it: the way, its clock under both rule sets, who learns what."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.town import DAY
from tinhso.casework.public import State
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.dates import local
from tinhso.press.measures import answered as answered_rows
from tinhso.press.measures import unanswered
from tinhso.press.models import CorrectionRequest, JournalistRequest, OutletArticle, PressIssue
from tinhso.press.questions.actions.erase_cards import erase_cards
from tinhso.press.questions.actions.pause_issue import pause_issue, resume_issue
from tinhso.press.questions.actions.publish_issue import close_issue
from tinhso.press.questions.permissions import can_correct_outlet, can_enter_issue
from tinhso.press.tests.issue_makers import (
    answered,
    asked_question,
    assigned,
    at_answer,
    entered_issue,
    issue_fresh,
    published_issue,
    verified,
)
from tinhso.press.tests.makers import published

KEY, OTHER = uuid4(), uuid4()
DESK = "/can-bo/bao-chi/"
IN_2026 = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)


def sent(client, address, **values):
    return client.post(address, values)


def ver(issue):
    return issue_fresh(issue).case.ver


def answered_by_pages(press_desk, client, issue):
    """Verified with evidence and answered by the spokesperson of agency B."""
    address = f"{DESK}{issue.case.code}/"
    press_desk.sign_in(client, "phat")
    assert "Đường hỏng" in client.get(DESK).content.decode()
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    upload = SimpleUploadedFile("bb.pdf", pdf, "application/pdf")
    assert client.post(f"{address}tep/", {"file": upload, "name": "Biên bản"}).status_code == 302
    sent(client, f"{address}viec/xac-minh/", ver=ver(issue), finding="Đúng như báo nêu.")
    words = {"form": "portal", "answer": "Sửa trong tháng.", "measures": "Đã giao vá đường."}
    sent(client, f"{address}viec/tra-loi/", ver=ver(issue), **words)


@pytest.mark.long
def test_an_article_becomes_an_issue_and_the_page_links_all(press_desk, client):
    """Must-hold 1 without monitoring, by the pages alone."""
    story = published(press_desk)
    press_desk.sign_in(client, "bien")
    key = client.get("/can-bo/ghi-bao-neu/").context["form"]["client_key"].value()
    form = {"client_key": str(key), "origin": "article", "subject": "Đường hỏng", "text": "Ổ gà trước chợ."}
    form |= {"outlet": "Báo Thử", "rhythm": "daily", "title": "Ổ gà", "url": "https://bao.example.vn/o-ga"}
    assert client.post("/can-bo/ghi-bao-neu/", form | {"day": "07/03/2024"}).status_code == 302
    issue = PressIssue.objects.get()
    address = f"{DESK}{issue.case.code}/"
    more = form | {"outlet": "Đài Thử", "title": "Chợ khó vào", "url": "https://dai.example.vn/cho"}
    assert client.post(f"{address}bai/", more | {"day": "08/03/2024"}).status_code == 302
    sent(client, f"{address}viec/giao/", ver=ver(issue), agency=press_desk.agency_b.pk)
    answered_by_pages(press_desk, client, issue)
    press_desk.sign_in(client, "bien")
    shown = client.get(f"{address}viec/dang/").content.decode()
    assert "Sửa trong tháng.\n\nĐã giao vá đường." in shown
    sent(
        client,
        f"{address}viec/dang/",
        ver=ver(issue),
        subject="Sửa đường",
        answer="Sửa trong tháng.",
        slug=story.slug,
    )
    client.logout()
    page = client.get(f"/bao-chi/{issue.case.code}/").content.decode()
    for words in (
        "https://bao.example.vn/o-ga",
        "https://dai.example.vn/cho",
        f"/tin-tuc/{story.slug}/",
        "đúng hạn",
    ):
        assert words in page, words
    assert f"/bao-chi/{issue.case.code}/" in client.get(f"/tin-tuc/{story.slug}/").content.decode()
    assert f"/bao-chi/{issue.case.code}/" in client.get("/bao-chi/").content.decode()
    assert issue_fresh(issue).case.state == State.DONE and answered_rows().count() == 1


def test_the_time_is_that_of_the_rules_of_the_day(press_desk):
    before = {
        origin: entered_issue(press_desk, origin=origin).case
        for origin in ("article", "forwarded", "complaint")
    }
    days = {origin: (local(case.due_at).date() - DAY).days for origin, case in before.items()}
    assert set(days.values()) == {31}  # the thirtieth day is a Sunday: it ends with the next working day
    after = {
        origin: entered_issue(press_desk, origin=origin, now=IN_2026, day=date(2026, 7, 5)).case
        for origin in ("article", "forwarded", "complaint")
    }
    ends = {origin: local(case.due_at).date() for origin, case in after.items()}
    assert ends == {
        "article": date(2026, 8, 5),
        "forwarded": date(2026, 7, 27),
        "complaint": date(2026, 7, 13),
    }
    assert local(asked_question(press_desk).case.due_at).date() == DAY + timedelta(days=31)


def test_the_time_stands_still_while_another_opinion_is_waited_for(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    phat = press_desk.actor("phat")
    pause_issue(issue=issue, ver=issue.case.ver, reason="LAY_Y_KIEN", text="Hỏi Sở A.", by=phat, now=NOW)
    issue = issue_fresh(issue)
    assert issue.case.state == State.PAUSED and issue.case.due_at is None
    later = NOW + timedelta(days=10)
    resume_issue(issue=issue, ver=issue.case.ver, by=phat, now=later)
    # the thirtieth day, a Sunday, and ten days more: a Wednesday
    assert local(issue_fresh(issue).case.due_at).date() == date(2024, 4, 17)


def test_what_is_not_answered_in_time_counts_against_the_agency(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    assert unanswered().filter(agency=press_desk.agency_b, ended_at__isnull=True).count() == 1
    late = NOW + timedelta(days=40)
    answered(press_desk, verified(press_desk, issue, now=late), now=late)
    case = issue_fresh(issue).case
    assert (case.timeliness, unanswered().get().ended_at) == ("late", case.settled_at)
    names = set(
        EventRow.objects.filter(case_id=case.pk, name__startswith="press.").values_list("name", flat=True)
    )
    assert {"press.PressIssueOpened", "press.PressIssueAssigned", "press.PressIssueVerified"} <= names
    assert {"press.OutletArticleAdded", "press.IssueFileAttached", "press.PressIssueAnswered"} <= names


def test_an_answer_may_stay_with_who_asked(press_desk, client):
    issue = answered(
        press_desk, verified(press_desk, assigned(press_desk, asked_question(press_desk))), measures=""
    )
    close_issue(issue=issue, ver=issue.case.ver, by=press_desk.actor("bien"), now=NOW)
    assert client.get(f"/bao-chi/{issue.case.code}/").status_code == 404
    assert issue_fresh(issue).case.state == State.DONE


def test_a_form_that_is_sent_twice_is_one_issue(press_desk):
    first = asked_question(press_desk, client_key=KEY)
    assert asked_question(press_desk, client_key=KEY) == first and JournalistRequest.objects.count() == 1
    assert entered_issue(press_desk, client_key=OTHER) == entered_issue(press_desk, client_key=OTHER)
    assert OutletArticle.objects.count() == 1


def test_the_number_of_a_press_card_goes_after_its_term_and_the_outlet_stays(press_desk):
    issue = answered(
        press_desk, verified(press_desk, assigned(press_desk, asked_question(press_desk))), measures=""
    )
    close_issue(issue=issue, ver=issue.case.ver, by=press_desk.actor("bien"), now=NOW)
    assert JournalistRequest.objects.get().card == "IBT01234"
    assert erase_cards(by=SYSTEM, now=NOW + timedelta(days=89)) == 0
    assert erase_cards(by=SYSTEM, now=NOW + timedelta(days=90)) == 1
    row = JournalistRequest.objects.get()
    assert (row.card, row.outlet) == ("", "Báo Thử") and row.card_erased_at is not None
    assert EventRow.objects.filter(name="press.PressCardsErased").exists()


def test_no_table_has_a_place_for_who_wrote_or_what_somebody_thinks():
    names = {field.name for model in (PressIssue, OutletArticle, JournalistRequest, CorrectionRequest)
             for field in model._meta.get_fields()}  # fmt: skip
    assert not names & {
        "author",
        "journalist",
        "name",
        "full_name",
        "email",
        "phone",
        "opinion",
        "attitude",
        "tone",
    }
    assert {f.name for f in JournalistRequest._meta.concrete_fields} == {
        "id", "issue", "outlet", "card", "card_erased_at", "wished_on",
    }  # fmt: skip


def test_who_enters_issues_and_who_turns_to_outlets(press_desk):
    issue = at_answer(press_desk)
    assert can_enter_issue(press_desk.actor("bien"), DAY) and can_correct_outlet(
        issue, press_desk.actor("bien")
    )
    for who in ("xa", "phat", "viet", "an"):
        assert not can_enter_issue(press_desk.actor(who), DAY), who
        assert not can_correct_outlet(issue, press_desk.actor(who)), who


def test_published_words_are_what_the_page_shows(press_desk, client):
    issue = published_issue(press_desk, answered(press_desk, at_answer(press_desk)))
    page = client.get(f"/bao-chi/{issue.case.code}/").content.decode()
    assert "Sửa đường trước chợ" in page and "Đúng, hai đoạn hỏng." not in page


def test_an_answered_issue_waits_for_the_desk_without_an_end_and_its_list_says_so(press_desk, client):
    """The clock of the law stopped with the answer: what is answered in time is never overdue at the desk."""
    issue = answered(press_desk, at_answer(press_desk))
    turn = issue.case.participants.get(open=True)
    assert turn.due_at is None and issue.case.due_at is not None
    press_desk.sign_in(client, "bien")
    assert "Đã trả lời, chờ đăng" in client.get("/can-bo/bao-chi/").content.decode()
