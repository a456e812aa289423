"""The browser's way: prepare, sign elsewhere, complete; each refusal by name and in words."""

import base64

import pytest

from tinhso.casework.public import NotYourTurn, Stale, advance_case, return_case
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.papers.public import Paper, SignatureWrong, SigningClosed
from tinhso.onestop.models import Decision
from tinhso.onestop.results.actions.complete_decision import complete_decision
from tinhso.onestop.results.actions.complete_seal import complete_seal
from tinhso.onestop.results.actions.prepare_decision import prepare_decision
from tinhso.onestop.results.actions.prepare_seal import NotSigned, prepare_seal
from tinhso.onestop.results.results import MayNotSign
from tinhso.onestop.results.tests import signing_makers as make


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    with make.signing_service(tmp_path_factory.mktemp("signing")) as server:
        yield server


@pytest.fixture
def dossier(town, service, settings, tmp_path):
    make.use_service(settings, service, tmp_path / "files")
    return make.fresh(make.waiting_for_the_head(town))


def cms(service, wish, holder="chi"):
    return service.holders.sign(service.holders.get(holder), bytes.fromhex(wish.digest))


def sign(town, service, dossier):
    by, ver = town.actor("chi"), dossier.case.ver
    wish = prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW)
    return complete_decision(
        dossier=dossier, ver=ver, token=wish.token, cms=cms(service, wish), by=by, now=NOW
    )


def names(dossier):
    return list(EventRow.objects.filter(case_id=dossier.pk).order_by("pk").values_list("name", flat=True))


@pytest.mark.long
def test_the_head_signs_and_the_clerk_seals_on_their_own_machines(town, service, dossier):
    assert sign(town, service, dossier).state == Paper.State.SIGNED
    dossier, van = make.fresh(dossier), town.actor("van")
    wish = prepare_seal(dossier=dossier, ver=dossier.case.ver, by=van, now=NOW)
    signed = cms(service, wish, "so-a")
    paper = complete_seal(
        dossier=dossier, ver=dossier.case.ver, token=wish.token, cms=signed, by=van, now=NOW
    )
    assert (paper.state, make.case_of(dossier).step) == (Paper.State.ISSUED, "hand_over")
    assert names(dossier) == [
        "papers.PaperCreated", "onestop.ResultDrawn", "papers.PaperSigned", "casework.CaseAdvanced", "papers.PaperNumbered",
        "papers.PaperSealed", "papers.PaperIssued", "onestop.PaperKept", "casework.CaseSettled",
    ]  # fmt: skip


@pytest.mark.long
def test_the_same_answer_sent_twice_is_done_once(town, service, dossier):
    by, ver = town.actor("chi"), dossier.case.ver
    wish = prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW)
    words = {"ver": ver, "token": wish.token, "cms": cms(service, wish), "by": by, "now": NOW}
    complete_decision(dossier=dossier, **words)
    assert complete_decision(dossier=make.fresh(dossier), **words).state == Paper.State.SIGNED
    assert names(dossier).count("casework.CaseAdvanced") == 1


@pytest.mark.long
def test_a_signature_that_was_given_is_found_again_when_the_move_failed(town, service, dossier):
    by, ver = town.actor("chi"), dossier.case.ver
    sign(town, service, dossier)
    type(dossier.case).objects.filter(pk=dossier.pk).update(step="sign", ver=ver)
    make.turns.give_turn(dossier.pk, agency_id=town.agency_a.pk, role="head", act="sign")
    dossier = make.fresh(dossier)
    assert prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW) is None
    complete_decision(dossier=dossier, ver=ver, token="", cms=b"", by=by, now=NOW)
    assert make.case_of(dossier).step == "issue"
    assert names(dossier).count("papers.PaperSigned") == 1


def test_preparing_twice_draws_up_one_paper(town, dossier):
    by, ver = town.actor("chi"), dossier.case.ver
    first = prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW)
    second = prepare_decision(dossier=make.fresh(dossier), ver=ver, by=by, now=NOW)
    assert (first.paper_id, Paper.objects.count()) == (second.paper_id, 1)


def test_a_dossier_that_went_back_takes_no_signature_of_the_former_page(town, service, dossier):
    by, ver = town.actor("chi"), dossier.case.ver
    wish = prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW)
    return_case(case=dossier.case, ver=ver, to_step="examine", reason="Sửa dự thảo.", by=by, now=NOW)
    with pytest.raises(Stale):
        complete_decision(
            dossier=make.fresh(dossier), ver=ver, token=wish.token, cms=cms(service, wish), by=by, now=NOW
        )
    assert Paper.objects.get().state == Paper.State.DRAFT


@pytest.mark.long
def test_a_token_of_another_dossier_is_refused(town, service, dossier):
    other, by = make.fresh(make.waiting_for_the_head(town)), town.actor("chi")
    wish = prepare_decision(dossier=other, ver=other.case.ver, by=by, now=NOW)
    prepare_decision(dossier=dossier, ver=dossier.case.ver, by=by, now=NOW)
    with pytest.raises(SigningClosed):
        complete_decision(
            dossier=dossier, ver=dossier.case.ver, token=wish.token, cms=cms(service, wish), by=by, now=NOW
        )


def test_a_wrong_signature_moves_nothing_and_is_written_down(town, dossier):
    by, ver = town.actor("chi"), dossier.case.ver
    wish = prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW)
    with pytest.raises(SignatureWrong):
        complete_decision(dossier=dossier, ver=ver, token=wish.token, cms=b"x" * 400, by=by, now=NOW)
    assert names(dossier)[-1] == "papers.SignatureRefused"
    assert make.case_of(dossier).step == "sign"


