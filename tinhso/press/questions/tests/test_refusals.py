"""What is refused about issues of the press: without a listed ground, in a form of another day, by who has not the turn."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.public import AlreadySettled, NoteRefused, NotSettled, NotYourTurn, Stale, State
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import IssueFile, PressIssue
from tinhso.press.questions.actions.add_outlet_article import add_outlet_article
from tinhso.press.questions.actions.answer_issue import answer_issue
from tinhso.press.questions.actions.ask_press_question import ask_press_question
from tinhso.press.questions.actions.assign_issue import assign_issue
from tinhso.press.questions.actions.attach_evidence import attach_evidence
from tinhso.press.questions.actions.enter_issue import enter_issue
from tinhso.press.questions.actions.pause_issue import pause_issue, resume_issue
from tinhso.press.questions.actions.publish_issue import close_issue, publish_issue
from tinhso.press.questions.actions.refuse_issue import refuse_issue
from tinhso.press.questions.actions.request_correction import close_correction, request_correction
from tinhso.press.questions.actions.return_issue import return_issue
from tinhso.press.questions.actions.verify_issue import verify_issue
from tinhso.press.questions.issue_process import NoFocalAgency, WrongStep
from tinhso.press.tests.issue_makers import (
    ARTICLE,
    answered,
    asked_question,
    assigned,
    at_answer,
    entered_issue,
    evidence,
    first_article,
    issue_fresh,
)

ISSUE = {"origin": "article", "subject": "Đường hỏng", "text": "Ổ gà."} | ARTICLE
QUESTION = {"outlet": "Báo Thử", "card": "IBT01234", "subject": "Bao giờ xong?", "text": "Xin cho biết."}
KEY = uuid4()
ANSWER = {"form": "interview", "answer": "Sửa xong.", "measures": "Đã vá."}
GROUND = {"ground": "investigated", "reason": "Cơ quan điều tra đang làm rõ."}


def deed(town, action, issue, who="phat", now=NOW, **words):
    """The deed on the issue as it stands now."""
    row = issue_fresh(issue)
    given = {"issue": row, "ver": row.case.ver, "by": town.actor(who, on=now.date()), "now": now} | words
    return action(**given)


def test_a_refusal_needs_a_ground_that_the_law_lists(press_desk):
    issue = assigned(press_desk, asked_question(press_desk))
    row, phat = issue_fresh(issue), press_desk.actor("phat")
    for words in ({"ground": "busy"}, {"ground": ""}, {"ground": "secret", "reason": " "}):
        given = {"issue": row, "ver": row.case.ver, "by": phat, "now": NOW} | GROUND | words
        with pytest.raises(EntryRefused):
            refuse_issue(**given)
    given = {"issue": issue_fresh(issue)} | GROUND
    with pytest.raises(NotYourTurn):
        refuse_issue(**given, ver=row.case.ver, by=press_desk.actor("hang"), now=NOW)
    with pytest.raises(Stale):
        refuse_issue(**given, ver=99, by=phat, now=NOW)
    deed(press_desk, refuse_issue, issue, **GROUND)
    case = issue_fresh(issue).case
    assert (case.state, issue_fresh(issue).refusal) == (State.REFUSED, "investigated")


def test_what_is_answered_is_refused_no_more(press_desk):
    issue = answered(press_desk, at_answer(press_desk))
    given = {"issue": issue, "ver": issue.case.ver, "now": NOW} | GROUND
    with pytest.raises(AlreadySettled):
        refuse_issue(**given, by=press_desk.actor("bien"))


def test_an_article_is_entered_whole(press_desk):
    wrong = (
        {"outlet": "x"}, {"title": "x"}, {"url": "http://x.vn/"}, {"url": "https://x.vn/ y"}, {"rhythm": "x"},
        {"day": date(2024, 3, 9)}, {"day": date(2004, 3, 9)}, {"subject": "x"}, {"text": " "},
        {"origin": "question"},
    )  # fmt: skip
    for words in wrong:
        given = ISSUE | {"client_key": uuid4()} | words
        with pytest.raises(EntryRefused):
            enter_issue(**given, by=press_desk.actor("bien"), now=NOW)
    assert not PressIssue.objects.exists()


def test_only_the_focal_agency_enters_what_outlets_report(press_desk):
    given = ISSUE | {"client_key": KEY, "now": NOW}
    for who in ("xa", "phat", "an"):
        with pytest.raises(PressForbidden):
            enter_issue(**given, by=press_desk.actor(who))
    issue = entered_issue(press_desk)
    with pytest.raises(PressForbidden):
        add_outlet_article(issue=issue, **ARTICLE, by=press_desk.actor("phat"), now=NOW)
    with pytest.raises(EntryRefused):
        add_outlet_article(issue=issue, **ARTICLE | {"url": "x"}, by=press_desk.actor("bien"), now=NOW)


def test_where_the_rules_name_no_agency_nothing_is_taken_in(press_desk):
    given = QUESTION | {"client_key": KEY, "by": press_desk.actor("an"), "now": NOW}
    for card in ("01234567890", "IBT", "ÍBT01234", "I-", "<b>1"):
        with pytest.raises(EntryRefused):
            ask_press_question(**given | {"card": card})
    for words in ({"outlet": "x"}, {"subject": "x"}, {"text": ""}):
        with pytest.raises(EntryRefused):
            ask_press_question(**given | words)
    Rule.objects.filter(key="press.answer.question").delete()
    with pytest.raises(NoFocalAgency):
        ask_press_question(**given)
    Rule.objects.filter(key="press.answer.article").delete()
    with pytest.raises(NoFocalAgency):
        enter_issue(**ISSUE, client_key=KEY, by=press_desk.actor("bien"), now=NOW)
    assert not PressIssue.objects.exists()


def test_an_issue_is_assigned_to_an_agency_that_can_answer(press_desk):
    issue = entered_issue(press_desk)
    row, by = issue_fresh(issue), press_desk.actor("bien")
    given = {"issue": row, "ver": row.case.ver, "agency": press_desk.agency_b, "now": NOW}
    with pytest.raises(EntryRefused):
        assign_issue(**given | {"agency": press_desk.committee}, by=by)
    with pytest.raises(NotYourTurn):
        assign_issue(**given, by=press_desk.actor("xa"))
    with pytest.raises(Stale):
        assign_issue(**given | {"ver": 99}, by=by)
    assign_issue(**given | {"agency": press_desk.agency_a}, by=by)
    press_desk.hang.posts.update(roles=["spokesperson", "press_editor"])
    with pytest.raises(WrongStep):
        assign_issue(**given | {"issue": issue_fresh(issue)}, by=press_desk.actor("hang"))


def test_an_issue_goes_back_where_another_agency_is_competent(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    phat = press_desk.actor("phat")
    given = {"issue": issue, "ver": issue.case.ver, "now": NOW}
    with pytest.raises(NotYourTurn):
        return_issue(**given, reason="Việc của Sở A.", by=press_desk.actor("hang"))
    with pytest.raises(NoteRefused):
        return_issue(**given, reason=" ", by=phat)
    issue = issue_fresh(issue)
    with pytest.raises(Stale):
        return_issue(issue=issue, ver=99, reason="Việc của Sở A.", by=phat, now=NOW)
    deed(press_desk, return_issue, issue, reason="Việc của Sở A.")
    issue = issue_fresh(issue)
    with pytest.raises(WrongStep):
        return_issue(issue=issue, ver=issue.case.ver, reason="Việc của Sở A.", by=phat, now=NOW)
    assert assigned(press_desk, issue, agency=press_desk.agency_a).case.agency == press_desk.agency_a


def test_what_an_outlet_reports_is_verified_with_evidence_and_answered_with_measures(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    phat, other = press_desk.actor("phat"), press_desk.actor("hang")
    given = {"issue": issue, "ver": issue.case.ver, "finding": "Đúng như nêu.", "now": NOW}
    with pytest.raises(EntryRefused):
        verify_issue(**given, by=phat)
    file = evidence(press_desk, issue).file
    with pytest.raises(NotYourTurn):
        attach_evidence(issue=issue, file=file, name="", by=other, now=NOW)
    with pytest.raises(NotYourTurn):
        verify_issue(**given, by=other)
    with pytest.raises(Stale):
        verify_issue(**given | {"ver": 99}, by=phat)
    with pytest.raises(WrongStep):
        answer_issue(issue=issue, ver=issue.case.ver, **ANSWER, by=phat, now=NOW)
    verify_issue(**given, by=phat)
    issue = issue_fresh(issue)
    with pytest.raises(WrongStep):
        verify_issue(**given | {"issue": issue, "ver": issue.case.ver}, by=phat)
    with pytest.raises(WrongStep):
        attach_evidence(issue=issue, file=file, name="", by=phat, now=NOW)
    given = {"issue": issue, "ver": issue.case.ver, "now": NOW}
    for words in ({"measures": ""}, {"answer": " "}, {"form": "poster"}):
        with pytest.raises(EntryRefused):
            answer_issue(**given, **ANSWER | words, by=phat)
    with pytest.raises(NotYourTurn):
        answer_issue(**given, **ANSWER, by=other)
    with pytest.raises(Stale):
        answer_issue(**given | {"ver": 99}, **ANSWER, by=phat)


def test_so_many_pieces_of_evidence_and_no_more(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    file = evidence(press_desk, issue).file
    IssueFile.objects.bulk_create([IssueFile(issue=issue, file=file, name="x", at=NOW) for _ in range(19)])
    with pytest.raises(EntryRefused):
        attach_evidence(issue=issue, file=file, name="", by=press_desk.actor("phat"), now=NOW)


def test_the_time_stands_still_for_listed_reasons_alone(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    given = {"issue": issue, "ver": issue.case.ver, "reason": "LAY_Y_KIEN", "text": "Hỏi.", "now": NOW}
    phat = press_desk.actor("phat")
    with pytest.raises(EntryRefused):
        pause_issue(**given | {"reason": "BO_SUNG"}, by=phat)
    with pytest.raises(NotYourTurn):
        pause_issue(**given, by=press_desk.actor("hang"))
    with pytest.raises(Stale):
        pause_issue(**given | {"ver": 99}, by=phat)
    issue = issue_fresh(issue)
    with pytest.raises(NoteRefused):
        pause_issue(**given | {"issue": issue, "text": " "}, by=phat)
    issue = issue_fresh(issue)
    with pytest.raises(Stale):
        resume_issue(issue=issue, ver=issue.case.ver, by=phat, now=NOW)
    deed(press_desk, pause_issue, issue, reason="LAY_Y_KIEN", text="Hỏi.")
    issue = issue_fresh(issue)
    with pytest.raises(WrongStep):
        pause_issue(**given | {"issue": issue, "ver": issue.case.ver}, by=phat)
    with pytest.raises(NotYourTurn):
        resume_issue(issue=issue, ver=issue.case.ver, by=press_desk.actor("hang"), now=NOW)
    with pytest.raises(Stale):
        resume_issue(issue=issue, ver=99, by=phat, now=NOW)


def test_what_everybody_reads_names_nobody_and_leads_to_a_public_article(press_desk):
    issue, by = answered(press_desk, at_answer(press_desk)), press_desk.actor("bien")
    given = {"issue": issue, "ver": issue.case.ver, "now": NOW}
    words = {"subject": "Sửa đường", "answer": "Sửa xong trong tháng.", "slug": ""}
    for wrong in ({"answer": "Gọi 0912345678"}, {"subject": "x"}, {"slug": "khong-co"}):
        with pytest.raises(EntryRefused):
            publish_issue(**given, **words | wrong, by=by)
    with pytest.raises(NotYourTurn):
        publish_issue(**given, **words, by=press_desk.actor("phat"))
    with pytest.raises(NotYourTurn):
        close_issue(**given, by=press_desk.actor("phat"))
    with pytest.raises(Stale):
        publish_issue(**given | {"ver": 99}, **words, by=by)
    with pytest.raises(Stale):
        close_issue(**given | {"ver": 99}, by=by)
    waiting = entered_issue(press_desk, url="https://bao.example.vn/khac")
    with pytest.raises(WrongStep):
        publish_issue(issue=waiting, ver=waiting.case.ver, **words, by=by, now=NOW)
    with pytest.raises(NotSettled):
        close_issue(issue=waiting, ver=waiting.case.ver, by=by, now=NOW)


def test_an_outlet_is_asked_to_correct_after_the_facts_are_known_and_has_its_days(press_desk):
    issue, by = assigned(press_desk, entered_issue(press_desk)), press_desk.actor("bien")
    words = {"wrong": "Bài ghi ba đoạn.", "right": "Có hai đoạn."}
    with pytest.raises(EntryRefused):
        request_correction(outlet_article=first_article(issue), **words, by=by, now=NOW)
    issue = at_answer(press_desk, url="https://bao.example.vn/khac")
    article = first_article(issue)
    with pytest.raises(PressForbidden):
        request_correction(outlet_article=article, **words, by=press_desk.actor("phat"), now=NOW)
    correction = request_correction(outlet_article=article, **words, by=by, now=NOW)
    assert correction.due_on == NOW.date() + timedelta(days=10)
    with pytest.raises(EntryRefused):
        request_correction(outlet_article=article, **words, by=by, now=NOW)
    with pytest.raises(PressForbidden):
        close_correction(correction=correction, outcome="corrected", by=press_desk.actor("xa"), now=NOW)
    for outcome in ("waiting", "x", "unanswered"):
        with pytest.raises(EntryRefused):
            close_correction(correction=correction, outcome=outcome, by=by, now=NOW)
    close_correction(correction=correction, outcome="unanswered", by=by, now=NOW + timedelta(days=11))
    close_correction(correction=correction, outcome="corrected", by=by, now=NOW + timedelta(days=12))
    correction.refresh_from_db()
    assert correction.outcome == "unanswered"
