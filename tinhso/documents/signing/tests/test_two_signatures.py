"""A person signs, then the clerk numbers and the agency seals: the order of the law, both signatures valid, clocks kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.casework.public import Case, NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.measures import numbered
from tinhso.documents.models import OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.authority import MayNotSign, expected_authority
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.public import NotReserved, reserve_number
from tinhso.documents.signing.actions.complete_seal import complete_seal
from tinhso.documents.signing.actions.complete_sign import complete_sign
from tinhso.documents.signing.actions.issue_document import issue_document
from tinhso.documents.signing.actions.prepare_seal import NotSigned, OtherYear, prepare_seal
from tinhso.documents.signing.actions.prepare_sign import prepare_sign
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import (
    Paper,
    PaperForbidden,
    SignatureWrong,
    SigningClosed,
    SigningRefused,
    SigningUnavailable,
    Verdict,
    check_pdf,
    trust_roots,
)
from tinhso.kernel.people.models import Post

pytestmark = pytest.mark.long


def sign(office, desk, document, who="chi", now=NOW, **changes):
    given = {"ver": document.case.ver, "signer": desk.signer("chi")} | changes
    sign_document(document=document, by=office.actor(who), now=now, **given)
    return make.fresh(document)


def issue(office, desk, document, who="van", now=NOW, **changes):
    given = {"ver": document.case.ver, "signer": desk.signer("so-a")} | changes
    issue_document(document=document, by=office.actor(who), now=now, **given)
    return make.fresh(document)


def reserved(office, code="CV"):
    return reserve_number(
        agency=office.agency_a,
        kind=type_of(code, NOW.date()),
        reason="Đã hẹn",
        secrecy="",
        day=NOW.date(),
        by=office.actor("van"),
        now=NOW,
    )


def test_a_number_counts_as_signed_digitally_by_the_paper_of_its_own_type(office, desk):
    document = issue(office, desk, sign(office, desk, make.at_sign(office)))
    assert numbered().get().signed == "yes"
    Paper.objects.filter(pk=document.paper_id).update(
        kind="result"
    )  # a procedure's, which bears the same number
    assert numbered().get().signed == "no"


def test_iii_1d_from_the_draft_to_an_issued_document_with_two_valid_signatures(office, desk):
    document = sign(office, desk, make.at_sign(office))
    assert (document.case.step, document.number, document.signed_at) == ("issue", None, NOW)
    document = issue(office, desk, document)
    assert (document.case.state, document.case.outcome) == (State.DONE, "issued")
    assert document.number.full_number == "01/SA-VP" and document.number.title == document.subject
    assert document.paper.full_number == "01/SA-VP" and document.paper.state == Paper.State.ISSUED
    found = check_pdf(read(document.paper.file), roots=trust_roots(), now=timezone.now())
    assert [(one.signer, one.verdict) for one in found] == [
        ("Hoàng Văn Chi", Verdict.VALID),
        ("Sở A", Verdict.VALID),
    ]
    row = EventRow.objects.get(name="documents.DocumentIssued")
    assert row.payload["recipients"] == 1 and "chuyển đổi" not in str(row.payload)
    assert not differing()


def test_a_normative_document_has_the_year_of_its_signature_in_a_series_of_its_own(office, desk):
    kinds = [make.at_sign(office, code="QD", receivers=()) for _ in range(3)]
    OutgoingDocument.objects.filter(pk__in=[one.pk for one in kinds[:2]]).update(normative=True)
    rule, other, plain = (sign(office, desk, make.fresh(one)) for one in kinds)
    assert issue(office, desk, plain).number.full_number == "01/QĐ-SA"
    rule = issue(office, desk, rule)
    assert rule.number.full_number == rule.paper.full_number == "01/2024/QĐ-SA"
    Paper.objects.filter(pk=other.paper_id).update(notation="2023/QĐ-SA")
    with pytest.raises(OtherYear, match="ký năm trước"):
        prepare_seal(document=other, ver=other.case.ver, by=office.actor("van"), now=NOW)
    assert {one.signed for one in numbered()} == {"yes"}


def test_number_and_seal_wait_for_the_signature_and_the_clerk(office, desk):
    document = make.at_sign(office)
    by, ver = office.actor("van"), document.case.ver
    with pytest.raises(NotYourTurn):
        prepare_seal(document=document, ver=ver, by=by, now=NOW)
    with pytest.raises(NotSigned):
        complete_seal(document=document, ver=ver, token="", cms=b"", by=by, now=NOW)
    document = sign(office, desk, document)
    for who in ("chi", "emi", "hai"):
        with pytest.raises(NotYourTurn):
            issue(office, desk, document, who=who)
    with pytest.raises(Stale):
        issue(office, desk, document, ver=1)
    with pytest.raises(SigningClosed):
        complete_seal(document=document, ver=document.case.ver, token="", cms=b"", by=by, now=NOW)
    with pytest.raises(NotYourTurn):
        return_draft(document=document, ver=document.case.ver, reason="x", by=by, now=NOW)
    Case.objects.filter(pk=document.pk).update(step="issue")
    Paper.objects.filter(pk=document.paper_id).update(state=Paper.State.DRAFT)
    with pytest.raises(NotSigned):
        prepare_seal(document=make.fresh(document), ver=document.case.ver, by=by, now=NOW)
    assert not RegisterNumber.objects.exists()


def test_only_the_named_signer_with_a_right_of_today_signs(office, desk):
    document = make.at_sign(office)
    for who in ("van", "emi", "hai"):
        with pytest.raises(NotYourTurn):
            sign(office, desk, document, who=who)
    with pytest.raises(Stale):
        sign(office, desk, document, ver=1)
    with pytest.raises(SigningClosed):
        complete_sign(
            document=document, ver=document.case.ver, token="", cms=b"", by=office.actor("chi"), now=NOW
        )
    post = Post.objects.get(user=office.chi)
    by = office.actor("chi")
    post.roles = ["clerk"]
    post.save(update_fields=["roles"])
    with pytest.raises(MayNotSign):
        prepare_sign(document=document, ver=document.case.ver, by=by, now=NOW)


def test_what_the_layout_of_its_type_lacks_is_not_drawn_up(office):
    document = make.at_sign(office)
    version = newest(document)
    version.content |= {"to": []}  # as a draft of before the layout asked for it
    version.save(update_fields=["content"])
    with pytest.raises(LetterRefused, match="Kính gửi"):
        prepare_sign(document=document, ver=document.case.ver, by=office.actor("chi"), now=NOW)
    assert make.fresh(document).paper is None


def test_a_refused_signature_leaves_everything_as_it_was(office, desk):
    document = make.at_sign(office)
    with pytest.raises(SigningUnavailable):
        sign(office, desk, document, signer=desk.signer("chi").__class__("chi", url="http://127.0.0.1:9"))
    with pytest.raises(SigningRefused):
        sign(office, desk, document, signer=desk.signer("nobody"))
    with pytest.raises(SignatureWrong):
        sign(office, desk, make.fresh(document), signer=desk.signer("binh"))
    assert make.fresh(document).case.step == "sign"
    document = sign(office, desk, make.fresh(document))
    with pytest.raises(SignatureWrong):
        issue(office, desk, document, signer=desk.signer("chi"))
    number = RegisterNumber.objects.get()
    document = issue(office, desk, make.fresh(document))
    assert document.number == number and RegisterNumber.objects.count() == 1


def test_the_same_answer_sent_twice_is_done_once(office, desk):
    document = make.at_sign(office)
    ver, by = document.case.ver, office.actor("chi")
    wish = prepare_sign(document=document, ver=ver, by=by, now=NOW)
    cms = desk.signer("chi").sign(wish.prepared_pdf())
    for _ in range(2):
        paper = complete_sign(
            document=make.fresh(document), ver=ver, token=wish.token, cms=cms, by=by, now=NOW
        )
    assert paper.state == Paper.State.SIGNED
    document = make.fresh(document)
    ver, by = document.case.ver, office.actor("van")
    wish = prepare_seal(document=document, ver=ver, by=by, now=NOW)
    cms = desk.signer("so-a").sign(wish.prepared_pdf())
    for _ in range(2):
        paper = complete_seal(
            document=make.fresh(document), ver=ver, token=wish.token, cms=cms, by=by, now=NOW
        )
    assert paper.state == Paper.State.ISSUED and RegisterNumber.objects.count() == 1


def test_a_reserved_number_goes_to_the_document_that_it_was_kept_for(office, desk):
    for_it, other = reserved(office), reserved(office, "TB")
    document = sign(office, desk, make.at_sign(office))
    with pytest.raises(NotReserved):
        issue(office, desk, document, reserved=other)
    document = issue(office, desk, make.fresh(document), reserved=for_it)
    assert document.number == for_it and document.paper.number == 1


def test_whose_paper_it_is_not_signs_nothing(office, desk, monkeypatch):
    """The kernel asks again, whatever a turn says."""
    document = make.at_sign(office)
    for module, deed in (("prepare_sign", prepare_sign),):
        monkeypatch.setattr(f"tinhso.documents.signing.actions.{module}.check_step", lambda *_: None)
        monkeypatch.setattr(
            f"tinhso.documents.signing.actions.{module}.authority_of",
            lambda *_: expected_authority(document, NOW.date()),
        )
        with pytest.raises(PaperForbidden):
            deed(document=document, ver=document.case.ver, by=office.actor("van"), now=NOW)


def test_keys_of_others_are_refused_by_the_kernel_too(office, desk, monkeypatch):
    document = make.at_sign(office)
    ver = document.case.ver
    wish = prepare_sign(document=document, ver=ver, by=office.actor("chi"), now=NOW)
    cms = desk.signer("chi").sign(wish.prepared_pdf())
    monkeypatch.setattr("tinhso.documents.signing.actions.complete_sign.check_step", lambda *_: None)
    post = Post.objects.get(user=office.chi)
    post.roles = ["clerk"]
    post.save(update_fields=["roles"])
    with pytest.raises(PaperForbidden):
        complete_sign(document=document, ver=ver, token=wish.token, cms=cms, by=office.actor("chi"), now=NOW)
    with pytest.raises(SignatureWrong):
        post.roles = ["head"]
        post.save(update_fields=["roles"])
        complete_sign(document=document, ver=ver, token=wish.token, cms=b"0", by=office.actor("chi"), now=NOW)
    monkeypatch.undo()


def test_a_seal_is_refused_to_who_is_no_clerk_by_register_and_kernel(office, desk, monkeypatch):
    document = sign(office, desk, make.at_sign(office))
    ver = document.case.ver
    monkeypatch.setattr("tinhso.documents.signing.actions.prepare_seal.check_step", lambda *_: None)
    monkeypatch.setattr("tinhso.documents.signing.actions.complete_seal.check_step", lambda *_: None)
    with pytest.raises(DocumentsForbidden):
        prepare_seal(document=document, ver=ver, by=office.actor("chi"), now=NOW)
    prepare_seal(document=document, ver=ver, by=office.actor("van"), now=NOW)
    with pytest.raises(PaperForbidden):
        prepare_seal(document=document, ver=ver, by=office.actor("chi"), now=NOW)
    wish = prepare_seal(document=document, ver=ver, by=office.actor("van"), now=NOW)
    cms = desk.signer("so-a").sign(wish.prepared_pdf())
    with pytest.raises(SignatureWrong):
        complete_seal(
            document=make.fresh(document),
            ver=ver,
            token=wish.token,
            cms=b"0",
            by=office.actor("van"),
            now=NOW,
        )
    wish = prepare_seal(document=make.fresh(document), ver=ver, by=office.actor("van"), now=NOW)
    cms = desk.signer("so-a").sign(wish.prepared_pdf())
    post = Post.objects.get(user=office.van)
    post.roles = ["examiner"]
    post.save(update_fields=["roles"])
    with pytest.raises(PaperForbidden):
        complete_seal(
            document=make.fresh(document), ver=ver, token=wish.token, cms=cms, by=office.actor("van"), now=NOW
        )
    with pytest.raises(Stale):
        monkeypatch.undo()
        complete_seal(
            document=make.fresh(document), ver=1, token="", cms=b"", by=office.actor("van"), now=NOW
        )


def test_clocks_run_from_the_signature_and_urgent_ones_at_once(office, desk):
    """Signed on a Friday: issued by the next working day, Monday; an urgent one within the hour of the rule."""
    plain = sign(office, desk, make.at_sign(office))
    assert plain.case.due_at.date() == NOW.date() + timedelta(days=3)
    urgent = sign(office, desk, make.at_sign(office, urgency="hoa_toc"))
    assert urgent.case.due_at == NOW + timedelta(hours=1)
    late = issue(office, desk, urgent, now=NOW + timedelta(hours=2))
    assert late.case.timeliness == "late"
    assert issue(office, desk, plain, now=NOW + timedelta(hours=2)).case.timeliness in ("early", "on_time")


def test_a_document_returned_by_its_signer_is_drawn_up_anew(office, desk):
    document = make.at_sign(office)
    prepare_sign(document=document, ver=document.case.ver, by=office.actor("chi"), now=NOW)
    drawn = make.fresh(document).paper
    return_draft(
        document=make.fresh(document), ver=document.case.ver, reason="Sửa", by=office.actor("chi"), now=NOW
    )
    assert make.fresh(document).paper is None and not Paper.objects.filter(pk=drawn.pk).exists()


def test_each_half_of_a_signature_asks_turn_and_version(office, desk):
    document = make.at_sign(office)
    chi, van, ver = office.actor("chi"), office.actor("van"), document.case.ver
    prepare_sign(document=document, ver=ver, by=chi, now=NOW)
    document = make.fresh(document)
    with pytest.raises(NotYourTurn):
        prepare_sign(document=document, ver=ver, by=van, now=NOW)
    with pytest.raises(Stale):
        prepare_sign(document=document, ver=1, by=chi, now=NOW)
    with pytest.raises(NotYourTurn):
        complete_sign(document=document, ver=ver, token="", cms=b"", by=van, now=NOW)
    with pytest.raises(Stale):
        complete_sign(document=document, ver=1, token="", cms=b"", by=chi, now=NOW)
    document = sign(office, desk, document)
    ver = document.case.ver
    with pytest.raises(Stale):
        prepare_seal(document=document, ver=1, by=van, now=NOW)
    with pytest.raises(NotReserved):
        prepare_seal(document=document, ver=ver, reserved=reserved(office, "TB"), by=van, now=NOW)
    with pytest.raises(NotYourTurn):
        complete_seal(document=document, ver=ver, token="", cms=b"", by=chi, now=NOW)