@pytest.mark.parametrize("who", ["an", "dung", "binh", "emi", "van", "bao", "quan", "tra"])
def test_nobody_but_the_head_prepares_or_completes(town, dossier, who):
    by, ver = town.actor(who), dossier.case.ver
    prepare_decision(dossier=dossier, ver=ver, by=town.actor("chi"), now=NOW)
    with pytest.raises(NotYourTurn):
        prepare_decision(dossier=dossier, ver=ver, by=by, now=NOW)
    with pytest.raises(NotYourTurn):
        complete_decision(dossier=dossier, ver=ver, token="A" * 26, cms=b"", by=by, now=NOW)


def test_a_head_whose_post_has_ended_may_not_sign(town, dossier):
    by = town.actor("chi")
    type(town.posts["chi"]).objects.filter(user=town.chi).update(roles=[])
    with pytest.raises(MayNotSign):
        prepare_decision(dossier=dossier, ver=dossier.case.ver, by=by, now=NOW)


def test_the_clerk_waits_for_the_signature(town, dossier):
    advance_case(case=dossier.case, ver=dossier.case.ver, by=town.actor("chi"), now=NOW)
    dossier, van = make.fresh(dossier), town.actor("van")
    words = {"ver": dossier.case.ver, "by": van, "now": NOW}
    with pytest.raises(NotSigned):
        prepare_seal(dossier=dossier, **words)
    with pytest.raises(NotSigned):
        complete_seal(dossier=dossier, token="", cms=b"", **words)


def post(client, dossier, part, **data):
    return client.post(f"/can-bo/ho-so/{dossier.case.code}/{part}/", {"ver": dossier.case.ver} | data)


@pytest.mark.long
def test_the_pages_give_the_digest_and_take_the_signature(
    town, service, dossier, client, django_assert_max_num_queries
):
    town.sign_in(client, "chi")
    with django_assert_max_num_queries(60):
        wish = post(client, dossier, "ky/chuan-bi").json()
    assert (wish["holder"], len(wish["digest"])) == ("chi", 64)
    raw = service.holders.sign(service.holders.get("chi"), bytes.fromhex(wish["digest"]))
    data = {"token": wish["token"], "cms": base64.b64encode(raw).decode()}
    with django_assert_max_num_queries(60):
        assert post(client, dossier, "ky/hoan-tat", **data).json() == {"done": True, "number": ""}
    assert post(client, dossier, "ky/hoan-tat", **data).json() == {"done": True, "number": ""}
    town.sign_in(client, "van")
    dossier = make.fresh(dossier)
    assert post(client, dossier, "dong-dau/chuan-bi").json()["holder"] == "so-a"


def test_an_old_page_is_told_who_did_what(town, service, dossier, client):
    sign(town, service, dossier)
    town.sign_in(client, "chi")
    answer = client.post(f"/can-bo/ho-so/{dossier.case.code}/ky/chuan-bi/", {"ver": 1})
    assert answer.status_code == 409
    assert "Hoàng Văn Chi đã xử lý hồ sơ này" in answer.json()["error"]


def test_a_refusal_of_the_service_closes_the_request_and_is_written_down(town, dossier, client):
    town.sign_in(client, "chi")
    token = post(client, dossier, "ky/chuan-bi").json()["token"]
    answer = post(client, dossier, "ky/hoan-tat", token=token, refused="<script>")
    assert answer.json() == {"done": False}
    row = EventRow.objects.filter(case_id=dossier.pk).latest("pk")
    assert (row.name, row.payload["code"]) == ("papers.SignatureRefused", "refused")
    assert post(client, dossier, "ky/hoan-tat", token=token).status_code == 409


def test_wrong_words_and_strangers_get_a_sentence(town, dossier, client):
    town.sign_in(client, "chi")
    assert "error" in post(client, dossier, "ky/hoan-tat", cms="%%").json()
    assert post(client, dossier, "ky/hoan-tat", cms="%%").status_code == 400
    assert client.post(f"/can-bo/ho-so/{dossier.case.code}/ky/chuan-bi/").status_code == 400
    town.sign_in(client, "bao")
    answer = post(client, dossier, "ky/chuan-bi")
    assert (answer.status_code, "Không tìm thấy" in answer.json()["error"]) == (404, True)


def test_outside_a_demo_the_server_does_not_sign_and_the_page_says_what_is_needed(
    town, dossier, client, settings
):
    settings.DEMO = False
    town.sign_in(client, "chi")
    page = client.get("/can-bo/cho-ky/").content.decode()
    assert "Ký số cần trình duyệt có bật JavaScript" in page
    assert 'data-approval="ask"' in page
    answer = client.post(f"/can-bo/ho-so/{dossier.case.code}/ky/", {"ver": dossier.case.ver}, follow=True)
    assert "Chữ ký được tạo trên máy của người ký" in answer.content.decode()
    assert Decision.objects.get(dossier=dossier).paper_id is None


@pytest.mark.long
def test_in_a_demo_the_form_still_signs_without_javascript(town, dossier, client):
    town.sign_in(client, "chi")
    client.post(f"/can-bo/ho-so/{dossier.case.code}/ky/", {"ver": dossier.case.ver})
    assert make.case_of(dossier).step == "issue"
