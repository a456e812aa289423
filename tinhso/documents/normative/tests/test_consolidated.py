"""The words of a rule as they are on a day: what later rules change, since when, by which clause; nothing else."""

from datetime import date

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import IssuedRule, RuleRelation, RuleTextChange
from tinhso.documents.normative.actions.change_rule_text import change_rule_text
from tinhso.documents.normative.actions.relate_rule import relate_rule
from tinhso.documents.normative.actions.set_effect import set_effect
from tinhso.documents.normative.actions.strike_text_change import strike_text_change
from tinhso.documents.normative.consolidated_text import days_of_change, text_on
from tinhso.documents.normative.tests import makers as make
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.kernel.site.public import EntryRefused

Kind = RuleTextChange.Kind
FIRST, SECOND = date(2024, 3, 20), date(2024, 4, 20)


def amending(office, earlier, on, kind=RuleRelation.Kind.AMENDS):
    """A later rule that is in force from that day; what it does to the earlier one."""
    rule = make.issued(office, subject=f"Sửa đổi từ {on}")
    set_effect(rule=rule, effective_on=on, by=office.actor("van"), now=NOW)
    rule = IssuedRule.objects.whole().get(pk=rule.pk)
    return relate_rule(rule=rule, kind=kind, title="", earlier=earlier, by=office.actor("van"), now=NOW)


def change(
    office, relation, paragraph, kind=Kind.REPLACED, text="Lời mới", clause="khoản 1 Điều 1", who="van"
):
    return change_rule_text(
        relation=relation,
        paragraph=paragraph,
        kind=kind,
        text=text,
        clause=clause,
        by=office.actor(who),
        now=NOW,
    )


@pytest.fixture
def earlier(office):
    rule = make.issued(office, subject="Quy định về chợ")
    set_effect(rule=rule, effective_on=date(2024, 3, 19), by=office.actor("van"), now=NOW)
    return IssuedRule.objects.whole().get(pk=rule.pk)


def words(rule, on):
    return [one.text for one in text_on(rule, on)]


def test_each_day_has_its_words(office, earlier):
    original = [one.text for one in paragraphs_of(newest(earlier.document))]
    first, second = amending(office, earlier, FIRST), amending(office, earlier, SECOND)
    change(office, first, 1)
    change(office, second, 1, text="Lời mới hơn")
    change(office, second, 2, kind=Kind.REMOVED, text="")
    change(office, first, 2, kind=Kind.ADDED, text="Đoạn thêm")
    assert words(earlier, date(2024, 3, 19)) == original
    assert words(earlier, FIRST) == ["Lời mới", original[1], "Đoạn thêm", *original[2:]]
    assert words(earlier, SECOND) == ["Lời mới hơn", "", "Đoạn thêm", *original[2:]]
    found = text_on(earlier, SECOND)[0]
    assert found.former == original[0] and found.mark is not None
    assert f"khoản 1 Điều 1 của {second.rule.document.number}, từ ngày 20/4/2024" in found.mark.words.replace(
        "/04/", "/4/"
    )
    assert days_of_change(earlier) == [date(2024, 3, 19), FIRST, SECOND]


def test_a_mistake_is_struck_out_and_stays_as_a_row(office, earlier):
    relation = amending(office, earlier, FIRST)
    original = words(earlier, FIRST)
    made = change(office, relation, 1)
    with pytest.raises(EntryRefused, match="ghi nhầm trước"):
        change(office, relation, 1, text="Lời khác")
    with pytest.raises(DocumentsForbidden):
        strike_text_change(change=made, by=office.actor("emi"), now=NOW)
    strike_text_change(change=made, by=office.actor("van"), now=NOW)
    with pytest.raises(EntryRefused, match="đã được bỏ"):
        strike_text_change(change=made, by=office.actor("van"), now=NOW)
    assert words(earlier, FIRST) == original and RuleTextChange.objects.count() == 1
    change(office, relation, 1, text="Lời khác")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"paragraph": 999}, "Chọn một đoạn"),
        ({"text": ""}, "Ghi nội dung mới"),
        ({"kind": Kind.REMOVED}, "để trống"),
        ({"clause": " "}, "điều, khoản"),
        ({"clause": "x" * 201}, "điều, khoản"),
        ({"text": "x" * 4001}, "Tối đa 4000"),
    ],
)
def test_what_cannot_be_put_together_is_refused(office, earlier, given, refusal):
    relation = amending(office, earlier, FIRST)
    with pytest.raises(EntryRefused, match=refusal):
        change(office, relation, **({"paragraph": 1} | given))


