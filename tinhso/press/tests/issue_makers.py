"""What the press asks and reports, in tests, by the deeds themselves."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.files.public import store_upload
from tinhso.press.models import IssueFile, OutletArticle, PressIssue
from tinhso.press.questions.actions.answer_issue import answer_issue
from tinhso.press.questions.actions.ask_press_question import ask_press_question
from tinhso.press.questions.actions.assign_issue import assign_issue
from tinhso.press.questions.actions.attach_evidence import attach_evidence
from tinhso.press.questions.actions.enter_issue import enter_issue
from tinhso.press.questions.actions.publish_issue import publish_issue
from tinhso.press.questions.actions.verify_issue import verify_issue

ARTICLE = {
    "outlet": "Báo Thử",
    "rhythm": "daily",
    "title": "Đường hỏng trước chợ",
    "url": "https://bao.example.vn/duong-hong",
    "day": date(2024, 3, 7),
}


def issue_fresh(issue: PressIssue) -> PressIssue:
    return PressIssue.objects.select_related("case__process", "case__agency").get(pk=issue.pk)


def entered_issue(town: Any, *, who: str = "bien", now: datetime = NOW, **words: Any) -> PressIssue:
    given = {"origin": "article", "subject": "Đường trước chợ hỏng", "text": "Ổ gà sâu."} | ARTICLE | words
    return enter_issue(**{"client_key": uuid4()} | given, by=town.actor(who, on=now.date()), now=now)


def asked_question(town: Any, *, now: datetime = NOW, **words: Any) -> PressIssue:
    given = {
        "outlet": "Báo Thử",
        "card": "ibt 01234",
        "subject": "Bao giờ sửa đường?",
        "text": "Xin cho biết ngày xong.",
    }
    return ask_press_question(**{"client_key": uuid4()} | given | words, by=town.actor("an"), now=now)


def assigned(
    town: Any, issue: PressIssue, *, who: str = "bien", agency: Any = None, now: datetime = NOW
) -> PressIssue:
    row, by = issue_fresh(issue), town.actor(who, on=now.date())
    assign_issue(issue=row, ver=row.case.ver, agency=agency or town.agency_b, by=by, now=now)
    return issue_fresh(issue)


def evidence(town: Any, issue: PressIssue, *, who: str = "phat", now: datetime = NOW) -> IssueFile:
    by = town.actor(who, on=now.date())
    upload = SimpleUploadedFile(
        "bien-ban.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf"
    )
    file = store_upload(upload, by=by, now=now)
    return attach_evidence(issue=issue_fresh(issue), file=file, name="Biên bản kiểm tra", by=by, now=now)


def verified(town: Any, issue: PressIssue, *, who: str = "phat", now: datetime = NOW) -> PressIssue:
    row = issue_fresh(issue)
    if not row.is_asked:
        evidence(town, row, who=who, now=now)
    by = town.actor(who, on=now.date())
    verify_issue(issue=row, ver=row.case.ver, finding="Đúng, hai đoạn hỏng.", by=by, now=now)
    return issue_fresh(issue)


def answered(
    town: Any, issue: PressIssue, *, who: str = "phat", now: datetime = NOW, **words: Any
) -> PressIssue:
    row = issue_fresh(issue)
    given = {
        "form": "interview",
        "answer": "Đường sửa trong tháng.",
        "measures": "Đã giao đơn vị vá đường.",
    } | words
    answer_issue(issue=row, ver=row.case.ver, **given, by=town.actor(who, on=now.date()), now=now)
    return issue_fresh(issue)


def at_answer(town: Any, *, now: datetime = NOW, **words: Any) -> PressIssue:
    return verified(town, assigned(town, entered_issue(town, now=now, **words), now=now), now=now)


def published_issue(
    town: Any, issue: PressIssue, *, slug: str = "", now: datetime = NOW, **words: Any
) -> PressIssue:
    row = issue_fresh(issue)
    given = {"subject": "Sửa đường trước chợ", "answer": "Đường sửa trong tháng.", "slug": slug} | words
    publish_issue(issue=row, ver=row.case.ver, **given, by=town.actor("bien", on=now.date()), now=now)
    return issue_fresh(issue)


def first_article(issue: PressIssue) -> OutletArticle:
    return issue.outlet_articles.select_related("issue__case").first()
