"""What the deeds on a dossier refuse: to who has not the turn, to who comes second, where the state forbids it."""

from datetime import timedelta

import pytest

from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import AlreadySettled, Case, NoteRefused, NotSettled, NotYourTurn, Stale
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.apologise import apologise
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.actions.propose_apology import propose_apology
from tinhso.onestop.handling.actions.propose_late_supplement import propose_late_supplement
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.handling.actions.withdraw_dossier import withdraw_dossier
from tinhso.onestop.models import HandOver
from tinhso.onestop.money.actions.pause_for_duty import pause_for_duty
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.tests.makers import DECISION, NOW

HANDED = {"how": HandOver.How.DESK, "collected_by": "Lê Thị An", "id_number": "038190000001"}
DUTY = {"amount": 500_000, "source": "TB 12/CCT", "text": "Nộp lệ phí trước bạ."}
APOLOGY = {"new_due": NOW + timedelta(days=40, hours=2), "text": "Xin lỗi."}
TEXT = {"text": "Thiếu phương án"}

DEEDS = [
    (accept_dossier, "receive", "binh", {}),
    (ask_supplement, "receive", "binh", TEXT),
    (refuse_dossier, "receive", "binh", TEXT),
    (withdraw_dossier, "receive", "an", {"text": ""}),
    (forward_dossier, "forward", "binh", {}),
    (propose_apology, "examine", "emi", TEXT),
    (apologise, "sign", "chi", APOLOGY),
    (pause_for_duty, "examine", "emi", DUTY),
    (draft_decision, "examine", "emi", DECISION),
]


@pytest.mark.parametrize(("deed", "until", "who", "words"), DEEDS)
def test_a_stranger_and_who_comes_second_change_nothing(shop, deed, until, who, words):
    dossier = shop.dossier(until)
    ver = dossier.case.ver
    for name in ("dung", "bao"):
        with pytest.raises(NotYourTurn):
            deed(dossier=dossier, ver=ver, by=shop.actor(name), now=shop.now, **words)
    with pytest.raises(Stale):
        deed(dossier=dossier, ver=ver - 1, by=shop.actor(who), now=shop.now, **words)
    assert Case.objects.get(pk=dossier.pk).ver == ver


FORBIDDEN = [
    (accept_dossier, "assign", "chi", {}),
    (ask_supplement, "draft", "binh", TEXT),
    (refuse_dossier, "draft", "binh", TEXT),
    (pause_for_duty, "receive", "binh", DUTY),
]


@pytest.mark.parametrize(("deed", "until", "who", "words"), FORBIDDEN)
def test_the_states_forbid(shop, deed, until, who, words):
    dossier = shop.dossier(until)
    if until == "draft":  # the row went back, the turn of the desk is still there
        dossier = shop.dossier("receive")
        Case.objects.filter(pk=dossier.pk).update(state="draft")
        dossier = shop.fresh(dossier)
    with pytest.raises(Unlawful):
        deed(dossier=dossier, ver=dossier.case.ver, by=shop.actor(who), now=shop.now, **words)


SILENT = [
    (propose_apology, "examine", "emi", {"text": " "}),
    (propose_late_supplement, "examine", "emi", {"text": "Thiếu", "reason": " "}),
    (refuse_dossier, "receive", "binh", {"text": " "}),
    (pause_for_duty, "examine", "emi", DUTY | {"text": " "}),
    (draft_decision, "examine", "emi", DECISION | {"finding": "x" * 4001}),
]


@pytest.mark.parametrize(("deed", "until", "who", "words"), SILENT)
def test_what_is_written_says_something_and_not_too_much(shop, deed, until, who, words):
    dossier = shop.dossier(until)
    with pytest.raises(NoteRefused):
        deed(dossier=dossier, ver=dossier.case.ver, by=shop.actor(who), now=shop.now, **words)


@pytest.mark.long
def test_a_result_is_handed_over_by_the_desk_that_has_it(shop):
    examined = shop.dossier("examine")
    with pytest.raises(NotSettled):
        hand_over_result(dossier=examined, **HANDED, **shop.words("emi", examined))
    dossier = shop.dossier("hand_over")
    for name in ("emi", "chi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            hand_over_result(dossier=dossier, **HANDED, **shop.words(name, dossier))
    with pytest.raises(Stale):
        hand_over_result(dossier=dossier, **HANDED, **shop.words("binh", dossier) | {"ver": 1})
    assert not HandOver.objects.exists()


@pytest.mark.long
def test_what_is_settled_or_over_is_not_withdrawn(shop):
    settled = shop.dossier("hand_over")
    with pytest.raises(AlreadySettled):
        withdraw_dossier(dossier=settled, text="", **shop.words("an", settled))
    withdrawn = shop.dossier("receive")
    withdraw_dossier(dossier=withdrawn, text="", **shop.words("an", withdrawn))
    withdrawn = shop.fresh(withdrawn)
    with pytest.raises(Unlawful):
        withdraw_dossier(dossier=withdrawn, text="", **shop.words("an", withdrawn))
