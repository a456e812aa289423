"""An issued rule has a number with its year, steps to be published, days of force, and what later ones do to it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.datasets import draft_rules, rules
from tinhso.documents.models import IssuedRule, RegisterNumber, RuleRelation, RuleStep
from tinhso.documents.normative.actions.follow_issue import follow_issue
from tinhso.documents.normative.actions.relate_rule import relate_rule
from tinhso.documents.normative.actions.set_effect import set_effect
from tinhso.documents.normative.notices import notify_of_issue
from tinhso.documents.normative.permissions import can_keep_rule
from tinhso.documents.normative.rule_page import relations_to, rule_state, way_of
from tinhso.documents.normative.tests import makers as make
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.rulemaking.actions.close_consultation import close_consultation
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.tests import makers as consultations
from tinhso.documents.rulemaking.tests.test_answers import answer, keys_of, publish
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.search.public import search
from tinhso.kernel.site.public import EntryRefused

Kind = RuleRelation.Kind
FORCE = date(2024, 3, 20)


def in_force(office, rule, on=FORCE, **changes):
    set_effect(rule=rule, effective_on=on, by=office.actor("van"), now=NOW, **changes)
    return IssuedRule.objects.whole().get(pk=rule.pk)


def relate(office, rule, earlier, kind=Kind.AMENDS, title="", who="van"):
    return relate_rule(rule=rule, kind=kind, title=title, earlier=earlier, by=office.actor(who), now=NOW)


def state(rule, on=FORCE):
    return rule_state(rule, relations_to(rule), on)[0]


def test_it_is_numbered_with_its_year_in_a_series_of_its_own(office):
    first, second = make.issued(office), make.issued(office, subject="Quy định khác")
    assert str(first.document.number) == "01/2024/QĐ-SA" and str(second.document.number) == "02/2024/QĐ-SA"
    assert set(RegisterNumber.objects.values_list("type_code", flat=True)) == {"QD_QPPL"}
    steps = RuleStep.objects.whole().filter(document=first.document)
    assert {one.kind for one in steps} == {"gazette", "national"}
    assert {one.case.due_at.date() for one in steps} == {date(2024, 3, 11), date(2024, 3, 25)}
    follow_issue(first.pk, now=NOW)
    assert steps.count() == 2
    assert follow_issue(drafts.draft(office).pk, now=NOW) is None
    step = make.report(
        office, steps.get(kind="gazette"), who="van", reference="Công báo số 12+13", verdict=""
    )
    assert step.is_reported


def test_the_search_of_the_portal_finds_it_by_its_words_and_its_number(office):
    rule = make.issued(office, subject="Quy định về vỉa hè dành cho người đi bộ")
    day = NOW.date()
    page = reverse("issued_rule", args=[rule.document.case.code])
    for words in ("via he nguoi di bo", "quyết định 01/2024/QĐ-SA"):
        assert search(words, on=day, kinds=["rule"]).hits[0].url == page
    drafts.draft(office, subject="Quy chế làm việc nội bộ vỉa hè")
    assert len(search("vỉa hè", on=day).hits) == 1


def test_force_begins_so_many_days_after_the_issue_and_may_end_by_itself(office):
    rule = make.issued(office)
    assert state(rule) == "Chưa ghi hiệu lực"
    assert not can_keep_rule(rule, office.actor("emi"))
    with pytest.raises(DocumentsForbidden):
        set_effect(rule=rule, effective_on=FORCE, by=office.actor("hai"), now=NOW)
    for changes, words in (
        ({"on": date(2024, 3, 17)}, "10 ngày"),
        ({"on": date(2050, 1, 1)}, "20 năm"),
        ({"expires_on": FORCE}, "phải sau"),
    ):
        with pytest.raises(EntryRefused, match=words):
            in_force(office, rule, **changes)
    rule = in_force(office, rule, expires_on=date(2024, 12, 31))
    assert [state(rule, day) for day in (NOW.date(), FORCE, date(2024, 12, 31))] == [
        "Chưa có hiệu lực",
        "Còn hiệu lực",
        "Hết hiệu lực",
    ]
    assert not IssuedRule.objects.in_force(date(2025, 1, 1)).exists()
    assert IssuedRule.objects.in_force(FORCE).count() == 1


@pytest.mark.long
def test_later_rules_amend_repeal_in_part_and_replace_it(office):
    rule = in_force(office, make.issued(office))
    words = []
    for kind in (Kind.AMENDS, Kind.REPEALS_PART, Kind.REPLACES):
        later = in_force(office, make.issued(office, subject=f"Quy định {kind}"))
        relate(office, later, rule, kind)
        words.append(state(rule))
    assert words == ["Còn hiệu lực, đã được sửa đổi, bổ sung", "Hết hiệu lực một phần", "Hết hiệu lực"]
    assert state(rule, NOW.date()) == "Chưa có hiệu lực"
    assert IssuedRule.objects.in_force(FORCE).count() == 3
    with pytest.raises(EntryRefused, match="ban hành trước"):
        relate(office, rule, later)
    with pytest.raises(EntryRefused, match="đã được ghi"):
        relate(office, later, rule)
    with pytest.raises(EntryRefused, match="ghi số"):
        relate(office, later, None)
    with pytest.raises(EntryRefused, match="300"):
        relate(office, later, None, title="x" * 301)
    with pytest.raises(SecretDocument):
        relate(office, later, None, title="(Mật)")
    with pytest.raises(DocumentsForbidden):
        relate(office, later, rule, who="emi")
    assert relate(office, later, None, title="Quyết định số 5/2010/QĐ-UBND").earlier is None


@pytest.mark.long
def test_its_page_shows_its_whole_way_and_who_commented_is_told(
    office, client, django_assert_max_num_queries
):
    document = consultations.rule_draft(office)
    consultation = consultations.open_it(office, consultations.propose(office, document))
    comment = consultations.comment(consultation, by=office.actor("an"))
    decide_comment(comment=comment, shown=True, by=office.actor("van"), now=NOW)
    close_consultation(consultation=consultation, now=consultations.AFTER)
    consultation = consultations.fresh(consultation)
    answer(office, consultation, keys_of(consultation))
    publish(office, consultation)
    issued_at = consultations.AFTER + timedelta(days=2)
    rule = make.issued(office, at=issued_at, document=drafts.fresh(document))
    labels = [one.label for one in way_of(rule.document)]
    assert labels[:4] == [
        "Bắt đầu soạn thảo",
        "Mở lấy ý kiến rộng rãi",
        "Hết thời hạn góp ý",
        "Công bố tiếp thu, giải trình",
    ]
    assert [one for one in labels if one in ("Ký ban hành", "Ban hành", "Đang chờ: Đăng Công báo")] == [
        "Ký ban hành",
        "Ban hành",
        "Đang chờ: Đăng Công báo",
    ]
    with django_assert_max_num_queries(16):
        page = client.get(reverse("issued_rule", args=[document.case.code])).content.decode()
    assert "01/2024/QĐ-SA" in page and consultation.case.code in page and "1 góp ý" in page
    assert notify_of_issue(rule.pk, now=issued_at) == notify_of_issue(rule.pk, now=issued_at) == 1
    assert Notice.objects.filter(template="documents.rule_issued").count() == 1
    assert notify_of_issue(drafts.draft(office).pk, now=NOW) == 0
    [row] = rules()
    assert row["number__number"] == 1 and row["subject"] == consultations.TITLE
    [row] = draft_rules()
    assert (row["comments_n"], row["adopted_n"]) == (1, 1)


@pytest.mark.long
def test_everybody_finds_rules_and_reads_their_feed(office, client, django_assert_max_num_queries):
    rule = in_force(office, make.issued(office))
    make.issued(office, subject="Quy định về chợ")
    url = reverse("issued_rules")
    with django_assert_max_num_queries(10):
        page = client.get(url).content.decode()
    assert "Quy định về chợ" in page and "vỉa hè" in page
    assert consultations.TITLE not in client.get(url, {"q": "ve cho"}).content.decode()
    assert "Quy định về chợ" in client.get(url, {"q": "02/2024"}).content.decode()
    assert client.get(url, {"q": "\x00" * 300, "trang": "x", "hieu-luc": "9"}).status_code == 200
    feed = client.get(reverse("issued_rules_feed")).content.decode()
    assert "Quy định về chợ" in feed and "20/03/2024" in feed
    assert client.get(reverse("issued_rule", args=[drafts.draft(office).case.code])).status_code == 404
    assert client.get(reverse("issued_rule", args=[rule.document.case.code])).status_code == 200
