"""What officers do with a dossier, deed by deed, to its end, and who else may not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tinhso.casework.public import (
    AskedBefore,
    NewDateNotLater,
    NoteRefused,
    NotYourTurn,
    ReappointedBefore,
    Stale,
    State,
    TooLateToReappoint,
    return_case,
)
from tinhso.kernel.events.public import EventRow, timeline
from tinhso.kernel.papers.public import Paper, SigningRefused
from tinhso.onestop.desk.permissions import deeds_open
from tinhso.onestop.handling.actions.accept_dossier import NoTimeLimit, accept_dossier
from tinhso.onestop.handling.actions.apologise import NewDateOnDayOff, apologise
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.actions.propose_apology import propose_apology
from tinhso.onestop.handling.actions.propose_refusal import propose_refusal
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.handling.forms import AcceptForm
from tinhso.onestop.models import Decision, HandOver, ProcedureVersion
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.issue_result import NotSigned, issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.tests.makers import DECISION, NOW

HANDED = {"how": HandOver.How.DESK, "collected_by": "Lê Thị An", "id_number": "038190000001"}
DEEDS = {  # what the dossier waits for -> the deed, its owner
    "receive": (accept_dossier, "binh", {}),
    "forward": (forward_dossier, "binh", {}),
    "examine": (draft_decision, "emi", DECISION),
    "sign": (sign_decision, "chi", {"signer": None}),
    "issue": (issue_result, "van", {"signer": None}),
    "hand_over": (hand_over_result, "binh", HANDED),
}


def last(dossier):
    return timeline(dossier.case_id)[-1].name


@pytest.mark.long
@pytest.mark.parametrize("until", DEEDS)
def test_a_deed_is_refused_to_everybody_whose_turn_it_is_not(shop, until):
    deed, owner, words = DEEDS[until]
    dossier = shop.dossier(until)
    for who in {"an", "dung", "binh", "emi", "chi", "van", "bao", "quan", "sau"} - {owner}:
        with pytest.raises(NotYourTurn):
            deed(dossier=dossier, **words, **shop.words(who, dossier))
    assert shop.fresh(dossier).case.ver == dossier.case.ver


def test_accepting_starts_the_time_limit_and_numbers_the_receipt(shop):
    dossier = shop.dossier("receive")
    slip = accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    case = shop.fresh(dossier).case
    assert (case.state, case.step, case.accepted_at) == (State.IN_PROGRESS, "forward", NOW)
    assert f"{case.due_at.astimezone(NOW.tzinfo):%d/%m/%Y}" == "22/03/2024"
    assert (slip.form, slip.number, slip.due_at) == ("01", "01/TNHS-BPTNTKQ", case.due_at)
    assert last(dossier) == "casework.CaseAccepted"


def test_without_a_time_limit_the_desk_has_to_enter_one(shop):
    dossier = shop.dossier("receive")
    dossier.version = ProcedureVersion(procedure=shop.version.procedure, number=9, time_limits={})
    with pytest.raises(NoTimeLimit):
        accept_dossier(dossier=dossier, **shop.words("binh", dossier))


@pytest.mark.parametrize(
    ("typed", "valid"), [("", True), ("1", True), ("365", True), ("0", False), ("366", False), ("x", False)]
)
def test_the_time_limit_that_a_desk_enters_is_from_one_day_to_365_and_may_be_left_out(typed, valid):
    assert AcceptForm({"ver": 1, "days": typed}).is_valid() is valid


def test_who_decides_on_an_old_page_is_late(shop):
    dossier = shop.dossier("receive")
    words = shop.words("binh", dossier) | {"ver": dossier.case.ver - 1}
    with pytest.raises(Stale):
        accept_dossier(dossier=dossier, **words)
    with pytest.raises(Stale):
        refuse_dossier(dossier=dossier, text="Không", **words)
    assert not dossier.slips.exists()


def test_a_supplement_is_asked_once_with_its_slip(shop):
    dossier = shop.dossier("examine")
    with pytest.raises(NoteRefused):
        ask_supplement(dossier=dossier, text=" ", **shop.words("emi", dossier))
    with pytest.raises(NotYourTurn):
        ask_supplement(dossier=dossier, text="Thiếu", **shop.words("bao", dossier))
    dossier = shop.fresh(dossier)
    slip = ask_supplement(dossier=dossier, text="Thiếu", **shop.words("emi", dossier))
    assert (slip.form, slip.note.text) == ("02", "Thiếu")
    assert shop.fresh(dossier).case.state == State.WAITING_CITIZEN
    assert last(dossier) == "casework.SupplementRequested"


def test_a_second_supplement_is_against_the_law(shop):
    dossier = shop.waiting()
    way = shop.way()
    shop.bring(dossier)
    for deed in ("receive", "forward", "assign"):
        way[deed](dossier := shop.fresh(dossier))
    dossier = shop.fresh(dossier)
    with pytest.raises(AskedBefore):
        ask_supplement(dossier=dossier, text="Nữa", **shop.words("emi", dossier))


def test_a_refusal_ends_the_dossier_with_its_reason(shop):
    dossier = shop.dossier("receive")
    slip = refuse_dossier(dossier=dossier, text="Không thuộc thẩm quyền", **shop.words("binh", dossier))
    case = shop.fresh(dossier).case
    assert (slip.form, case.state, case.finished_at) == ("03", State.REFUSED, NOW)
    assert last(dossier) == "casework.CaseRefused"
    with pytest.raises(NotYourTurn):
        accept_dossier(dossier=dossier, **shop.words("binh", dossier))


def asked_apology(shop):
    """The examiner proposes it; the head has it before him."""
    dossier = shop.dossier("examine")
    propose_apology(dossier=dossier, text="Chờ ý kiến", **shop.words("emi", dossier))
    return shop.fresh(dossier)


def test_an_apology_is_proposed_by_the_examiner_and_the_head_sets_one_later_date(shop):
    dossier = asked_apology(shop)
    due = dossier.case.due_at
    with pytest.raises(NewDateNotLater):
        apologise(dossier=dossier, new_due=due, text="Chờ", **shop.words("chi", dossier))
    with pytest.raises(NotYourTurn):
        apologise(dossier=dossier, new_due=due, text="Chờ", **shop.words("emi", dossier))
    words = {"new_due": due + timedelta(days=7), "text": "Chờ ý kiến"}
    with pytest.raises(NewDateOnDayOff):  # a Sunday
        apologise(
            dossier=dossier, **words | {"new_due": due + timedelta(days=2)}, **shop.words("chi", dossier)
        )
    with pytest.raises(NoteRefused):
        apologise(dossier=dossier, **words | {"text": " "}, **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    slip = apologise(dossier=dossier, **words, **shop.words("chi", dossier))
    assert (slip.form, slip.old_due_at, slip.officer) == ("04", due, shop.town.chi)
    assert [line.name for line in timeline(dossier.pk)][-2:] == [
        "casework.CaseReappointed",
        "casework.CaseReturned",
    ]
    dossier = shop.fresh(dossier)
    case = dossier.case
    assert (case.step, case.due_at, case.first_due_at) == ("examine", words["new_due"], due)
    with pytest.raises(TooLateToReappoint):
        propose_apology(dossier=dossier, text="Nữa", **shop.words("emi", dossier))
    propose_refusal(dossier=dossier, text="Không đủ", **shop.words("emi", dossier))
    with pytest.raises(ReappointedBefore):
        apologise(dossier=dossier, new_due=due + timedelta(days=14), text="Nữa", **shop.words("chi", dossier))


def test_what_is_nearly_due_or_late_gets_no_new_date(shop):
    """It is neither offered nor taken, by the examiner and by the head."""
    dossier = asked_apology(shop)
    due, shop.now = dossier.case.due_at, dossier.case.due_at - timedelta(hours=23)
    with pytest.raises(TooLateToReappoint):
        apologise(dossier=dossier, new_due=due + timedelta(days=7), text="Chờ", **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    return_case(case=dossier.case, to_step="examine", reason="Muộn", **shop.words("chi", dossier))
    emi = shop.actor("emi")
    assert "propose_apology" not in deeds_open(dossier, emi, shop.now)
    assert "propose_apology" in deeds_open(dossier, emi, due - timedelta(days=1))
    with pytest.raises(TooLateToReappoint):
        propose_apology(dossier=dossier, text="Chờ", **shop.words("emi", dossier))


@pytest.mark.long
def test_the_way_from_draft_to_hand_over(shop):
    dossier = shop.dossier("hand_over")
    case = dossier.case
    assert (case.settled_at, case.timeliness, case.outcome) == (NOW, "early", "granted")
    hand_over_result(dossier=dossier, **HANDED, **shop.words("binh", dossier))
    dossier = shop.fresh(dossier)
    assert (dossier.case.state, dossier.hand_over.collected_by) == (State.DONE, "Lê Thị An")
    assert last(dossier) == "onestop.TripMade"  # by whoever collected it, told after the case was finished
    assert EventRow.objects.filter(name="casework.CaseFinished", case_id=dossier.pk).count() == 1
    paper = Paper.objects.get(pk=dossier.decision.paper_id)
    assert (paper.state, paper.number, paper.signatures.count()) == (Paper.State.ISSUED, 1, 2)


@pytest.mark.long
def test_a_refused_signature_leaves_the_dossier_where_it_was(shop):
    dossier = shop.dossier("sign")
    wrong = shop.signer("chi", headers={"X-Sandbox-Failure": "wrong_pin"})
    with pytest.raises(SigningRefused):
        sign_decision(dossier=dossier, signer=wrong, **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    assert dossier.case.step == "sign"
    sign_decision(dossier=dossier, signer=shop.signer("chi"), **shop.words("chi", dossier))
    assert shop.fresh(dossier).case.step == "issue"


@pytest.mark.long
def test_nothing_is_issued_that_nobody_signed(shop):
    dossier = shop.dossier("issue")
    Decision.objects.filter(dossier=dossier).update(paper_id=None)
    with pytest.raises(NotSigned):
        issue_result(dossier=dossier, signer=shop.signer("so-a"), **shop.words("van", dossier))


def test_a_template_is_placed_below_what_was_typed_and_nothing_is_sent(shop, client):
    dossier = shop.dossier("receive")
    shop.town.sign_in(client, "binh")
    url = reverse("deed_template", args=[dossier.case.code, "supplement"])
    answer = client.post(url, {"ver": 1, "text": "Tôi viết.", "mau": "chung:thieu-giay-to"})
    page = answer.content.decode()
    text = next(form for deed, _, form, *_ in answer.context["deeds"] if deed == "supplement")["text"].value()
    assert text.startswith(f"Tôi viết.\nHồ sơ {dossier.case.code} nộp ngày 08/03/2024 còn thiếu:")
    assert "Lê Thị An" in text
    assert "Đọc lại và sửa trước khi gửi." in page
    assert shop.fresh(dossier).case.ver == dossier.case.ver
    nothing = client.post(url, {"text": "Tôi viết.", "mau": ""}).content.decode()
    assert "Tôi viết." in nothing
    assert "Chọn một mẫu trong danh sách" in nothing
    shop.town.sign_in(client, "bao")
    assert client.post(url, {"mau": ""}).status_code == 404
