"""In which form a head signs: shown, printed and refused alike."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tests.town import FOREVER, SINCE
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import (
    Agency,
    Authorisation,
    Decider,
    Delegation,
    LawfulDecider,
    NoRight,
    Post,
    SigningRights,
    User,
)
from tinhso.onestop.catalogue.authority import Authority, authority_of, expected_authority
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.actions.prepare_decision import prepare_decision
from tinhso.onestop.results.results import MayNotSign, content
from tinhso.onestop.tests.makers import SOURCE

DAY = date(2024, 3, 8)
BODY = Decider.Who.BODY
KT, TL, TUQ = Delegation.Capacity.KT, Delegation.Capacity.TL, Delegation.Capacity.TUQ


def post(pk, title, roles=("head",)):
    user = User(pk=pk, username=title, full_name=f"Người {pk}")
    return Post(pk=pk, user=user, title=title, roles=list(roles), valid=FOREVER)


BOSS, DEPUTY, OFFICE = post(1, "Giám đốc"), post(2, "Phó Giám đốc"), post(3, "Chánh Văn phòng")


def paper(receiver=DEPUTY, capacity=KT, field="", starts=SINCE, ends=None, giver=BOSS):
    words = {"capacity": capacity, "field": field, "valid": DateRange(starts, ends), "source": "QĐ 1"}
    return Delegation(giver=giver, receiver=receiver, **words)


def rights(*given, kind=Agency.Kind.DEPARTMENT, heads=(BOSS, DEPUTY)):
    return SigningRights(Agency(kind=kind, name="Sở A"), DAY, list(heads), list(given))


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (paper(), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (paper(OFFICE, TL), ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]),
        (paper(OFFICE, TUQ, ends=date(2024, 7, 1)), ["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]),
    ],
)
def test_the_form_of_signing_names_for_whom_and_the_own_title(given, lines):
    right = rights(given).of_post(given.receiver_id, "buu-chinh")
    shown = Authority(right, Agency(name="Sở A"))
    assert shown.lines == lines
    assert shown.paper.startswith("Người 1 (Giám đốc) giao, QĐ 1, từ 01/01/2020")
    assert ("đến hết 30/06/2024" in shown.paper) == (given.valid.upper is not None)


def test_the_head_of_a_committee_signs_for_the_body_and_of_a_department_in_the_own_name():
    body = rights(kind=Agency.Kind.COMMITTEE, heads=[BOSS]).of_post(1, "ho-tich")
    assert Authority(body, Agency(), law=LawfulDecider(BODY)).lines == ["TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC"]
    assert Authority(body, Agency(), law=LawfulDecider("")).lines == ["TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC"]
    assert Authority(body, Agency(), law=LawfulDecider(Decider.Who.HEAD)).lines == ["GIÁM ĐỐC"]
    assert Authority(rights(paper()).of_post(1, "ho-tich"), Agency()).lines == ["GIÁM ĐỐC"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([paper(ends=date(2024, 3, 8))], "expired"),
        ([paper(starts=date(2024, 3, 9))], "early"),
        ([paper(field="bao-chi")], "field"),
        ([paper(field="bao-chi"), paper(ends=date(2024, 1, 1))], "expired"),
        ([paper(giver=OFFICE)], "giver"),
    ],
)
def test_a_deputy_signs_by_nothing_but_a_paper_that_counts(given, why):
    found = rights(*given).of_post(2, "buu-chinh")
    assert isinstance(found, NoRight)
    assert found.why == why


def let(town, **words):
    """Emi, a head too, may sign for Chi, the director or chairman."""
    Post.objects.filter(pk=town.posts["chi"].pk, title__startswith="Phó").update(title="Giám đốc")
    Post.objects.filter(pk=town.posts["emi"].pk).update(roles=["examiner", "head"], title="Phó Giám đốc")
    plain = {"giver": town.posts["chi"], "receiver": town.posts["emi"], "capacity": "KT.", "source": SOURCE}
    return Delegation.objects.create(**(plain | {"valid": DateRange(SINCE, None)} | words))


@pytest.mark.long
def test_what_may_not_be_signed_is_said_in_words_and_not_offered(shop, django_assert_max_num_queries):
    dossier = shop.dossier("sign")
    given = let(shop.town, valid=DateRange(SINCE, date(2024, 3, 8)))
    client = shop.town.sign_in(Client(), "emi")
    with django_assert_max_num_queries(18):
        page = client.get(reverse("signing")).content.decode()
    words = f"Giấy giao quyền ký KT. ({SOURCE}) đã hết hiệu lực từ ngày 08/03/2024."
    assert words in page
    assert f'value="{dossier.case.code}|' not in page
    sent = {"deed": "sign", "chosen": [f"{dossier.case.code}|{dossier.case.ver}"]}
    assert words in client.post(reverse("bulk"), sent, follow=True).content.decode()
    assert words in client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    with pytest.raises(MayNotSign, match="hết hiệu lực"):
        prepare_decision(dossier=dossier, **shop.words("emi", dossier))
    Delegation.objects.filter(pk=given.pk).update(valid=DateRange(SINCE, None), field="khac")
    assert "không được giao ký lĩnh vực Thử" in client.get(reverse("signing")).content.decode()


@pytest.mark.long
def test_the_paper_prints_who_signs_also_when_another_head_had_prepared_it(shop):
    dossier = shop.dossier("sign")
    let(shop.town)
    first = prepare_decision(dossier=dossier, **shop.words("chi", dossier))
    second = prepare_decision(dossier=dossier, **shop.words("emi", dossier))
    assert first.paper_id != second.paper_id
    decision = Decision.objects.get(dossier=dossier)
    assert decision.paper_id == second.paper_id == Paper.objects.latest("pk").pk
    assert (first.capacity, second.capacity, second.post_title) == ("", "KT.", "Phó Giám đốc")
    shown = Client()
    shop.town.sign_in(shown, "emi")
    row = shown.get(reverse("signing")).context["rows"][0]
    assert content(dossier, decision, row.authority)["signer"] == row.authority.form.block
    assert row.authority.lines[0].startswith("KT. ")


@pytest.fixture
def committee(shop):
    """Agency A as the committee of a commune, headed by Chi, where a dossier waits for the signature."""
    dossier = shop.dossier("sign")
    agency = dossier.case.agency
    Agency.objects.filter(pk=agency.pk).update(kind="committee", level="commune", name="Ủy ban nhân dân xã A")
    Post.objects.filter(pk=shop.town.posts["chi"].pk).update(title="Chủ tịch")
    return Dossier.objects.whole().get(pk=dossier.pk)


def says(dossier, who, **more):
    words = {"code": dossier.version.procedure.code, "valid": DateRange(SINCE, None), "source": "Luật A"}
    return Decider.objects.create(what="procedure", who=who, **words | more)


def printed(shop, dossier, who="chi"):
    authority = authority_of(dossier, shop.town.actor(who), DAY)
    data = content(dossier, Decision.objects.get(dossier=dossier), authority)
    return data["issuer"], data["signer"]["lines"]


@pytest.mark.parametrize(
    ("who", "issuer", "lines"),
    [
        ("", "Ủy ban nhân dân xã A", ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        ("body", "Ủy ban nhân dân xã A", ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        ("head", "Chủ tịch Ủy ban nhân dân xã A", ["Chủ tịch"]),
    ],
)
def test_a_result_of_a_committee_names_the_authority_that_the_law_wants(shop, committee, who, issuer, lines):
    if who:
        says(committee, who)
    assert printed(shop, committee) == (issuer, lines)


def test_a_deputy_signs_for_the_body_through_the_head(shop, committee):
    let(shop.town)
    Post.objects.filter(pk=shop.town.posts["emi"].pk).update(title="Phó Chủ tịch")
    lines = ["KT. Chủ tịch", "Phó Chủ tịch"]
    assert printed(shop, committee, "emi") == ("Ủy ban nhân dân xã A", ["TM. Ủy ban nhân dân", *lines])
    says(committee, "head")
    assert printed(shop, committee, "emi") == ("Chủ tịch Ủy ban nhân dân xã A", lines)


def test_what_the_body_decides_is_not_signed_by_order_or_by_authorisation(shop, committee):
    let(shop.town, capacity="TUQ.")
    row = says(committee, "body")
    refused = authority_of(committee, shop.town.actor("emi"), DAY)
    assert refused.right is None and "Luật A (chưa đối chiếu)" in refused.refusal
    with pytest.raises(MayNotSign, match="không ký thừa lệnh"):
        prepare_decision(dossier=committee, **shop.words("emi", committee))
    row.who = "head"
    row.save()
    assert authority_of(committee, shop.town.actor("emi"), DAY).lines[0] == "TUQ. CHỦ TỊCH"


def test_an_act_says_who_decides_and_whose_form_and_seal_the_paper_has(shop, committee):
    act = Authorisation.objects.create(
        giver=shop.town.agency_b,
        level="commune",
        procedure=committee.version.procedure.code,
        form_of="receiver",
        who="head",
        valid=DateRange(SINCE, None),
        act="QĐ 5/QĐ-UBND",
    )
    authority = authority_of(committee, shop.town.actor("chi"), DAY)
    assert authority.decides == "Chủ tịch Ủy ban nhân dân xã A (QĐ 5/QĐ-UBND (chưa đối chiếu))"
    act.form_of = "giver"
    act.save()
    refused = authority_of(committee, shop.town.actor("chi"), DAY)
    assert refused.right is None and shop.town.agency_b.name in refused.refusal
    assert expected_authority(committee, DAY).right is None
