"""Others assess the draft of a rule as cases with clocks of their own; the time for drafting stands still meanwhile."""

from datetime import date, timedelta

import pytest

from tinhso.casework.public import NotYourTurn, Stale, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import RuleStep
from tinhso.documents.normative.actions.begin_rule_step import begin_rule_step
from tinhso.documents.normative.tests import makers as make
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.outgoing.text import Text
from tinhso.documents.pages.refusals import SecretDocument
from tinhso.documents.rulemaking.tests import makers as consultations
from tinhso.documents.rulemaking.tests.makers import rule_draft
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused

Kind = RuleStep.Kind


def test_an_agency_appraises_the_newest_version_until_its_day(office):
    step = make.begun(office)
    assert (step.case.state, step.case.step, step.version.number) == (State.IN_PROGRESS, "do", 1)
    assert step.case.due_at.date() == date(2024, 3, 25)
    document = drafts.fresh(step.document)
    assert document.normative and document.case.state == State.PAUSED
    with pytest.raises(EntryRefused, match="đang lấy ý kiến"):
        drafts.send(office, document)
    step = make.report(office, step, verdict="conditional", text="Bỏ khoản 2.")
    assert step.case.state == State.DONE and step.is_reported
    document = drafts.fresh(document)
    assert document.case.state == State.IN_PROGRESS
    assert drafts.send(office, document, now=make.LATER).case.step == "content"
    kinds = set(EventRow.objects.values_list("name", flat=True))
    assert {"documents.RuleStepBegun", "documents.RuleStepReported"} <= kinds


def test_the_front_answers_on_paper_and_the_drafter_writes_it_down(office):
    step = make.begun(office, kind=Kind.CRITICISM, agency=None)
    assert step.case.agency == office.agency_a
    make.begun(office, drafts.fresh(step.document))
    step = make.report(office, step, who="emi", reference="12/MTTQ-BTT")
    assert drafts.fresh(step.document).case.state == State.PAUSED
    make.report(office, make.fresh(RuleStep.objects.get(kind=Kind.APPRAISAL)))
    assert drafts.fresh(step.document).case.state == State.IN_PROGRESS


def test_drafting_goes_on_only_when_the_comments_are_answered_too(office):
    document = rule_draft(office)
    step = make.begun(office, document)
    with pytest.raises(EntryRefused, match="chờ tiếp thu"):
        consultations.propose(office, drafts.fresh(document))
    make.report(office, step)
    consultation = consultations.propose(office, drafts.fresh(document), now=make.LATER)
    consultations.open_it(office, consultation, closes_on=date(2024, 4, 10), now=make.LATER)
    other = make.begun(office, drafts.fresh(document), now=make.LATER)
    make.report(office, other, dated=make.LATER.date())
    assert drafts.fresh(document).case.state == State.PAUSED


def test_a_step_is_of_a_whole_draft_of_a_rule_once_at_a_time_and_by_its_drafter(office):
    document = rule_draft(office)
    ver = document.case.ver
    with pytest.raises(Stale):
        make.begun(office, document, ver=ver + 1)
    with pytest.raises(NotYourTurn):
        make.begun(office, document, who="kim")
    letter = drafts.draft(office)
    with pytest.raises(EntryRefused, match="quy phạm pháp luật"):
        make.begun(office, letter)
    with pytest.raises(EntryRefused, match="chỗ trống"):
        make.begun(office, rule_draft(office, text=Text(paragraphs=("Điều 1. …",))))
    with pytest.raises(EntryRefused, match="sau khi ban hành"):
        make.begun(office, document, kind=Kind.GAZETTE)
    for agency in (None, office.agency_b):
        with pytest.raises(EntryRefused, match="cơ quan thẩm định"):
            begin_rule_step(
                document=document,
                ver=ver,
                kind=Kind.APPRAISAL,
                agency=agency,
                by=office.actor("emi"),
                now=NOW,
            )
    make.begun(office, document)
    with pytest.raises(EntryRefused, match="đang chờ kết quả"):
        make.begun(office, drafts.fresh(document))


def test_a_report_names_its_paper_its_day_and_what_is_to_be_changed(office):
    step = make.begun(office)
    with pytest.raises(Stale):
        make.report(office, step, ver=step.case.ver + 1)
    for who in ("hai", "van", "an"):
        with pytest.raises(NotYourTurn):
            make.report(office, step, who=who)
    with pytest.raises(SecretDocument):
        make.report(office, step, text="(Tuyệt mật)")
    wrong = (
        ({"reference": " "}, "số, ký hiệu"),
        ({"reference": "x" * 201}, "200"),
        ({"dated": NOW.date() - timedelta(days=1)}, "đến hôm nay"),
        ({"dated": make.LATER.date() + timedelta(days=1)}, "đến hôm nay"),
        ({"text": "x" * 4001}, "4000"),
        ({"verdict": ""}, "kết luận"),
        ({"verdict": "disagreed"}, "lý do"),
    )
    for changes, words in wrong:
        with pytest.raises(EntryRefused, match=words):
            make.report(office, step, **changes)
