"""A director of another agency signs by a dated authorisation of the committee's head (TUQ., NĐ 30/2020/NĐ-CP Điều 13.3): from the
draft to the issued file, in the form of the committee and under its seal."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from sandbox.signing_service.holders import Holder
from tests.town import SINCE
from tinhso.casework.public import NotYourTurn, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.authority import MayNotSign
from tinhso.documents.outgoing.permissions import can_take_back
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.signing.actions.prepare_seal import prepare_seal
from tinhso.documents.signing.actions.prepare_sign import prepare_sign
from tinhso.documents.signing.tests.test_two_signatures import issue, sign
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import (
    PaperForbidden,
    Signature,
    SignatureWrong,
    Verdict,
    check_pdf,
    prepare_signature,
    trust_roots,
)
from tinhso.kernel.people.posts.actions.delegate import AuthorisedMayNotPassOn, delegate
from tinhso.kernel.people.public import Agency, Decider, Delegation, Post
from tinhso.kernel.site.public import EntryRefused

DAY = NOW.date()
HEADING = ("ỦY BAN NHÂN DÂN", "XÃ A")
NO_RIGHT = "không có quyền ký"


@pytest.fixture
def committee(office):
    """Agency A as a committee headed by Chi, whose decisions are its head's; Hải is the director of agency B."""
    Agency.objects.filter(pk=office.agency_a.pk).update(
        kind="committee", level="commune", name="Ủy ban nhân dân xã A", short_name="UBND xã A"
    )
    Post.objects.filter(pk=office.posts["chi"].pk).update(title="Chủ tịch")
    Decider.objects.create(
        what="document", code="QD", who="either", valid=DateRange(SINCE, None), source="Luật A"
    )
    office.agency_a.refresh_from_db()
    office.posts["chi"].refresh_from_db()
    return office


@pytest.fixture
def parties(desk):
    for holder in (
        Holder("hai", "Trần Văn Hải", "Sở B", "person"),
        Holder("so-b", "Sở B", "", "agency"),
        Holder("ubnd", "Ủy ban nhân dân xã A", "", "agency"),
    ):
        desk.service.holders.add(holder)
    return desk


def authorise(town, starts=DAY, ends=DAY + timedelta(days=90), **changes):
    """The chairman in person, by a paper."""
    words = {"capacity": "TUQ.", "source": "QĐ 5/QĐ-UBND", "by": town.actor("chi"), "now": NOW}
    receiver = Post.objects.select_related("agency").get(user=town.hai)
    return delegate(town.posts["chi"], receiver, starts=starts, ends=ends, **words | changes)


def at_sign(town, decider="head"):
    document = make.draft(town, "QD", unit="", decider=decider, receivers=())
    document = make.send(town, document, signer=town.hai)
    return make.approve(town, make.approve(town, document, "content", "chi"), "form", "van")


@pytest.mark.long
def test_from_the_draft_to_the_issued_file_in_the_form_of_who_authorised(committee, parties, poppler, client):
    authorise(committee)
    document = at_sign(committee)
    assert (document.case.step, document.case.officer) == ("sign", committee.hai)
    committee.sign_in(client, "hai")
    page = f"/can-bo/van-ban/di/{document.case.code}/"
    assert "Ký văn bản" in client.get(page).content.decode()
    assert document.case.code in client.get("/can-bo/van-ban/cho-ky/").content.decode()
    with pytest.raises(NotYourTurn):
        sign(committee, parties, document)  # the chairman gave it away for now
    document = sign(committee, parties, document, who="hai", signer=parties.signer("hai"))
    assert document.paper.signatures.get().capacity == "TUQ."
    with pytest.raises(NotYourTurn):
        prepare_seal(document=document, ver=document.case.ver, by=committee.actor("hai"), now=NOW)
    with pytest.raises(SignatureWrong, match="không phải của Ủy ban nhân dân xã A"):
        issue(committee, parties, document, signer=parties.signer("so-b"))  # the receiver's own seal
    document = issue(committee, parties, make.fresh(document), signer=parties.signer("ubnd"))
    assert (document.case.state, document.number.full_number) == (State.DONE, "01/QĐ-UBND")
    pdf = read(document.paper.file)
    words = " ".join(poppler.text(pdf).split())
    assert all(one in words for one in HEADING) and "SỞ B" in words
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ A" in words and "TM. ỦY BAN" not in words
    assert words.index("TUQ. CHỦ TỊCH") < words.index("GIÁM ĐỐC SỞ B") < words.rindex("Trần Văn Hải")
    found = check_pdf(pdf, roots=trust_roots(), now=timezone.now())
    assert [(one.signer, one.verdict) for one in found] == [
        ("Trần Văn Hải", Verdict.VALID),
        ("Ủy ban nhân dân xã A", Verdict.VALID),  # the seal of the agency that authorised
    ]
    assert not differing()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (DAY + timedelta(days=1), DAY + timedelta(days=90)),
        (DAY - timedelta(days=90), DAY),  # the first day without it is today
    ],
)
def test_before_its_first_day_and_from_its_end_nobody_is_named(committee, starts, ends):
    Delegation.objects.create(
        giver=committee.posts["chi"],
        receiver=Post.objects.get(user=committee.hai),
        capacity="TUQ.",
        valid=DateRange(starts, ends),
        source="QĐ 5",
    )
    document = make.draft(committee, "QD", unit="", decider="head", receivers=())
    with pytest.raises(EntryRefused, match=NO_RIGHT):
        make.send(committee, document, signer=committee.hai)


