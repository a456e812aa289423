"""The next version shows what changed because of which comments; the report of opinions is a draft of an outgoing document."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tinhso.documents.models import CommentAnswer, Consultation, OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.actions.write_version import write_version
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.outgoing.text import Draft
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.rulemaking.actions import draft_report as report_deed
from tinhso.documents.rulemaking.actions.draft_report import draft_report
from tinhso.documents.rulemaking.changes import changes_of
from tinhso.documents.rulemaking.consultation_page import facts_of
from tinhso.documents.rulemaking.opinion_report import report_lines
from tinhso.documents.rulemaking.permissions import can_report
from tinhso.documents.rulemaking.tests import makers as make
from tinhso.documents.rulemaking.tests.test_answers import LATER, answer, closed_with, keys_of, publish
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused


def next_version(office, consultation):
    """The point a says 2 m, and there is another article."""
    document = drafts.fresh(consultation.document)
    words = [line.replace("1,5 m", "2 m") for line in make.RULE.paragraphs]
    text = replace(make.RULE, paragraphs=(*words, "Điều 3. Trách nhiệm thi hành"))
    write_version(
        document=document,
        ver=document.case.ver,
        was=newest(document).number,
        draft=Draft(subject=make.TITLE, text=text),
        by=office.actor("emi"),
        now=LATER,
    )


def answered(office, with_version=True):
    consultation = closed_with(
        office, {}, {"text": "Cho rộng hơn."}, {"paragraph": 0, "quote": "", "text": "Bỏ đi."}
    )
    first, second, third = keys_of(consultation)
    answer(office, consultation, [first, second])
    answer(office, consultation, [third], decision=CommentAnswer.Decision.REJECTED, text="Cần quản lý.")
    if with_version:
        next_version(office, consultation)
    return publish(office, consultation)


def test_each_change_names_the_comments_that_led_to_it(office, client):
    consultation = answered(office)
    assert consultation.result_version.number == 2
    point, article = changes_of(consultation)
    assert point.label == "Điểm a khoản 1 Điều 1"
    assert [(share.answer.text, share.count) for share in point.answers] == [("Sửa thành 2 m.", 2)]
    assert "2" in "".join(one.text for one in point.pieces if one.kind == "added")
    assert article.label == "Điều 3" and not article.answers
    url = reverse("consultation_changes", args=[consultation.case.code])
    page = client.get(url).content.decode()
    assert "<ins>" in page and "2 góp ý" in page and "Sửa thành 2 m." in page and "Cần quản lý." not in page
    assert url in client.get(reverse("consultation", args=[consultation.case.code])).content.decode()


def test_without_a_later_version_nothing_changed(office, client):
    consultation = answered(office, with_version=False)
    assert consultation.result_version is None and changes_of(consultation) == []
    assert client.get(reverse("consultation_changes", args=[consultation.case.code])).status_code == 404


def test_the_report_of_opinions_is_a_draft_of_its_drafter(office, client):
    consultation = closed_with(office, {})
    by = office.actor("emi")
    with pytest.raises(EntryRefused, match="sau khi công bố"):
        draft_report(consultation=consultation, by=by, now=LATER)
    answer(office, consultation, keys_of(consultation))
    consultation = publish(office, consultation)
    for who in ("kim", "chi", "hai", "an"):
        assert not can_report(consultation, office.actor(who))
        with pytest.raises(DocumentsForbidden):
            draft_report(consultation=consultation, by=office.actor(who), now=LATER)
    office.sign_in(client, "emi")
    url = reverse("draft_opinion_report", args=[consultation.case.code])
    sent = client.post(url)
    report = OutgoingDocument.objects.get(type_code="BC")
    assert sent["Location"] == reverse("outgoing_document", args=[report.case.code])
    assert draft_report(consultation=consultation, by=by, now=LATER) == report
    lines = text_of(newest(report)).paragraphs
    assert lines[1] == "1. Điểm a khoản 1 Điều 1: 1 góp ý. “Nên cho 2 m.” Tiếp thu: Sửa thành 2 m."
    assert not text_of(newest(report)).is_open
    assert EventRow.objects.filter(name="documents.OpinionReportDrafted").count() == 1
    office.sign_in(client, "kim")
    assert client.post(url).status_code == 403


def test_a_report_counts_what_is_hidden_and_does_not_repeat_it(office):
    consultation = closed_with(office, {"text": "Lời xấu."})
    consultation.comments.update(state="hidden")
    answer(office, consultation, keys_of(consultation))
    lines = report_lines(publish(office, consultation))
    assert "1 góp ý. Nội dung không đăng." in lines[1] and "Lời xấu" not in " ".join(lines)


def test_a_report_that_is_too_long_or_secret_is_refused(office, monkeypatch):
    consultation = answered(office)
    by = office.actor("emi")
    monkeypatch.setattr(report_deed, "MOST_PARAGRAPHS", 2)
    with pytest.raises(EntryRefused, match="giống nhau"):
        draft_report(consultation=consultation, by=by, now=LATER)
    monkeypatch.setattr(report_deed, "MOST_PARAGRAPHS", 400)
    monkeypatch.setattr(report_deed, "report_lines", lambda _one: ["(Mật)"])
    with pytest.raises(SecretDocument):
        draft_report(consultation=consultation, by=by, now=LATER)


def test_the_page_tells_of_the_issue_of_its_document(office):
    consultation = answered(office)
    number = RegisterNumber.objects.create(
        agency=office.agency_a,
        year=2024,
        type_code="QD",
        number=15,
        notation="QĐ-A",
        state=RegisterNumber.State.USED,
        dated=LATER.date(),
        title=make.TITLE,
        at=LATER,
    )
    found = Consultation.objects.whole().get(pk=consultation.pk)
    assert not any(one.label == "Đã ban hành" for one in facts_of(found))
    found.document.number, found.document.issued_at = number, LATER
    (issued,) = [one for one in facts_of(found) if one.label == "Đã ban hành"]
    assert issued.value == f"Số 15/QĐ-A, ngày {LATER:%d/%m/%Y}"
