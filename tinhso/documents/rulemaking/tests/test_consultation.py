"""A draft of a rule is opened to everybody by a head for the legal time, and closed by the clock."""

from datetime import date, timedelta

import pytest

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import Consultation
from tinhso.documents.outgoing.actions.withdraw_draft import withdraw_draft
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.outgoing.text import Text
from tinhso.documents.pages.refusals import SecretDocument
from tinhso.documents.rulemaking.actions.close_consultation import StillOpen, close_consultation, close_due
from tinhso.documents.rulemaking.actions.decline_consultation import decline_consultation
from tinhso.documents.rulemaking.actions.open_consultation import open_consultation
from tinhso.documents.rulemaking.actions.propose_consultation import propose_consultation
from tinhso.documents.rulemaking.actions.publish_answers import publish_answers
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.documents.rulemaking.tests import makers as make
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.search.public import search
from tinhso.kernel.site.public import EntryRefused


def test_a_draft_is_read_as_chapters_articles_clauses_and_points(office):
    found = paragraphs_of(make.propose(office).version)
    assert [(one.number, one.label) for one in found] == [
        (1, "Căn cứ thứ 1"),
        (2, "Chương I"),
        (3, "Điều 1"),
        (4, "Khoản 1 Điều 1"),
        (5, "Điểm a khoản 1 Điều 1"),
        (6, "Điều 2"),
        (7, "Đoạn 6 Điều 2"),
    ]
    assert found[1].text == "Chương I QUY ĐỊNH CHUNG" and found[1].is_division
    assert found[4].text == "a) Hộ kinh doanh được dùng tối đa 1,5 m;"
    assert not any("Báo cáo nội bộ" in one.text or "Lưu" in one.text for one in found)


def test_a_drafter_proposes_and_a_head_opens_for_the_legal_time(office):
    consultation = make.propose(office)
    assert consultation.case.title == f"Lấy ý kiến dự thảo {consultation.case.code}"
    assert not Consultation.objects.published().exists() and consultation.version.number == 1
    words = consultation.document.subject
    assert not search(words, on=NOW.date()).hits
    consultation = make.open_it(office, consultation)
    assert [hit.ref for hit in search(words, on=NOW.date()).hits] == [consultation.case.code]
    assert consultation.closes_on == make.CLOSES_ON
    assert (consultation.case.state, consultation.case.step) == (State.IN_PROGRESS, "collect")
    assert consultation.case.officer_id == office.emi.pk
    assert list(Consultation.objects.collecting(make.CLOSES_ON)) == [consultation]
    assert not Consultation.objects.collecting(make.CLOSES_ON + timedelta(days=1)).exists()
    kinds = set(EventRow.objects.values_list("name", flat=True))
    assert {"documents.ConsultationProposed", "documents.ConsultationOpened"} <= kinds


def test_what_is_proposed_is_whole_open_once_and_can_be_a_rule(office):
    document = make.rule_draft(office)
    ver, by = document.case.ver, office.actor("emi")
    with pytest.raises(Stale):
        propose_consultation(document=document, ver=ver + 1, summary="", by=by, now=NOW)
    with pytest.raises(NotYourTurn):
        propose_consultation(document=document, ver=ver, summary="", by=office.actor("kim"), now=NOW)
    with pytest.raises(SecretDocument):
        propose_consultation(document=document, ver=ver, summary="(MẬT)", by=by, now=NOW)
    with pytest.raises(EntryRefused, match="4000"):
        propose_consultation(document=document, ver=ver, summary="a" * 4001, by=by, now=NOW)
    letter = drafts.draft(office)
    with pytest.raises(EntryRefused, match="quy phạm pháp luật"):
        propose_consultation(document=letter, ver=letter.case.ver, summary="", by=by, now=NOW)
    unfinished = make.rule_draft(office, text=Text(paragraphs=("Điều 1. …",)))
    with pytest.raises(EntryRefused, match="chỗ trống"):
        propose_consultation(document=unfinished, ver=unfinished.case.ver, summary="", by=by, now=NOW)
    make.propose(office, document)
    with pytest.raises(EntryRefused, match="đang chờ mở"):
        propose_consultation(document=document, ver=ver, summary="", by=by, now=NOW)