def test_only_its_clerk_and_only_what_amends_a_rule_that_is_here(office, earlier):
    relation = amending(office, earlier, FIRST)
    with pytest.raises(DocumentsForbidden):
        change(office, relation, 1, who="emi")
    with pytest.raises(SecretDocument):
        change(office, relation, 1, text="(Mật)")
    partly = amending(office, earlier, SECOND, kind=RuleRelation.Kind.REPEALS_PART)
    with pytest.raises(EntryRefused, match="chỉ bãi bỏ một phần"):
        change(office, partly, 1)
    change(office, partly, 1, kind=Kind.REMOVED, text="")
    whole = amending(office, earlier, SECOND, kind=RuleRelation.Kind.REPEALS)
    with pytest.raises(EntryRefused, match="Chỉ ghép được"):
        change(office, whole, 1, kind=Kind.REMOVED, text="")


def test_a_recalled_rule_changes_nothing(office, earlier):
    relation = amending(office, earlier, FIRST)
    change(office, relation, 1)
    type(relation.rule.document).objects.filter(pk=relation.rule_id).update(
        recalled_at=NOW, recall_reason="nhầm"
    )
    assert "Lời mới" not in words(earlier, FIRST)


def test_the_page_shows_a_day_and_forgives_one_that_is_none(
    office, earlier, client, django_assert_max_num_queries
):
    relation = amending(office, earlier, FIRST)
    change(office, relation, 1, text="Lời <b>mới</b>")
    page = reverse("rule_text", args=[earlier.document.case.code])
    with django_assert_max_num_queries(12):
        answer = client.get(page, {"ngay": "20/03/2024"})
    text = answer.content.decode()
    assert (
        "Lời &lt;b&gt;mới&lt;/b&gt;" in text
        and "Nội dung trước khi sửa" in text
        and "Bản ghép tự động" in text
    )
    assert "Lời &lt;b&gt;" not in client.get(page, {"ngay": "19/3/2024"}).content.decode()
    wrong = client.get(page, {"ngay": "31/02/2024"})
    assert wrong.status_code == 200 and "Ghi ngày theo dạng" in wrong.content.decode()
    rule = client.get(reverse("issued_rule", args=[earlier.document.case.code])).content.decode()
    assert page in rule
    other = reverse("issued_rule", args=[relation.rule.document.case.code])
    assert "theo-ngay" not in client.get(other).content.decode()


def test_the_clerk_writes_it_down_and_strikes_it_out_on_the_desk(
    office, earlier, client, django_assert_max_num_queries
):
    relation = amending(office, earlier, FIRST)
    code = relation.rule.document.case.code
    page = reverse("change_rule_text", args=[code, relation.pk])
    office.sign_in(client, "van")
    sent = {"paragraph": "1", "kind": "replaced", "text": "", "clause": "khoản 1"}
    refused = client.post(page, sent)
    assert refused.status_code == 422 and "Ghi nội dung mới" in refused.content.decode()
    assert 'value="khoản 1"' in refused.content.decode()
    assert client.post(page, sent | {"text": "Lời mới"}).status_code == 302
    with django_assert_max_num_queries(30):
        desk = client.get(reverse("rule_desk", args=[code])).content.decode()
    made = RuleTextChange.objects.get()
    strike = reverse("strike_text_change", args=[code, made.pk])
    assert "Lời mới" in desk and strike in desk
    office.sign_in(client, "emi")
    assert client.get(page).status_code == 403 and client.post(strike).status_code == 403
    office.sign_in(client, "hai")
    assert client.get(page).status_code == 404 and client.post(strike).status_code == 404
    office.sign_in(client, "van")
    assert client.post(strike).status_code == 302 and client.post(strike).status_code == 302
    assert not RuleTextChange.objects.standing().exists()
