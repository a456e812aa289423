"""A result that a director of another agency signs by a dated authorisation of the committee's head (TUQ.), and one that an agency
issues in its own form by an act: from the examiner's draft to the issued file."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from sandbox.signing_service.holders import Holder
from tests.town import SINCE, make_officer
from tinhso.casework.public import Case, NotYourTurn, return_case
from tinhso.casework.tests.derived import differing
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import Paper, PaperForbidden, Signature, prepare_signature
from tinhso.kernel.people.public import Agency, Authorisation, Decider, Delegation, Post
from tinhso.kernel.people.roles import Head
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.prepare_decision import prepare_decision
from tinhso.onestop.results.actions.prepare_seal import prepare_seal
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.results.results import MayNotSign
from tinhso.onestop.tests.makers import CODE, DECISION, NOW

pytestmark = pytest.mark.long
DAY = NOW.date()


@pytest.fixture
def committee(shop, signing_service):
    """Agency A as a committee headed by Chi, where a dossier waits for its examiner; the head decides this procedure."""
    dossier = shop.dossier("examine")
    Agency.objects.filter(pk=dossier.case.agency_id).update(
        kind="committee", level="commune", name="Ủy ban nhân dân xã A", short_name="UBND xã A"
    )
    Post.objects.filter(pk=shop.town.posts["chi"].pk).update(title="Chủ tịch")
    Decider.objects.create(
        what="procedure", code=CODE, who="head", valid=DateRange(SINCE, None), source="Luật A"
    )
    shop.town.hai = make_officer("hai", "Trần Văn Hải", shop.town.agency_b, "Giám đốc", Head)
    signing_service.holders.add(Holder("hai", "Trần Văn Hải", "Sở B", "person"))
    signing_service.holders.add(Holder("ubnd", "Ủy ban nhân dân xã A", "", "agency"))
    return shop.fresh(dossier)


def authorise(shop, starts=SINCE, ends=DAY + timedelta(days=90), **more):
    words = {"capacity": "TUQ.", "source": "QĐ 5/QĐ-UBND", "field": "thu"}
    return Delegation.objects.create(
        giver=shop.town.posts["chi"],
        receiver=Post.objects.get(user=shop.town.hai),
        valid=DateRange(starts, ends),
        **words | more,
    )


def drafted(shop, dossier):
    draft_decision(dossier=dossier, **DECISION, **shop.words("emi", dossier))
    return shop.fresh(dossier)


def printed(poppler, dossier):
    paper = Paper.objects.get(pk=Decision.objects.get(dossier=dossier).paper_id)
    return paper, " ".join(poppler.text(read(paper.file)).split())


def test_from_the_examiners_draft_to_the_issued_result_in_the_form_of_who_authorised(
    shop, committee, poppler, client
):
    authorise(shop)
    dossier = drafted(shop, committee)
    assert dossier.case.officer == shop.town.emi  # who handles it stays
    with pytest.raises(NotYourTurn):
        prepare_decision(dossier=dossier, **shop.words("chi", dossier))
    shop.town.sign_in(client, "hai")
    shown = client.get(reverse("signing")).content.decode()
    assert dossier.case.code in shown and "TUQ. CHỦ TỊCH" in shown
    sign_decision(dossier=dossier, signer=shop.signer("hai"), **shop.words("hai", dossier))
    dossier = shop.fresh(dossier)
    with pytest.raises(NotYourTurn):
        prepare_seal(dossier=dossier, **shop.words("hai", dossier))
    issue_result(dossier=dossier, signer=shop.signer("ubnd"), **shop.words("van", dossier))
    paper, words = printed(poppler, dossier)
    assert paper.agency_id == dossier.case.agency_id and paper.notation.endswith("UBND")
    assert list(paper.signatures.order_by("order").values_list("role", "capacity"))[0] == ("person", "TUQ.")
    assert "ỦY BAN NHÂN DÂN XÃ A" in words and "TM. ỦY BAN" not in words
    assert words.index("TUQ. CHỦ TỊCH") < words.index("GIÁM ĐỐC SỞ B") < words.rindex("Trần Văn Hải")
    assert not differing()


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": DAY + timedelta(days=1)},
        {"ends": DAY},
        {"field": "khac"},
        {"capacity": "KT."},  # a deputy's form is no authorisation of another agency
    ],
)
def test_without_one_that_counts_for_it_the_result_goes_to_the_own_head(shop, committee, changes):
    authorise(shop, **changes)
    dossier = drafted(shop, committee)
    with pytest.raises(NotYourTurn):
        prepare_decision(dossier=dossier, **shop.words("hai", dossier))
    assert prepare_decision(dossier=dossier, **shop.words("chi", dossier)) is not None


def test_what_the_body_decides_is_not_authorised(shop, committee):
    authorise(shop)
    Decider.objects.update(who="body")
    dossier = drafted(shop, committee)
    assert prepare_decision(dossier=dossier, **shop.words("chi", dossier)) is not None


def test_one_that_ended_while_it_waited_and_whoever_is_not_the_receiver_are_refused(shop, committee):
    given = authorise(shop)
    dossier = drafted(shop, committee)
    Post.objects.filter(user=shop.town.bao).update(roles=["head"], agency=shop.town.agency_b)
    with pytest.raises(NotYourTurn):
        prepare_decision(dossier=dossier, **shop.words("bao", dossier))
    prepare_decision(dossier=dossier, **shop.words("hai", dossier))
    paper = Paper.objects.get(pk=Decision.objects.get(dossier=dossier).paper_id)
    for who, role in (("bao", Signature.Role.PERSON), ("hai", Signature.Role.AGENCY)):
        with pytest.raises(PaperForbidden):
            prepare_signature(paper=paper, role=role, by=shop.actor(who), now=shop.now)
    Delegation.objects.filter(pk=given.pk).update(valid=DateRange(SINCE, DAY))
    with pytest.raises(MayNotSign, match="đã hết hiệu lực"):
        prepare_decision(dossier=dossier, **shop.words("hai", dossier))
    with pytest.raises(PaperForbidden):
        prepare_signature(paper=paper, role=Signature.Role.PERSON, by=shop.actor("hai"), now=shop.now)
    assert Case.objects.get(pk=dossier.pk).step == "sign"


def test_what_waited_when_the_right_ended_goes_back_to_the_examiner_and_then_to_the_own_head(shop, committee):
    given = authorise(shop)
    dossier = drafted(shop, committee)
    Delegation.objects.filter(pk=given.pk).update(valid=DateRange(SINCE, DAY))
    words = shop.words("hai", dossier)
    return_case(case=dossier.case, to_step="examine", reason="Hết thời hạn được ủy quyền", **words)
    dossier = drafted(shop, shop.fresh(dossier))
    with pytest.raises(NotYourTurn):
        prepare_decision(dossier=dossier, **shop.words("hai", dossier))
    assert prepare_decision(dossier=dossier, **shop.words("chi", dossier)) is not None


@pytest.mark.parametrize(("form_of", "issued"), [("receiver", True), ("giver", False)])
def test_an_act_says_in_whose_form_the_receiver_issues(shop, committee, poppler, form_of, issued):
    """In the receiver's: its head, its notation, its seal. In the giver's nothing is signed here."""
    Decider.objects.all().delete()
    Authorisation.objects.create(
        giver=shop.town.committee,
        receiver=committee.case.agency,
        procedure=CODE,
        form_of=form_of,
        who="head",
        valid=DateRange(SINCE, DAY + timedelta(days=1)),
        act="QĐ 5/QĐ-UBND",
    )
    dossier = drafted(shop, Dossier.objects.whole().get(pk=committee.pk))
    if not issued:
        with pytest.raises(MayNotSign, match="theo thể thức và con dấu"):
            prepare_decision(dossier=dossier, **shop.words("chi", dossier))
        return
    sign_decision(dossier=dossier, signer=shop.signer("chi"), **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    issue_result(dossier=dossier, signer=shop.signer("ubnd"), **shop.words("van", dossier))
    _paper, words = printed(poppler, dossier)
    assert "TM. ỦY BAN" not in words and "TUQ." not in words
    assert words.rindex("CHỦ TỊCH") < words.rindex("Hoàng Văn Chi")
