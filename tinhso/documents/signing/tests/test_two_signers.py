"""Minutes, contracts and agreements: two persons sign in turn, the second maybe of another agency, then number and seal."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from sandbox.signing_service.holders import Holder
from tinhso.casework.public import NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.permissions import can_send
from tinhso.documents.models import Approval, OutgoingDocument
from tinhso.documents.outgoing.actions.comment_on_draft import comment_on_draft
from tinhso.documents.outgoing.actions.resolve_comment import resolve_comment
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.authority import MayNotSign, expected_authority
from tinhso.documents.outgoing.co_signing import CosignedForAnother, co_signers_of, signers_on
from tinhso.documents.outgoing.permissions import can_deliver, can_take_back
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.tests.test_restricted import text_of
from tinhso.documents.outgoing.text import Text
from tinhso.documents.signing.actions.complete_sign import complete_sign
from tinhso.documents.signing.actions.prepare_sign import prepare_sign
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.documents.signing.tests.test_two_signatures import issue, sign
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import (
    NotThisSignatureNow,
    Paper,
    PaperForbidden,
    Signature,
    Verdict,
    check_pdf,
    prepare_signature,
    trust_roots,
)
from tinhso.kernel.people.models import Post
from tinhso.kernel.site.public import EntryRefused

TEXT = Text(paragraphs=("Điều 1. Hai bên chia sẻ dữ liệu cấp phép.",), recipients=("Hai bên", "Lưu: VT"))


def post_of(who):
    return Post.objects.select_related("user", "agency").get(user=who)


def sent(office, code="BGN", who="hai", receivers=("H56.15",), **changes):
    """Drafted and sent to be approved; `who` signs along."""
    document = make.draft(office, code=code, receivers=receivers, text=TEXT, **changes)
    return make.send(office, document, cosigner=post_of(getattr(office, who)))


def waiting(office, **changes):
    document = make.approve(office, sent(office, **changes), "content", "chi")
    return make.approve(office, document, "form", "van")


@pytest.fixture
def parties(desk):
    """The signing machine, with keys of Hải and Emi too."""
    for holder in (
        Holder("hai", "Trần Văn Hải", "Sở B", "person"),
        Holder("emi", "Trịnh Thị Emi", "Sở A", "person"),
    ):
        desk.service.holders.add(holder)
    return desk


@pytest.mark.long
def test_an_agreement_is_signed_by_the_other_agency_then_by_this_one_then_numbered(office, parties):
    desk, document = parties, waiting(office)
    assert (document.case.step, document.case.officer, document.cosigner_agency) == (
        "cosign", office.hai, office.agency_b,
    )  # fmt: skip
    with pytest.raises(NotYourTurn):
        sign(office, desk, document)
    document = sign(office, desk, document, who="hai", signer=desk.signer("hai"))
    assert (document.case.step, document.cosigned_at, document.signed_at) == ("sign", NOW, None)
    assert document.paper.state == Paper.State.DRAFT and document.case.officer == office.chi
    document = issue(office, desk, sign(office, desk, document))
    assert (document.case.state, document.number.full_number) == (State.DONE, "01/BGN-SA")
    found = check_pdf(read(document.paper.file), roots=trust_roots(), now=timezone.now())
    assert [(one.signer, one.verdict) for one in found] == [
        ("Trần Văn Hải", Verdict.VALID),
        ("Hoàng Văn Chi", Verdict.VALID),
        ("Sở A", Verdict.VALID),
    ]
    roles = list(document.paper.signatures.values_list("order", "role"))
    assert roles == [(1, "cosigner"), (2, "person"), (3, "agency")]
    assert EventRow.objects.get(name="papers.PaperCosigned").payload["paper_id"] == document.paper_id
    assert not differing()


@pytest.mark.long
def test_who_stands_in_for_the_second_party_is_printed_and_named_where_it_is_verified(
    office, parties, client, tmp_path
):
    """Sở B's second head signs for the absent Hải: the paper, its signature and the page of verification say one name."""
    document = waiting(office)
    prepare_sign(document=document, ver=document.case.ver, by=office.actor("hai"), now=NOW)
    Post.objects.filter(user=office.bao).update(agency=office.agency_b, roles=["head"], title="Phó Giám đốc")
    bao = replace(office.actor("bao"), covers=frozenset({office.hai.pk}))
    parties.service.holders.add(Holder("bao", office.bao.full_name, "Sở B", "person"))
    sign_document(
        document=make.fresh(document), ver=document.case.ver, signer=parties.signer("bao"), by=bao, now=NOW
    )
    document = issue(office, parties, sign(office, parties, make.fresh(document)))
    assert document.cosigner == office.bao
    assert [
        one.signer for one in check_pdf(read(document.paper.file), roots=trust_roots(), now=timezone.now())
    ][0] == office.bao.full_name
    assert ("Đỗ Văn Bảo" in text_of(read(document.paper.file), tmp_path)) and (
        "Trần Văn Hải" not in text_of(read(document.paper.file), tmp_path)
    )
    shown = client.get(f"/xac-minh/{document.paper.token}/").content.decode()
    assert office.bao.full_name in shown and "Sở B" in shown


