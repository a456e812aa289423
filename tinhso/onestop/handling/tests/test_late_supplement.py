"""A supplement after its days: for the citizen's sake still asked, by two, and no time stands still or begins anew."""

from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import AskedBefore, Case, NoteRefused, NotYourTurn, Stale, State, went_past_due
from tinhso.casework.tests.derived import differing
from tinhso.kernel.law.models import Rule
from tinhso.kernel.law.public import NoRule
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.desk.permissions import deeds_open
from tinhso.onestop.handling.actions.ask_late_supplement import NeedsSecondPerson, ask_late_supplement
from tinhso.onestop.handling.actions.ask_supplement import AskedTooLate, ask_supplement
from tinhso.onestop.handling.actions.propose_late_supplement import StillInTime, propose_late_supplement
from tinhso.onestop.handling.timing import ask_until
from tinhso.onestop.models import Slip
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.tests.makers import DECISION, NOW

IN_TIME = datetime(2024, 3, 13, 17, tzinfo=HANOI)  # the third working day after Friday 08/03/2024
DAY_FIVE = datetime(2024, 3, 15, 9, tzinfo=HANOI)
DUE = datetime(2024, 3, 22, 17, tzinfo=HANOI)
LATE = datetime(2024, 3, 25, 10, tzinfo=HANOI)
WORDS = {"text": "Thiếu phương án", "reason": "Thẩm định thực địa mới thấy thiếu"}


def proposed(shop, now=DAY_FIVE):
    dossier = shop.dossier("examine")
    shop.now = now
    propose_late_supplement(dossier=dossier, **WORDS, **shop.words("emi", dossier))
    return shop.fresh(dossier)


def test_within_three_working_days_of_the_receipt_one_asks_alone_and_the_time_stands(shop):
    dossier = shop.dossier("examine")
    assert ask_until(dossier) == IN_TIME
    shop.now = IN_TIME
    with pytest.raises(StillInTime):
        propose_late_supplement(dossier=dossier, **WORDS, **shop.words("emi", dossier))
    ask_supplement(dossier=dossier, text="Thiếu", **shop.words("emi", dossier))
    case = shop.fresh(dossier).case
    assert (case.state, case.due_at, case.first_due_at) == (State.WAITING_CITIZEN, None, DUE)


def test_a_moment_later_one_alone_is_refused_and_offered_to_propose(shop):
    dossier = shop.dossier("examine")
    shop.now = IN_TIME + timedelta(seconds=1)
    assert "supplement" not in deeds_open(dossier, shop.actor("emi"), shop.now)
    assert "propose_late" in deeds_open(dossier, shop.actor("emi"), shop.now)
    with pytest.raises(AskedTooLate):
        ask_supplement(dossier=dossier, text="Thiếu", **shop.words("emi", dossier))
    with pytest.raises(NoteRefused):
        propose_late_supplement(dossier=dossier, **WORDS | {"reason": " "}, **shop.words("emi", dossier))


def test_a_field_may_have_its_own_dated_number_of_days(shop):
    row = {"value": 7, "source": "Luật Thử Điều 9"}
    Rule.objects.create(
        key="supplement.return_days.thu", valid=DateRange(date(2024, 1, 1), date(2024, 7, 1)), **row
    )
    dossier = shop.dossier("examine")
    assert ask_until(dossier) == datetime(2024, 3, 19, 17, tzinfo=HANOI)
    Rule.objects.filter(key="supplement.return_days.thu").update(
        valid=DateRange(date(2023, 1, 1), date(2024, 1, 1))
    )
    assert ask_until(dossier) == IN_TIME


def test_a_day_without_the_rule_is_an_error_and_no_licence(shop):
    dossier = shop.dossier("examine")
    Rule.objects.filter(key="supplement.return_days").delete()
    with pytest.raises(NoRule):
        ask_supplement(dossier=dossier, text="Thiếu", **shop.words("emi", dossier))


