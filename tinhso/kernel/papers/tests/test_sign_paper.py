"""From a draft to an issued paper, and every way in which it is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.models import Paper, Signature, SigningRequest
from tinhso.kernel.papers.public import (
    NotIssued,
    NotReadyToIssue,
    NotThisSignatureNow,
    NotToBeNumbered,
    PaperForbidden,
    SignatureWrong,
    SigningClosed,
    SigningRefused,
    UnknownKind,
    Verdict,
    check_pdf,
    complete_signature,
    issue_paper,
    kind_of,
    number_paper,
    prepare_signature,
    revoke_paper,
    sign_with,
    trust_roots,
)
from tinhso.kernel.papers.tests.makers import AT

PERSON, AGENCY = Signature.Role.PERSON, Signature.Role.AGENCY


def events():
    names = EventRow.objects.filter(name__startswith="papers.").order_by("pk")
    return [name.removeprefix("papers.") for name in names.values_list("name", flat=True)]


@pytest.mark.long
def test_a_paper_goes_from_draft_to_issued_with_two_valid_signatures(desk):
    paper = desk.issued()
    assert (paper.state, paper.full_number) == (Paper.State.ISSUED, "01/GP-SA")
    found = check_pdf(read(paper.file), roots=trust_roots(), now=timezone.now())
    assert [(f.field, f.signer, f.verdict) for f in found] == [
        ("Nguoi_ky", "Hoàng Văn Chi", Verdict.VALID),
        ("Co_quan", "Sở A", Verdict.VALID),
    ]
    assert [(s.role, s.signer_name, s.post_title) for s in paper.signatures.all()] == [
        (PERSON, "Hoàng Văn Chi", "Phó Giám đốc"),
        (AGENCY, "Sở A", ""),
    ]
    assert events() == ["PaperCreated", "PaperSigned", "PaperNumbered", "PaperSealed", "PaperIssued"]


@pytest.mark.long
def test_pdfsig_calls_both_signatures_valid_and_one_flipped_byte_invalid(desk, poppler):
    pdf = read(desk.issued().file)
    signatures = poppler.signatures(pdf)
    assert signatures.count("Signature Validation: Signature is Valid.") == 2
    assert "Total document signed" in signatures.split("Signature #2")[1]
    middle = pdf.index(b"/Producer") + 14  # inside the first revision, which both signatures cover
    flipped = poppler.signatures(pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :])
    assert flipped.count("Signature Validation: Digest Mismatch.") == 2


@pytest.mark.long
def test_the_printed_number_is_the_one_the_clerk_gave_after_the_leader_signed(desk, poppler):
    signed = desk.sign(desk.draft())
    assert signed.full_number == ""
    words = poppler.text(read(desk.seal(signed).file))
    assert "Số: 01/GP-SA" in words
    assert "Thanh Hóa, ngày 08 tháng 3 năm 2024" in words
    assert "Ký bởi: Hoàng Văn Chi" in words
    assert "2024-03-08T09:05:00+07:00" in words


def test_a_receipt_has_its_number_at_once_and_is_issued_without_a_seal(desk):
    receipt = desk.draft("receipt")
    assert receipt.full_number == "01/TNHS-BPMC"
    signed = desk.sign(receipt, "binh")
    assert issue_paper(paper=signed, by=desk.town.actor("binh"), now=AT).state == Paper.State.ISSUED


@pytest.mark.long
def test_numbers_run_without_gaps_and_a_refused_seal_keeps_its_number(desk):
    first, second = desk.sign(desk.draft()), desk.sign(desk.draft())
    van = desk.town.actor("van")
    first = number_paper(paper=first, by=van, now=AT)
    with pytest.raises(SigningRefused):
        refusing = desk.signer("so-a", headers={"X-Sandbox-Failure": "cancelled"})
        sign_with(refusing, paper=first, role=AGENCY, by=van, now=AT)
    assert number_paper(paper=second, by=van, now=AT).number == 2
    first.refresh_from_db()
    assert (first.number, first.state) == (1, Paper.State.SIGNED)
    assert (
        sign_with(desk.signer("so-a"), paper=first, role=AGENCY, by=van, now=AT).state == Paper.State.SEALED
    )
    with pytest.raises(NotToBeNumbered):
        number_paper(paper=second, by=van, now=AT)


@pytest.mark.long
@pytest.mark.parametrize("code", ["wrong_pin", "token_unplugged", "certificate_expired", "cancelled"])
def test_a_refusing_token_leaves_the_paper_as_it_was(desk, code):
    paper = desk.draft()
    with pytest.raises(SigningRefused) as refusal:
        desk.sign(paper, headers={"X-Sandbox-Failure": code})
    assert refusal.value.code == code
    paper.refresh_from_db()
    assert (paper.state, paper.file_id) == (Paper.State.DRAFT, paper.draft_id)
    assert events() == ["PaperCreated", "SignatureRefused"]
    assert desk.sign(paper).state == Paper.State.SIGNED


@pytest.mark.parametrize("failure", ["garbage", "other_digest", "expired_signs"])
def test_an_answer_that_only_looks_like_a_signature_is_found_out(desk, failure):
    paper = desk.draft()
    with pytest.raises(SignatureWrong):
        desk.sign(paper, headers={"X-Sandbox-Failure": failure})
    paper.refresh_from_db()
    assert paper.state == Paper.State.DRAFT


def test_a_service_that_fails_is_silent_or_is_not_there_is_told_apart(desk):
    for words, code in (
        ({"headers": {"X-Sandbox-Failure": "error"}}, "unavailable"),
        ({"headers": {"X-Sandbox-Failure": "never"}, "patience": 0.01}, "timeout"),
    ):
        with pytest.raises(SigningRefused) as refusal:
            desk.sign(desk.draft(), **words)
        assert refusal.value.code == code


def test_a_certificate_of_somebody_else_does_not_sign(desk):
    paper, chi = desk.draft(), desk.town.actor("chi")
    with pytest.raises(SignatureWrong, match="không phải của Hoàng Văn Chi"):
        sign_with(desk.signer("binh"), paper=paper, role=PERSON, by=chi, now=AT)


def test_a_certificate_that_nobody_vouches_for_does_not_sign(desk, settings):
    settings.TRUST_ROOTS = []
    with pytest.raises(SignatureWrong, match="không do tổ chức được tin cậy"):
        desk.sign(desk.draft())


def test_the_browser_way_prepare_sign_elsewhere_complete(desk):
    chi, paper = desk.town.actor("chi"), desk.draft()
    request = prepare_signature(paper=paper, role=PERSON, by=chi, now=AT, capacity="KT.")
    cms = desk.service.holders.sign(desk.service.holders.get("chi"), bytes.fromhex(request.digest))
    with pytest.raises(SigningClosed):
        complete_signature(token=request.token, cms=cms, by=desk.town.actor("van"), now=AT)
    signed = complete_signature(token=request.token, cms=cms, by=chi, now=AT)
    assert signed.signatures.get().capacity == "KT."
    with pytest.raises(SigningClosed):
        complete_signature(token=request.token, cms=cms, by=chi, now=AT)


def test_preparing_again_closes_the_former_request_and_old_ones_run_out(desk):
    chi, paper = desk.town.actor("chi"), desk.draft()
    first = prepare_signature(paper=paper, role=PERSON, by=chi, now=AT)
    second = prepare_signature(paper=paper, role=PERSON, by=chi, now=AT)
    first.refresh_from_db()
    assert first.state == SigningRequest.State.REPLACED
    SigningRequest.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    for request in (first, second):
        with pytest.raises(SigningClosed):
            complete_signature(token=request.token, cms=b"", by=chi, now=AT)


def test_each_step_waits_for_the_one_before(desk):
    draft, chi, van = desk.draft(), desk.town.actor("chi"), desk.town.actor("van")
    with pytest.raises(NotToBeNumbered):
        number_paper(paper=draft, by=van, now=AT)
    with pytest.raises(NotThisSignatureNow):
        prepare_signature(paper=draft, role=AGENCY, by=van, now=AT)
    signed = desk.sign(draft)
    with pytest.raises(NotThisSignatureNow):
        prepare_signature(paper=signed, role=PERSON, by=chi, now=AT)
    with pytest.raises(NotThisSignatureNow):
        prepare_signature(paper=signed, role=AGENCY, by=van, now=AT)
    with pytest.raises(NotReadyToIssue):
        issue_paper(paper=signed, by=van, now=AT)
    with pytest.raises(NotIssued):
        revoke_paper(paper=signed, by=chi, now=AT)


@pytest.mark.parametrize("who", ["an", "dung", "binh", "emi", "van", "bao", "quan", "tra"])
def test_a_stranger_or_another_post_signs_nothing(desk, who):
    paper = desk.draft()
    with pytest.raises(PaperForbidden):
        prepare_signature(paper=paper, role=PERSON, by=desk.town.actor(who), now=AT)


@pytest.mark.long
@pytest.mark.parametrize("who", ["an", "dung", "binh", "emi", "chi", "bao", "quan", "tra"])
def test_only_the_clerk_numbers_and_seals(desk, who):
    paper, by = desk.sign(desk.draft()), desk.town.actor(who)
    with pytest.raises(PaperForbidden):
        number_paper(paper=paper, by=by, now=AT)
    with pytest.raises(PaperForbidden):
        prepare_signature(paper=paper, role=AGENCY, by=by, now=AT)
    with pytest.raises(PaperForbidden):
        issue_paper(paper=paper, by=by, now=AT)


@pytest.mark.long
@pytest.mark.parametrize("who", ["chi", "van"])
def test_who_signs_or_issues_revokes_an_issued_paper(desk, who):
    paper = desk.issued()
    for stranger in ("emi", "binh", "bao"):
        with pytest.raises(PaperForbidden):
            revoke_paper(paper=paper, by=desk.town.actor(stranger), now=AT)
    assert revoke_paper(paper=paper, by=desk.town.actor(who), now=AT).state == Paper.State.REVOKED
    assert events()[-1] == "PaperRevoked"


def test_a_paper_of_an_undeclared_kind_is_refused():
    with pytest.raises(UnknownKind):
        kind_of("diploma")


@pytest.mark.long
def test_of_two_clerks_who_prepared_the_seal_only_the_later_request_completes(desk):
    van, paper = desk.town.actor("van"), desk.sign(desk.draft())
    paper = number_paper(paper=paper, by=van, now=AT)
    requests = [prepare_signature(paper=paper, role=AGENCY, by=van, now=AT) for _ in range(2)]
    holder = desk.service.holders.get("so-a")
    signed = [desk.service.holders.sign(holder, bytes.fromhex(r.digest)) for r in requests]
    with pytest.raises(SigningClosed):
        complete_signature(token=requests[0].token, cms=signed[0], by=van, now=AT)
    assert (
        complete_signature(token=requests[1].token, cms=signed[1], by=van, now=AT).state == Paper.State.SEALED
    )