@pytest.mark.long
def test_minutes_are_signed_by_their_secretary_and_the_chair(office, parties):
    desk = parties
    document = waiting(office, code="BB", who="emi")
    blocks = signers_on(document, expected_authority(document, NOW.date()), NOW.date())
    assert [one["lines"] for one in blocks] == [["Thư ký"], ["Chủ tọa"]]
    given = {"ver": document.case.ver, "by": office.actor("emi"), "now": NOW}
    request = prepare_sign(document=document, **given)
    cms = desk.signer("emi").sign(request.prepared_pdf())
    assert complete_sign(document=document, token=request.token, cms=cms, **given).state == Paper.State.DRAFT
    repeated = complete_sign(document=make.fresh(document), token=request.token, cms=cms, **given)
    assert repeated.signatures.count() == 1 and make.fresh(document).case.step == "sign"
    document = sign(office, desk, make.fresh(document))
    assert document.case.step == "issue" and document.paper.signatures.count() == 2


@pytest.mark.long
def test_a_signature_beside_one_that_names_another_signer_is_refused_and_a_return_begins_anew(
    office, parties
):
    desk = parties
    document = sign(office, desk, waiting(office), who="hai", signer=desk.signer("hai"))
    OutgoingDocument.objects.filter(pk=document.pk).update(drawn_for="khác")
    document = make.fresh(document)
    with pytest.raises(CosignedForAnother, match="người ký khác"):
        prepare_sign(document=document, ver=document.case.ver, by=office.actor("chi"), now=NOW)
    return_draft(document=document, ver=document.case.ver, reason="Sửa", by=office.actor("chi"), now=NOW)
    document = make.fresh(document)
    assert (document.paper, document.cosigned_at, document.case.step) == (None, None, "draft")
    assert not Signature.objects.exists()


def test_who_may_be_the_second_signer(office):
    document = make.draft(office, code="HDo", receivers=("H56.15",), text=TEXT)
    assert {one.user for one in co_signers_of(document, NOW.date())} == {office.chi, office.hai}
    alone = make.draft(office, code="BTT", receivers=(), text=TEXT)
    assert {one.user for one in co_signers_of(alone, NOW.date())} == {office.chi}
    minutes = make.draft(office, code="BB", text=TEXT)
    assert {one.user for one in co_signers_of(minutes, NOW.date())} == {office.emi, office.kim}
    for changes in ({}, {"cosigner": post_of(office.chi)}, {"cosigner": post_of(office.emi)}):
        with pytest.raises(EntryRefused):
            make.send(office, document, **changes)
    letter = make.send(office, make.draft(office), cosigner=post_of(office.hai))
    assert letter.cosigner is None and not letter.seats.filter(officer=office.hai).exists()


