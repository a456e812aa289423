"""What an officer makes of a message: a question with its card, a report of the press, nothing; its time began when it came."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from tests.town import FOREVER
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.mailbox.actions.ask_card import ask_card, send_card_letter
from tinhso.press.mailbox.actions.decide_mail import dismiss_mail, take_over_question, take_over_report
from tinhso.press.mailbox.actions.erase_mails import erase_mails
from tinhso.press.mailbox.forms import TakeQuestionForm, TakeReportForm, card_in
from tinhso.press.mailbox.waiting import mails_waiting_for
from tinhso.press.models import PressIssue, PressMail
from tinhso.press.questions.actions.publish_issue import close_issue
from tinhso.press.questions.issue_process import NoFocalAgency
from tinhso.press.tests.issue_makers import ARTICLE, answered, assigned, issue_fresh, verified
from tinhso.press.tests.mail_makers import PDF, attached, make_source, message, received

QUESTION = {
    "outlet": "Báo Thử",
    "card": "ibt 01234",
    "subject": "Bao giờ sửa đường?",
    "text": "Xin cho biết.",
}
REPORT = ARTICLE | {"origin": "article", "subject": "Đường trước chợ hỏng", "text": "Ổ gà sâu."}
CAME = NOW - timedelta(days=3)
DESK = "/can-bo/bao-chi/thu/"


def officer(town, who="bien", **words):
    return {"by": town.actor(who), "now": NOW} | words


def test_a_question_begins_on_the_day_its_message_came(press_desk):
    mail = received(attached(message(), PDF, "hoi.pdf"), at=CAME)
    issue = take_over_question(mail=mail, **QUESTION, **officer(press_desk))
    case = issue_fresh(issue).case
    assert case.accepted_at == CAME and case.due_at.date() == date(2024, 4, 4)
    assert issue.request.card == "IBT01234" and case.code.startswith("BC-240305-")
    mail.refresh_from_db()
    assert (mail.outcome, mail.issue, mail.decided_by) == ("taken", issue, press_desk.bien)
    for deed, words in ((take_over_question, QUESTION), (take_over_report, REPORT)):
        with pytest.raises(EntryRefused, match="đã được xử lý"):
            deed(mail=mail, **words, **officer(press_desk))
    assert PressIssue.objects.count() == 1


def test_it_begins_when_it_is_taken_over_where_the_rule_says_so(press_desk):
    Rule.objects.filter(key="press.mail_counts_from").delete()
    Rule.objects.create(key="press.mail_counts_from", value="taken_over", valid=FOREVER, source="thử")
    issue = take_over_question(mail=received(at=CAME), **QUESTION, **officer(press_desk))
    assert issue_fresh(issue).case.accepted_at == NOW


def test_a_report_of_the_press_has_its_article(press_desk):
    words = REPORT | {"day": date(2024, 3, 5)}
    issue = take_over_report(mail=received(at=CAME), **words, **officer(press_desk))
    assert issue.outlet_articles.get().url == ARTICLE["url"] and issue.origin == "article"
    assert issue_fresh(issue).case.accepted_at == CAME


def test_what_is_refused(press_desk):
    mail = received()
    for deed, words in (
        (take_over_question, QUESTION), (take_over_report, REPORT), (dismiss_mail, {"reason": "Quảng cáo"}), (ask_card, {}),
    ):  # fmt: skip
        for who in ("xa", "viet", "phat", "an"):
            with pytest.raises(PressForbidden):
                deed(mail=mail, **words, **officer(press_desk, who))
    for deed, words in (
        (take_over_question, QUESTION | {"card": "!"}),
        (take_over_question, QUESTION | {"outlet": ""}),
        (take_over_report, REPORT | {"url": "javascript:x"}),
        (take_over_report, REPORT | {"origin": "question"}),
        (dismiss_mail, {"reason": "x"}),
    ):
        with pytest.raises(EntryRefused), transaction.atomic():
            deed(mail=mail, **words, **officer(press_desk))
    Rule.objects.filter(key__startswith="press.answer.").delete()
    for deed, words in ((take_over_question, QUESTION), (take_over_report, REPORT)):
        with pytest.raises(NoFocalAgency), transaction.atomic():
            deed(mail=mail, **words, **officer(press_desk))
    mail.refresh_from_db()
    assert mail.outcome == "" and not PressIssue.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        PressMail.objects.update(outcome="dismissed")


def test_the_card_is_asked_once_and_the_reply_stands_with_its_question(press_desk, settings, mailoutbox):
    settings.DEMO, settings.EMAIL_HOST = False, "mail.example.vn"
    settings.DEFAULT_FROM_EMAIL, settings.SITE_URL = "cong@tinh.example.vn", "https://tinh.example.vn"
    mail = received(message("Xin cho biết ngày xong."))
    assert card_in(mail) == ""
    ask_card(mail=mail, **officer(press_desk))
    with pytest.raises(EntryRefused, match="Đã hỏi"):
        ask_card(mail=mail, **officer(press_desk))
    with pytest.raises(EntryRefused, match="Đã hỏi"):
        ask_card(mail=mail, by=press_desk.actor("bien"), now=NOW + timedelta(minutes=59))
    ask_card(mail=mail, by=press_desk.actor("bien"), now=NOW + timedelta(hours=1))
    send_card_letter(mail_id=mail.pk)
    send_card_letter(mail_id=mail.pk)
    assert len(mailoutbox) == 1, "the letter of the first time has left with the second"
    with pytest.raises(EntryRefused, match="Đã hỏi"):
        ask_card(mail=mail, by=press_desk.actor("bien"), now=NOW + timedelta(days=9))
    sent = mailoutbox[0]
    assert sent.to == ["pv@bao.example.net"] and sent.extra_headers["Auto-Submitted"] == "auto-generated"
    reply = message(
        "Thẻ nhà báo: IBT 05678", Message_ID="<r@b>", In_Reply_To=sent.extra_headers["Message-ID"]
    )
    stranger = message("Thẻ nhà báo: IBT 9999", Message_ID="<s@b>", From="ke@xau.example.org")
    stranger["In-Reply-To"] = sent.extra_headers["Message-ID"]
    answer, other = received(reply), received(stranger)
    assert (answer.answers, other.answers, card_in(mail)) == (mail, None, "IBT 05678")
    issue = take_over_question(mail=mail, **QUESTION, **officer(press_desk))
    answer.refresh_from_db(), other.refresh_from_db()
    assert (answer.outcome, answer.issue, other.outcome) == ("taken", issue, "")
    send_card_letter(mail_id=mail.pk)
    assert len(mailoutbox) == 1, "it was decided meanwhile"
    settings.EMAIL_HOST = ""
    with pytest.raises(EntryRefused, match="máy chủ gửi thư"):
        ask_card(mail=other, **officer(press_desk))


def test_a_second_job_of_one_letter_waits_and_sends_none(press_desk, settings, mailoutbox, monkeypatch):
    settings.DEMO, settings.EMAIL_HOST = False, "mail.example.vn"
    mail = received()
    ask_card(mail=mail, **officer(press_desk))

    def first_job_ends(key):
        PressMail.objects.update(card_sent_at=NOW)

    monkeypatch.setattr("tinhso.press.mailbox.actions.ask_card.lock_client_key", first_job_ends)
    send_card_letter(mail_id=mail.pk)
    assert not mailoutbox, "what the lock waited for is read after it"


def test_the_focal_agency_of_today_takes_over_and_the_rules_of_the_day_it_came_judge(press_desk):
    """Since yesterday another agency is the focal one: its editor takes over what came before, the time is of that day."""
    rules = Rule.objects.filter(key="press.focal_agency")
    other, yesterday = press_desk.agency_b, NOW.date() - timedelta(days=1)
    row = rules.get()
    rules.update(valid=DateRange(None, yesterday))
    Rule.objects.create(key=row.key, value=other.code, valid=DateRange(yesterday, None), source="thử")
    with pytest.raises(PressForbidden):
        take_over_report(mail=received(at=CAME), **REPORT | {"day": date(2024, 3, 5)}, **officer(press_desk))
    by = press_desk.actor("xa")
    issue = take_over_report(mail=received(at=CAME), **REPORT | {"day": date(2024, 3, 6)}, by=by, now=NOW)
    case = issue_fresh(issue).case
    assert (case.desk, case.accepted_at) == (other, CAME)
    wished = {"wished_on": NOW.date() - timedelta(days=1)}
    with pytest.raises(EntryRefused, match="Ngày gặp"):
        take_over_question(mail=received(message("x"), at=CAME), **QUESTION | wished, by=by, now=NOW)


def test_what_else_of_the_sender_waits_goes_too_where_the_officer_says_so(press_desk):
    first, second = received(message("Một")), received(message("Hai"))
    other = received(message("Ba", From="khac@bao.example.net"))
    dismiss_mail(mail=first, reason="Quảng cáo", all_of_sender=True, **officer(press_desk))
    second.refresh_from_db(), other.refresh_from_db()
    assert (second.outcome, second.reason, other.outcome) == ("dismissed", "Quảng cáo", "")
    third, fourth = received(message("Bốn")), received(message("Năm"))
    with CaptureQueriesContext(connection) as queries:
        dismiss_mail(mail=fourth, reason="Quảng cáo", all_of_sender=True, **officer(press_desk))
    locks = [one["sql"] for one in queries if "FOR UPDATE" in one["sql"]]
    assert third.pk < fourth.pk and all('ORDER BY "press_pressmail"."id" ASC' in sql for sql in locks)
    assert "OR" in locks[0], "all rows by one lock, in one order, so that two officers wait for each other"


def test_address_words_and_files_go_by_the_rule(press_desk):
    question = received(attached(message(), PDF, "hoi.pdf"))
    aside, waits = received(message("Quảng cáo")), received(message("Còn chờ"))
    issue = take_over_question(mail=question, **QUESTION, **officer(press_desk))
    dismiss_mail(mail=aside, reason="Quảng cáo", **officer(press_desk))
    assert erase_mails(by=SYSTEM, now=NOW + timedelta(days=80)) == 0
    assert erase_mails(by=SYSTEM, now=NOW + timedelta(days=100)) == 2, "the question still goes on"
    issue = answered(press_desk, verified(press_desk, assigned(press_desk, issue)), measures="")
    close_issue(issue=issue, ver=issue.case.ver, **officer(press_desk))
    assert erase_mails(by=SYSTEM, now=NOW + timedelta(days=100)) == 1 and not StoredFile.objects.exists()
    for one in (question, aside):
        one.refresh_from_db()
        assert (one.address, one.text, one.subject) == ("", "", "") and one.erased_at
    waits.refresh_from_db()
    assert (waits.text, waits.outcome) == ("", "dismissed") and "chưa có cán bộ" in waits.reason
    assert not PressMail.objects.waiting().exists()
    assert EventRow.objects.filter(name="press.PressMailErased").count() == 2


def test_a_card_in_the_subject_goes_to_its_place_alone(press_desk):
    mail = received(message("Xin lịch hẹn.", Subject="Thẻ nhà báo số IBT01234 xin gặp"))
    form = TakeQuestionForm(mail=mail)
    assert (form.initial["card"], form.initial["subject"]) == ("IBT01234", "Thẻ nhà báo số … xin gặp")
    assert TakeReportForm(mail=mail).initial["subject"] == "Thẻ nhà báo số … xin gặp"


def test_the_pages(press_desk, client, django_assert_max_num_queries):
    make_source(press_desk)
    text = "<script>alert(1)</script> Thẻ nhà báo số IBT01234 https://bao.example.net/x"
    mail = received(attached(message(text, Subject="<b>Hỏi</b>"), PDF, "hoi.pdf"), at=CAME)
    file = mail.files.get()
    assert [mails_waiting_for(press_desk.actor(who)) for who in ("bien", "xa")] == [1, 0]
    press_desk.sign_in(client, "xa")
    for path in ("", f"{mail.pk}/", f"{mail.pk}/tep/{file.pk}/", f"{mail.pk}/viec/cau-hoi/"):
        assert client.get(f"{DESK}{path}").status_code == 403
    press_desk.sign_in(client, "bien")
    with django_assert_max_num_queries(16):
        assert "&lt;b&gt;Hỏi" in client.get(DESK).content.decode()
    with django_assert_max_num_queries(18):
        page = client.get(f"{DESK}{mail.pk}/").content.decode()
    assert "<script>alert" not in page and "Báo Thử" in page and "05/03/2024" in page
    assert AccessRow.objects.filter(page=f"press_mail:{mail.pk}").exists()
    assert AccessRow.objects.filter(page=f"press_mails:{mail.pk}").exists(), "the list says what it showed"
    assert client.get(f"{DESK}{mail.pk}/tep/{file.pk}/").status_code == 409, "not checked yet"
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    answer = client.get(f"{DESK}{mail.pk}/tep/{file.pk}/")
    assert "attachment" in answer["Content-Disposition"] and answer.getvalue() == PDF
    form = client.get(f"{DESK}{mail.pk}/viec/cau-hoi/").content.decode()
    assert 'value="IBT01234"' in form and 'value="Báo Thử"' in form
    assert "Thẻ nhà báo số … https" in form, "the card has its own place, from which it is erased"
    assert "https://bao.example.net/x" in client.get(f"{DESK}{mail.pk}/viec/bao-neu/").content.decode()
    assert client.get(f"{DESK}{mail.pk}/viec/khac/").status_code == 404
    sent = QUESTION | {"wished_on": ""}
    wrong = client.post(f"{DESK}{mail.pk}/viec/cau-hoi/", sent | {"card": "!", "text": "Chữ đã gõ"})
    assert wrong.status_code == 422 and "Chữ đã gõ" in wrong.content.decode()
    assert client.post(f"{DESK}{mail.pk}/viec/cau-hoi/", sent).status_code == 302
    assert client.post(f"{DESK}{mail.pk}/viec/bo-qua/", {"reason": "Muộn rồi"}).status_code == 422
    assert client.get(f"{DESK}{mail.pk}/viec/bo-qua/").status_code == 302
    code = PressIssue.objects.get().case.code
    assert "hoi.pdf" in client.get(f"/can-bo/bao-chi/{code}/").content.decode()
    assert client.get(f"/can-bo/bao-chi/{code}/thu/{file.pk}/").getvalue() == PDF
    press_desk.sign_in(client, "phat")
    assert client.get(f"/can-bo/bao-chi/{code}/thu/{file.pk}/").status_code == 404, "it is not theirs"
    press_desk.sign_in(client, "bien")
    assert "Đã nhận" in client.get(f"{DESK}?xong=1").content.decode()


def test_no_column_is_about_who_wrote(press_desk):
    assert {field.name for field in PressMail._meta.concrete_fields} == {
        *(
            "id",
            "client_key",
            "address",
            "outlet",
            "subject",
            "text",
            "left_out",
            "received_at",
            "read_at",
            "answers",
        ),
        *(
            "card_asked_at",
            "card_sent_at",
            "outcome",
            "issue",
            "reason",
            "decided_by",
            "decided_at",
            "erased_at",
        ),
    }
    assert isinstance(received(at=CAME).received_at, datetime)