def test_it_stands_open_for_as_long_as_the_law_of_its_day_asks(office):
    consultation = make.propose(office)
    ver, by = consultation.case.ver, office.actor("chi")
    with pytest.raises(EntryRefused, match="ít nhất 30 ngày") as refused:
        open_consultation(consultation=consultation, ver=ver, closes_on=date(2024, 4, 6), by=by, now=NOW)
    assert refused.value.field == "closes_on"
    with pytest.raises(EntryRefused, match="nhiều nhất 180 ngày"):
        open_consultation(consultation=consultation, ver=ver, closes_on=date(2025, 1, 1), by=by, now=NOW)
    with pytest.raises(Stale):
        open_consultation(consultation=consultation, ver=ver + 1, closes_on=make.CLOSES_ON, by=by, now=NOW)
    with pytest.raises(NotYourTurn):
        make.open_it(office, consultation, who="emi")
    Rule.objects.filter(key="documents.consultation_days").update(value=20)
    sunday = make.open_it(office, consultation, closes_on=date(2024, 3, 31))
    assert sunday.closes_on == date(2024, 4, 1)


def test_a_head_does_not_open_it_and_says_why(office):
    consultation = make.propose(office)
    ver, by = consultation.case.ver, office.actor("chi")
    with pytest.raises(Stale):
        decline_consultation(consultation=consultation, ver=ver + 1, reason="Chưa đủ", by=by, now=NOW)
    with pytest.raises(NotYourTurn):
        decline_consultation(
            consultation=consultation, ver=ver, reason="Chưa đủ", by=office.actor("van"), now=NOW
        )
    with pytest.raises(NoteRefused):
        decline_consultation(consultation=consultation, ver=ver, reason="a" * 100_000, by=by, now=NOW)
    consultation = make.fresh(consultation)
    decline_consultation(
        consultation=consultation, ver=consultation.case.ver, reason="Chưa đủ", by=by, now=NOW
    )
    consultation = make.fresh(consultation)
    assert consultation.case.state == State.REFUSED and consultation.opened_at is None
    assert make.propose(office, drafts.fresh(consultation.document)).pk != consultation.pk


def test_the_time_for_drafting_stands_still_until_the_answers_are_published(office):
    document = make.rule_draft(office)
    before, by = document.case.due_at, office.actor("emi")
    consultation = make.open_it(office, make.propose(office, document))
    document = drafts.fresh(document)
    assert (document.case.state, document.case.due_at) == (State.PAUSED, None)
    with pytest.raises(EntryRefused, match="đang lấy ý kiến"):
        drafts.send(office, document)
    with pytest.raises(EntryRefused, match="đang lấy ý kiến"):
        withdraw_draft(document=document, ver=document.case.ver, text="", by=by, now=NOW)
    close_consultation(consultation=consultation, now=make.AFTER)
    with pytest.raises(EntryRefused, match="chờ tiếp thu"):
        propose_consultation(document=document, ver=document.case.ver, summary="", by=by, now=make.AFTER)
    consultation = make.fresh(consultation)
    publish_answers(consultation=consultation, ver=consultation.case.ver, by=by, now=make.AFTER)
    document = drafts.fresh(document)
    assert document.case.state == State.IN_PROGRESS and document.case.due_at > make.AFTER > before
    assert drafts.send(office, document, now=make.AFTER).case.step == "content"


def test_what_was_sent_to_be_signed_is_not_opened_any_more(office):
    document = make.rule_draft(office)
    consultation = make.propose(office, document)
    drafts.send(office, document)
    with pytest.raises(EntryRefused, match="đã trình"):
        make.open_it(office, make.fresh(consultation))


def test_the_clock_closes_it_and_the_drafter_has_to_answer(office):
    consultation = make.opened(office)
    make.comment(consultation)
    last = NOW.replace(month=4, day=8, hour=23, minute=59)
    with pytest.raises(StillOpen):
        close_consultation(consultation=consultation, now=last)
    assert close_due(now=last) == 0
    assert close_due(now=make.AFTER) == 1 and close_due(now=make.AFTER) == 0
    consultation = make.fresh(consultation)
    assert consultation.case.step == "answer" and consultation.case.officer_id == office.emi.pk
    assert consultation.case.due_at > make.AFTER
    close_consultation(consultation=consultation, now=make.AFTER)
    assert EventRow.objects.filter(name="documents.ConsultationClosed").count() == 1