def test_without_it_for_another_field_and_for_what_the_body_decides_nobody_is_named(committee):
    document = make.draft(committee, "QD", unit="", decider="head", receivers=())
    with pytest.raises(EntryRefused, match=NO_RIGHT):
        make.send(committee, document, signer=committee.hai)
    given = authorise(committee)
    body = make.draft(committee, "QD", unit="", decider="body", receivers=())
    with pytest.raises(EntryRefused, match=NO_RIGHT):
        make.send(committee, body, signer=committee.hai)
    Delegation.objects.filter(pk=given.pk).update(field="ho-tich")
    with pytest.raises(EntryRefused, match=NO_RIGHT):
        make.send(committee, document, signer=committee.hai)
    with pytest.raises(EntryRefused, match=NO_RIGHT):
        make.send(committee, document, signer=committee.bao)  # of that agency too, but not the receiver


@pytest.mark.long
def test_who_has_no_authorisation_any_more_signs_nothing_and_the_committee_takes_it_back(committee, parties):
    given = authorise(committee)
    document = at_sign(committee)
    hai, ver = committee.actor("hai"), document.case.ver
    prepare_sign(document=document, ver=ver, by=hai, now=NOW)
    paper = make.fresh(document).paper
    Delegation.objects.filter(pk=given.pk).update(valid=DateRange(SINCE, DAY))
    with pytest.raises(MayNotSign):
        prepare_sign(document=make.fresh(document), ver=ver, by=hai, now=NOW)
    with pytest.raises(PaperForbidden):
        prepare_signature(paper=paper, role=Signature.Role.PERSON, by=hai, now=NOW)
    with pytest.raises(PaperForbidden):
        prepare_signature(paper=paper, role=Signature.Role.AGENCY, by=hai, now=NOW)
    document = make.fresh(document)
    assert can_take_back(document, committee.actor("chi")) and not can_take_back(
        document, committee.actor("van")
    )
    return_draft(document=document, ver=ver, reason="Hết ủy quyền", by=committee.actor("chi"), now=NOW)
    document = make.fresh(document)
    assert (document.case.step, document.paper) == ("draft", None)
    assert not OutgoingDocument.objects.visible_to(hai, on=DAY).exists()


def test_who_signs_by_authorisation_authorises_nobody_else(committee):
    """Neither a head of the own agency for the committee's papers, nor a deputy of the committee who was authorised."""
    authorise(committee)
    Post.objects.filter(pk=committee.posts["emi"].pk).update(roles=["examiner", "head"], title="Phó Chủ tịch")
    emi = Post.objects.select_related("agency").get(pk=committee.posts["emi"].pk)
    words = {"capacity": "TUQ.", "ends": date(2024, 6, 1), "starts": DAY, "source": "QĐ 6", "now": NOW}
    delegate(committee.posts["chi"], emi, by=committee.actor("chi"), **words)
    van = committee.posts["van"]
    with pytest.raises(AuthorisedMayNotPassOn):
        delegate(emi, van, by=committee.actor("emi"), **words)
    Delegation.objects.create(
        giver=emi, receiver=van, capacity="KT.", valid=DateRange(SINCE, None), source="QĐ 7"
    )
    document = make.draft(committee, "QD", unit="", decider="head", receivers=())
    with pytest.raises(EntryRefused, match=NO_RIGHT):
        make.send(committee, document, signer=committee.van)