@pytest.mark.long
def test_the_second_signer_finds_it_after_it_was_approved_and_may_return_it(office, client):
    document = sent(office)
    office.sign_in(client, "hai")
    page = f"/can-bo/van-ban/di/{document.case.code}/"
    assert client.get(page).status_code == 404
    assert document.case.code not in client.get("/can-bo/van-ban/cho-ky/").content.decode()
    words = {"paragraph": 1, "text": "Đừng để bên B biết", "by": office.actor("chi"), "now": NOW}
    comment = comment_on_draft(document=document, **words)
    resolve_comment(document=document, comment=comment, by=office.actor("emi"), now=NOW)
    document = make.approve(office, make.approve(office, document, "content", "chi"), "form", "van")
    shown = client.get(page).content.decode()
    assert "Ký cùng" in shown and "Ký văn bản" in shown and "Trả lại" in shown
    assert "Trần Văn Hải, Sở B" in shown and "chia sẻ dữ liệu" in shown and "Đừng để" not in shown
    for name, *args in (
        ("outgoing_changes", 1),
        ("outgoing_docx", 9),
        ("outgoing_axis",),
        ("outgoing_deliveries",),
    ):
        assert client.get(reverse(name, args=[document.case.code, *args])).status_code == 404, name
    clerk_too = replace(office.actor("hai"), roles=frozenset({"head", "clerk"}))
    assert not can_send(document, clerk_too, NOW.date()) and not can_deliver(document, clerk_too, NOW.date())
    docx = client.get(reverse("outgoing_docx", args=[document.case.code, 1]))
    assert docx.status_code == 200
    assert document.case.code in client.get("/can-bo/van-ban/cho-ky/").content.decode()
    office.sign_in(client, "bao")
    assert client.get(page).status_code == 404
    back = {"ver": document.case.ver, "reason": "Bên B chưa đồng ý Điều 1"}
    office.sign_in(client, "hai")
    answer = client.post(reverse("outgoing_deed", args=[document.case.code, "tra-lai"]), back)
    assert answer["Location"] == reverse("outgoing_signing") and client.get(page).status_code == 404
    assert make.fresh(document).case.step == "draft"
    assert Approval.objects.filter(lapsed_at=None).count() == 0


@pytest.mark.long
def test_while_the_other_agency_has_it_a_head_of_this_one_takes_it_back(office, desk, client):
    document = waiting(office)
    prepare_sign(document=document, ver=document.case.ver, by=office.actor("hai"), now=NOW)
    document = make.fresh(document)
    given = {
        "document": document,
        "ver": document.case.ver,
        "reason": "Bên B chưa ký, sửa Điều 1",
        "now": NOW,
    }
    for who in ("emi", "kim", "van"):
        assert not can_take_back(document, office.actor(who))
        with pytest.raises(NotYourTurn):
            return_draft(by=office.actor(who), **given)
    with pytest.raises(Stale):
        return_draft(by=office.actor("chi"), **given | {"ver": 1})
    office.sign_in(client, "chi")
    url = reverse("outgoing_deed", args=[document.case.code, "tra-lai"])
    assert url in client.get(reverse("outgoing_document", args=[document.case.code])).content.decode()
    assert client.post(url, {"ver": given["ver"], "reason": given["reason"]}).status_code == 302
    document = make.fresh(document)
    assert (document.case.step, document.case.officer, document.paper) == ("draft", office.emi, None)
    with pytest.raises(NotYourTurn):
        prepare_sign(document=document, ver=document.case.ver, by=office.actor("hai"), now=NOW)
    assert not can_take_back(document, office.actor("chi")) and not differing()


def test_the_drafter_names_the_second_signer_on_the_page(office, client):
    document = make.draft(office, code="BGN", receivers=("H56.15",), text=TEXT)
    url = reverse("outgoing_deed", args=[document.case.code, "trinh"])
    office.sign_in(client, "emi")
    assert "Trần Văn Hải, Giám đốc, Sở B" in client.get(url).content.decode()
    given = {"ver": document.case.ver, "reviewer": office.chi.pk, "signer": office.chi.pk}
    assert "cosigner" in client.post(url, given).context["form"].errors
    assert client.post(url, given | {"cosigner": post_of(office.hai).pk}).status_code == 302
    assert make.fresh(document).cosigner == office.hai


def test_whoever_is_not_of_that_agency_does_not_sign_along(office, desk):
    document = waiting(office)
    prepare_sign(document=document, ver=document.case.ver, by=office.actor("hai"), now=NOW)
    paper = make.fresh(document).paper
    given = {"paper": paper, "now": NOW}
    with pytest.raises(PaperForbidden):
        prepare_signature(role=Signature.Role.COSIGNER, by=office.actor("chi"), **given)
    with pytest.raises(NotThisSignatureNow):
        prepare_signature(role=Signature.Role.PERSON, by=office.actor("chi"), **given)
    minutes = waiting(office, code="BB", who="emi")
    kim = replace(office.actor("kim"), covers=frozenset({office.emi.pk}))
    with pytest.raises(MayNotSign):
        prepare_sign(document=minutes, ver=minutes.case.ver, by=kim, now=NOW)
    Post.objects.filter(user=office.chi).update(roles=["examiner"])
    with pytest.raises(MayNotSign):
        prepare_sign(document=document, ver=document.case.ver, by=office.actor("hai"), now=NOW)
