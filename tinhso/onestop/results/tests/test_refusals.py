"""What signing and sealing refuse: to who has not the turn, signatures that are none, a machine that is silent."""

from dataclasses import replace

import pytest

from tinhso.casework.case import turns
from tinhso.casework.models import Case
from tinhso.casework.public import NotYourTurn, Stale
from tinhso.kernel.papers.public import PaperForbidden, SignatureWrong, SigningClosed, SigningRefused
from tinhso.kernel.papers.scan_pdf import ScanUnreadable
from tinhso.kernel.papers.signing.signer import SigningUnavailable
from tinhso.kernel.people.models import Delegation
from tinhso.onestop.results.actions.complete_decision import complete_decision
from tinhso.onestop.results.actions.complete_scan import complete_scan
from tinhso.onestop.results.actions.complete_seal import complete_seal
from tinhso.onestop.results.actions.draft_decision import SaysNothing, draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.prepare_decision import prepare_decision
from tinhso.onestop.results.actions.prepare_scan import prepare_scan
from tinhso.onestop.results.actions.prepare_seal import prepare_seal
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.results.actions.sign_scan import sign_scan
from tinhso.onestop.results.tests.test_scans import scanned
from tinhso.onestop.tests.makers import DECISION, SINCE, SOURCE, make_file

REFUSING = {"headers": {"X-Sandbox-Failure": "cancelled"}}
FAILING = {"headers": {"X-Sandbox-Failure": "error"}}


def signed(service, request, holder: str) -> bytes:
    return service.holders.sign(service.holders.get(holder), bytes.fromhex(request.digest))


@pytest.mark.long
def test_a_seal_is_prepared_and_set_by_the_clerk_as_it_was_read(shop, signing_service):
    dossier = shop.dossier("issue")
    words, ver = {"dossier": dossier, "now": shop.now}, dossier.case.ver
    for name in ("chi", "emi", "binh", "bao"):
        with pytest.raises(NotYourTurn):
            prepare_seal(ver=ver, by=shop.actor(name), **words)
    with pytest.raises(Stale):
        prepare_seal(ver=ver - 1, by=shop.actor("van"), **words)
    request = prepare_seal(ver=ver, by=shop.actor("van"), **words)
    cms = signed(signing_service, request, "so-a")
    for name in ("chi", "emi", "binh", "bao"):
        with pytest.raises(NotYourTurn):
            complete_seal(ver=ver, token=request.token, cms=cms, by=shop.actor(name), **words)
    by = shop.actor("van")
    with pytest.raises(Stale):
        complete_seal(ver=ver - 1, token=request.token, cms=cms, by=by, **words)
    with pytest.raises(SigningClosed):
        complete_seal(ver=ver, token="khong-co", cms=cms, by=by, **words)
    with pytest.raises(SignatureWrong):
        wrong = signed(signing_service, request, "binh")
        complete_seal(ver=ver, token=request.token, cms=wrong, by=by, **words)
    assert Case.objects.get(pk=dossier.pk).ver == ver


@pytest.mark.long
def test_a_machine_that_refuses_or_is_silent_leaves_the_result_where_it_was(shop):
    to_sign, to_seal = shop.dossier("sign"), shop.dossier("issue")
    with pytest.raises(SigningUnavailable):
        sign_decision(dossier=to_sign, signer=shop.signer("chi", **FAILING), **shop.words("chi", to_sign))
    with pytest.raises(SigningUnavailable):
        issue_result(dossier=to_seal, signer=shop.signer("so-a", **FAILING), **shop.words("van", to_seal))
    with pytest.raises(SigningRefused):
        issue_result(dossier=to_seal, signer=shop.signer("so-a", **REFUSING), **shop.words("van", to_seal))
    assert [Case.objects.get(pk=one.pk).step for one in (to_sign, to_seal)] == ["sign", "issue"]


def let_examiners_act(dossier):
    """As a process would that gives this step to a role which signs and seals nothing."""
    turns.give_turn(dossier.pk, agency_id=dossier.case.agency_id, role="examiner", act="", due_at=None)


@pytest.mark.long
def test_a_turn_alone_neither_signs_nor_seals(shop, signing_service):
    town, now = shop.town, shop.now
    to_seal = shop.dossier("issue")
    words = {"dossier": to_seal, "ver": to_seal.case.ver, "now": now}
    request = prepare_seal(by=shop.actor("van"), **words)
    cms = signed(signing_service, request, "so-a")
    let_examiners_act(to_seal)
    with pytest.raises(PaperForbidden):
        prepare_seal(by=shop.actor("emi"), **words)
    van = replace(shop.actor("van"), roles=frozenset({"examiner"}), covers=frozenset({town.emi.pk}))
    with pytest.raises(PaperForbidden):
        complete_seal(token=request.token, cms=cms, by=van, **words)
    to_sign = shop.dossier("sign")
    words = {"dossier": to_sign, "ver": to_sign.case.ver, "now": now}
    request = prepare_decision(by=shop.actor("chi"), **words)
    cms = signed(signing_service, request, "chi")
    let_examiners_act(to_sign)
    lent = {"receiver": town.posts["emi"], "capacity": "TUQ.", "valid": SINCE, "source": SOURCE}
    Delegation.objects.create(giver=town.posts["chi"], **lent)
    with pytest.raises(PaperForbidden):
        prepare_decision(by=shop.actor("emi"), **words)
    chi = replace(shop.actor("chi"), roles=frozenset({"examiner"}), covers=frozenset({town.emi.pk}))
    with pytest.raises(PaperForbidden):
        complete_decision(token=request.token, cms=cms, by=chi, **words)


@pytest.mark.long
def test_a_scan_is_signed_at_its_desk_by_its_own_signature_and_if_it_can_be_read(shop, signing_service):
    scan, by = scanned(shop), shop.actor("binh")
    request = prepare_scan(attachment=scan, by=by, now=shop.now)
    for name in ("emi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            complete_scan(attachment=scan, token=request.token, cms=b"", by=shop.actor(name), now=shop.now)
    with pytest.raises(SignatureWrong):
        wrong = signed(signing_service, request, "chi")
        complete_scan(attachment=scan, token=request.token, cms=wrong, by=by, now=shop.now)
    with pytest.raises(SigningRefused):
        sign_scan(attachment=scan, signer=shop.signer("binh", **REFUSING), by=by, now=shop.now)
    with pytest.raises(SigningUnavailable):
        sign_scan(attachment=scan, signer=shop.signer("binh", **FAILING), by=by, now=shop.now)
    broken = make_file(by, content=b"%PDF-1.7 hong")
    type(broken).objects.filter(pk=broken.pk).update(state="clean")
    other = scanned(shop)
    type(other).objects.filter(pk=other.pk).update(file=broken)
    with pytest.raises(ScanUnreadable):
        prepare_scan(attachment=other, by=by, now=shop.now)


@pytest.mark.long
@pytest.mark.parametrize("articles", [["Cấp giấy phép: …"], ["Văn bản này có hiệu lực kể từ ngày ký."], []])
def test_a_result_that_says_nothing_is_not_handed_up_for_signature(shop, articles):
    dossier = shop.dossier("examine")
    with pytest.raises(SaysNothing):
        draft_decision(dossier=dossier, **DECISION | {"articles": articles}, **shop.words("emi", dossier))