@pytest.mark.parametrize("now", [DAY_FIVE, LATE])
def test_the_head_agrees_and_the_due_moment_stays(shop, now):
    """On day 5 of 10, or 17 hours after the end: neither a pause nor a new count comes of it."""
    dossier = proposed(shop, now)
    chi = shop.actor("chi")
    assert deeds_open(dossier, chi, now) == ["ask_late", "return"]
    assert not {"ask_late", "sign"} & set(deeds_open(dossier, shop.actor("emi"), now))
    slip = ask_late_supplement(dossier=dossier, text=WORDS["text"], **shop.words("chi", dossier))
    assert (slip.form, slip.officer) == (Slip.Form.SUPPLEMENT, shop.town.chi)
    dossier = shop.fresh(dossier)
    case = dossier.case
    assert (case.state, case.step, case.due_at, case.first_due_at) == (
        State.WAITING_CITIZEN,
        "examine",
        DUE,
        DUE,
    )
    shop.now = max(LATE, now) + timedelta(hours=1)
    shop.bring(dossier)
    assert shop.fresh(dossier).case.due_at == DUE
    dossier = shop.fresh(dossier)
    draft_decision(dossier=dossier, **DECISION, **shop.words("emi", dossier))
    for deed in ("sign", "issue"):
        shop.way()[deed](dossier := shop.fresh(dossier))
    case = shop.fresh(dossier).case
    assert case.timeliness == "late"
    assert went_past_due(Case.objects.filter(pk=case.pk)).get().ended_at == case.settled_at
    assert not differing()


def test_who_proposed_does_not_agree_and_who_has_no_proposal_asks_nothing(shop):
    dossier = proposed(shop)
    note = dossier.case.notes.get(kind="late_ask")
    note.author = shop.town.chi
    note.save(update_fields=["author"])
    with pytest.raises(NeedsSecondPerson):
        ask_late_supplement(dossier=dossier, text="Thiếu", **shop.words("chi", dossier))
    note.author = shop.town.emi
    note.save(update_fields=["author"])
    for who in ("emi", "binh", "bao", "an"):
        with pytest.raises(NotYourTurn):
            ask_late_supplement(dossier=dossier, text="Thiếu", **shop.words(who, dossier))
    with pytest.raises(Stale):
        words = shop.words("chi", dossier) | {"ver": dossier.case.ver - 1}
        ask_late_supplement(dossier=dossier, text="Thiếu", **words)
    dossier = shop.fresh(dossier)
    with pytest.raises(NoteRefused):
        ask_late_supplement(dossier=dossier, text=" ", **shop.words("chi", dossier))
    other = shop.dossier("assign")
    with pytest.raises(NotYourTurn):
        ask_late_supplement(dossier=other, text="Thiếu", **shop.words("chi", other))


def test_who_proposes_has_the_turn_at_the_examination_and_the_page_of_now(shop):
    dossier = shop.dossier("examine")
    shop.now = DAY_FIVE
    for who in ("chi", "binh", "bao", "an"):
        with pytest.raises(NotYourTurn):
            propose_late_supplement(dossier=dossier, **WORDS, **shop.words(who, dossier))
    with pytest.raises(Stale):
        words = shop.words("emi", dossier) | {"ver": dossier.case.ver - 1}
        propose_late_supplement(dossier=dossier, **WORDS, **words)


def test_it_is_asked_once_also_by_two(shop):
    dossier = shop.dossier("examine")
    ask_supplement(dossier=dossier, text="Thiếu", **shop.words("emi", dossier))
    shop.bring(dossier := shop.fresh(dossier))
    shop.now = LATE
    dossier = shop.fresh(dossier)
    with pytest.raises(AskedBefore):
        propose_late_supplement(dossier=dossier, **WORDS, **shop.words("emi", dossier))
    shop.now = NOW
    proposal = proposed(shop)
    Rule.objects.filter(key="supplement.max_times").update(value=0)
    with pytest.raises(AskedBefore):
        ask_late_supplement(dossier=proposal, text="Thiếu", **shop.words("chi", proposal))


@pytest.mark.long
def test_the_pages_lead_both_through_it(shop, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: DAY_FIVE)
    dossier = shop.dossier("examine")
    emi, chi = (shop.town.sign_in(Client(), name) for name in ("emi", "chi"))
    address = reverse("desk_dossier", args=[dossier.case.code])
    assert "Vì sao yêu cầu sau hạn" in emi.get(address).content.decode()
    emi.post(reverse("deed_propose_late", args=[dossier.case.code]), WORDS | {"ver": dossier.case.ver})
    page = chi.get(address).content.decode()
    assert "Đồng ý yêu cầu bổ sung ngoài hạn" in page and WORDS["reason"] in page
    assert "đề nghị yêu cầu bổ sung ngoài hạn" in chi.get(reverse("signing")).content.decode()
    ver = shop.fresh(dossier).case.ver
    chi.post(reverse("deed_ask_late", args=[dossier.case.code]), {"ver": ver, "text": WORDS["text"]})
    assert shop.fresh(dossier).case.state == State.WAITING_CITIZEN
