"""What a normative document needs before its signature, as dated rules say; the shortened procedure; what was recalled says so."""

from datetime import timedelta

import pytest

from tests.town import FOREVER
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.tests.axis_makers import recall
from tinhso.documents.models import IssuedRule, OutgoingDocument, RoutingSeat, RuleStep, ShortenedProcedure
from tinhso.documents.normative.actions.shorten_procedure import shorten_procedure
from tinhso.documents.normative.permissions import can_shorten
from tinhso.documents.normative.tests import makers as make
from tinhso.documents.outgoing.actions.seat_reader import seat_reader
from tinhso.documents.outgoing.compulsory_steps import StepsMissing, missing_steps
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.rulemaking.actions.close_consultation import close_consultation
from tinhso.documents.rulemaking.actions.publish_answers import publish_answers
from tinhso.documents.rulemaking.tests import makers as consulted
from tinhso.documents.signing.actions.complete_sign import complete_sign
from tinhso.documents.signing.actions.prepare_sign import prepare_sign
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.papers.public import Paper, SigningClosed
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.public import EntryRefused

DAY = NOW.date()
DECISION = "Công văn 12/UBND-NC (thử)"


@pytest.fixture
def rules(office):
    both = {"QD": ["consultation", "appraisal"]}
    given = dict.fromkeys(("province", "district", "commune"), both)
    less = {level: {"QD": ["appraisal"]} for level in given}
    Rule.objects.filter(key__startswith="documents.rule_steps").delete()
    Rule.objects.create(key="documents.rule_steps", value=given, valid=FOREVER, source="Luật thử")
    Rule.objects.create(key="documents.rule_steps_shortened", value=less, valid=FOREVER, source="Luật thử")
    return office


def normative(town):
    document = consulted.rule_draft(town)
    OutgoingDocument.objects.filter(pk=document.pk).update(normative=True)
    return drafts.fresh(document)


def shorten(town, document, who="emi", **changes):
    given = {"reason": "Ứng phó thiên tai", "decision": DECISION} | changes
    return shorten_procedure(document=document, by=town.actor(who), now=NOW, **given)


def at_signature(town, document):
    document = drafts.send(town, document)
    document = drafts.approve(town, document, "content", "chi")
    return drafts.approve(town, document, "form", "van")


def test_a_missing_step_stops_the_signature_and_is_named(rules):
    document = at_signature(rules, normative(rules))
    with pytest.raises(StepsMissing) as refused:
        prepare_sign(document=document, ver=document.case.ver, by=rules.actor("chi"), now=NOW)
    words = str(refused.value)
    assert "lấy ý kiến rộng rãi" in words and "thẩm định của cơ quan tư pháp" in words and "Luật thử" in words
    assert drafts.fresh(document).paper_id is None
    shorten(rules, document, who="chi")
    assert missing_steps(document, DAY) == ["thẩm định của cơ quan tư pháp"]


def test_the_page_of_signing_names_the_missing_step(rules, client):
    document = at_signature(rules, normative(rules))
    rules.sign_in(client, "chi")
    given = {"ver": document.case.ver}
    answer = client.post(f"/can-bo/van-ban/di/{document.case.code}/ky/chuan-bi/", given)
    assert answer.status_code == 422 and "thẩm định của cơ quan tư pháp" in answer.json()["error"]


@pytest.mark.long
def test_what_changes_after_the_signature_was_prepared_stops_it(rules, desk):
    document, chi = at_signature(rules, consulted.rule_draft(rules)), rules.actor("chi")
    ver = document.case.ver

    def prepared():
        wish = prepare_sign(document=drafts.fresh(document), ver=ver, by=chi, now=NOW)
        return {"token": wish.token, "cms": desk.signer("chi").sign(wish.prepared_pdf())}

    signature = prepared()
    shorten(rules, document)  # makes a normative document of it, which is numbered in another series
    with pytest.raises(SigningClosed):
        complete_sign(document=drafts.fresh(document), ver=ver, by=chi, now=NOW, **signature)
    with pytest.raises(StepsMissing):
        prepared()
    Rule.objects.filter(key="documents.rule_steps_shortened").update(value={})
    signature = prepared()
    assert drafts.fresh(document).paper.kind == "document_qd_qppl"
    Rule.objects.filter(key="documents.rule_steps_shortened").update(
        value={"province": {"QD": ["appraisal"]}}
    )
    with pytest.raises(StepsMissing):
        complete_sign(document=drafts.fresh(document), ver=ver, by=chi, now=NOW, **signature)
    assert drafts.fresh(document).paper.state == Paper.State.DRAFT
    Rule.objects.filter(key="documents.rule_steps_shortened").update(value={})
    complete_sign(document=drafts.fresh(document), ver=ver, by=chi, now=NOW, **signature)
    OutgoingDocument.objects.filter(pk=document.pk).update(signed_at=None)  # between the two transactions
    with pytest.raises(EntryRefused, match="đã ký"):
        shorten(rules, document, reason="Muộn")


def test_a_document_that_is_not_normative_needs_none(rules):
    document = drafts.draft(rules, code="QD")
    assert missing_steps(document, DAY) == []


def test_an_appraisal_that_disagrees_does_not_count_and_answers_must_be_published(rules):
    document = normative(rules)
    step = make.report(rules, make.begun(rules, document), verdict="disagreed", text="Trái thẩm quyền")
    assert "không đồng ý" in missing_steps(document, DAY)[1]
    step.verdict = RuleStep.Verdict.CONDITIONAL
    step.save()
    assert missing_steps(document, DAY) == ["lấy ý kiến rộng rãi"]
    last = (make.LATER + timedelta(days=31)).date()
    proposal = consulted.propose(rules, drafts.fresh(document), now=make.LATER)
    opened = consulted.open_it(rules, proposal, closes_on=last, now=make.LATER)
    assert missing_steps(document, DAY) == ["lấy ý kiến rộng rãi (chưa công bố tiếp thu, giải trình)"]
    after = make.LATER + timedelta(days=40)
    close_consultation(consultation=opened, now=after)
    closed = consulted.fresh(opened)
    publish_answers(consultation=closed, ver=closed.case.ver, by=rules.actor("emi"), now=after)
    assert missing_steps(document, DAY) == []


def test_the_shortened_procedure_has_a_reason_a_decision_and_a_time_of_its_own(rules):
    document = consulted.rule_draft(rules)
    for changes in ({"reason": " "}, {"decision": ""}, {"reason": "x" * 1001}, {"decision": "x" * 201}):
        with pytest.raises(EntryRefused):
            shorten(rules, document, **changes)
    with pytest.raises(SecretDocument):
        shorten(rules, document, reason="(Mật)")
    for who in ("kim", "hai", "van"):
        assert not can_shorten(document, rules.actor(who), DAY)
        with pytest.raises(DocumentsForbidden):
            shorten(rules, document, who=who)
    shorten(rules, document)
    shorten(rules, document, reason="Lý do rõ hơn")
    assert ShortenedProcedure.objects.get().reason == "Lý do rõ hơn"
    assert drafts.fresh(document).normative
    assert EventRow.objects.filter(name="documents.RuleProcedureShortened").count() == 2
    step = make.begun(rules, drafts.fresh(document))
    assert step.case.due_at is not None and step.case.due_at - NOW < timedelta(days=10)


def test_the_page_of_a_draft_names_what_is_missing_and_takes_the_shortened_procedure(rules, client):
    document = normative(rules)
    page = f"/can-bo/van-ban/di/{document.case.code}/"
    rules.sign_in(client, "emi")
    shown = client.get(page).content.decode()
    assert "Còn thiếu trước khi ký" in shown and "lấy ý kiến rộng rãi; thẩm định" in shown
    assert client.get(f"{page}rut-gon/").status_code == 200
    answer = client.post(f"{page}rut-gon/", {"decision": "", "reason": "Ứng phó"})
    assert answer.status_code == 422 and "Ứng phó" in answer.content.decode()
    assert client.post(f"{page}rut-gon/", {"decision": DECISION, "reason": "Ứng phó"}).status_code == 302
    shown = client.get(page).content.decode()
    assert f"rút gọn theo {DECISION}: Ứng phó" in shown and "lấy ý kiến rộng rãi; " not in shown
    rules.sign_in(client, "hai")
    assert client.get(f"{page}rut-gon/").status_code == 404


def test_a_recalled_rule_says_so_to_everybody_and_is_frozen(office, client):
    rule = make.issued(office)
    OutgoingDocument.objects.filter(pk=rule.pk).update(signed_at=NOW)
    for role, who in (("clerk", None), ("examiner", office.emi), ("head", office.chi)):
        RoutingSeat.objects.get_or_create(
            document=rule.document, agency=office.agency_a, role=role, officer=who
        )
    rule.effective_on = DAY
    rule.save()
    shorten_row = {"reason": "Ứng phó", "decision": DECISION, "by": office.emi, "at": NOW}
    ShortenedProcedure.objects.create(document=rule.document, **shorten_row)
    page = f"/van-ban-quy-pham/{rule.document.case.code}/"
    before = client.get(page).content.decode()
    assert "thu hồi" not in before and f"Rút gọn theo {DECISION}: Ứng phó" in before
    assert IssuedRule.objects.in_force(DAY).exists()
    OutgoingDocument.objects.filter(pk=rule.document.pk).update(signer=office.chi)
    recall(office, rule.document, reason="Lý do nội bộ")
    shown = client.get(page).content.decode()
    assert "Cơ quan ban hành đã thu hồi văn bản này từ ngày 08/03/2024" in shown
    assert "Đã bị thu hồi" in shown and "Lý do nội bộ" not in shown
    assert "Đã bị thu hồi" in client.get("/van-ban-quy-pham/").content.decode()
    assert "[Đã thu hồi]" in client.get("/van-ban-quy-pham/rss/").content.decode()
    assert not IssuedRule.objects.in_force(DAY).exists()
    office.sign_in(client, "van")
    at = f"/can-bo/van-ban/di/{rule.document.case.code}/"
    for part in ("gui-giay/ghi/", "truc/cap-nhat/", "truc/thay-the/", "truc/gui-them/", "truc/thu-hoi/"):
        answer = client.get(f"{at}{part}")
        assert answer.status_code == 422 and "đóng băng" in answer.content.decode()
    with pytest.raises(DocumentsForbidden, match="đóng băng"):
        seat_reader(
            document=rule.document, officer=office.kim, role=Examiner.code, by=office.actor("emi"), now=NOW
        )
