"""What every move of a case refuses: to who has not the turn, to who comes second, and where the state forbids it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import Town
from tinhso.casework.case import turns
from tinhso.casework.clocks.clocks import (
    NewDateNotLater,
    ReappointedBefore,
    TooLateToReappoint,
    start_clock,
)
from tinhso.casework.models import Case, Clock, Participant
from tinhso.casework.models.case import Stale, Unlawful
from tinhso.casework.models.states import FINAL
from tinhso.casework.moves.actions.forward_case import SameAgency
from tinhso.casework.moves.actions.set_apart_case import AlreadyClosed, set_apart_case
from tinhso.casework.moves.actions.settle_case import NoFurtherStep
from tinhso.casework.personal_data.actions.erase_texts import NotFinal, erase_texts
from tinhso.casework.public import (
    NoteRefused,
    NotYourTurn,
    State,
    accept_case,
    advance_case,
    ask_opinion,
    assign_case,
    claim_case,
    complete_supplement,
    discard_draft,
    finish_case,
    forward_case,
    give_opinion,
    lapse_case,
    pause_case,
    rate_case,
    reappoint_case,
    refuse_case,
    request_supplement,
    resume_case,
    return_case,
    settle_case,
    submit_case,
    withdraw_case,
)
from tinhso.casework.supplements.actions.lapse_case import NotLapsed
from tinhso.casework.supplements.actions.request_supplement import NobodyToAsk
from tinhso.casework.supplements.permissions import may_end
from tinhso.casework.tests.makers import NOW, make_case, make_process
from tinhso.kernel.law.models import Rule
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

DAYS = TimeLimit(Decimal(10), Unit.WORKING_DAY, "thử")
LATER = NOW + timedelta(days=40)
SEATS = {"binh": "desk", "emi": "examiner", "chi": "head", "van": "clerk"}


@pytest.fixture
def patience(db):
    rules = {"supplement.max_times": 1, "supplement.patience_days": 30, "reappoint.notice_days": 1}
    for key, value in rules.items():
        Rule.objects.create(key=key, value=value, valid=DateRange(None, None), source="thử")


def case_of_an(town: Town, state: State, *, turn: str = "emi", step: str = "", **fields: Any) -> Case:
    """A case of An's at agency A and its desk in that state, which waits for this member of the cast."""
    if state in FINAL:
        fields = {"finished_at": NOW, "outcome": "granted"} | fields
    case = make_case(
        agency=town.agency_a,
        desk=town.desk_a,
        process=make_process(),
        state=state,
        step=step,
        **{"person": town.an.person, "kind": "opinion"} | fields,
    )
    if turn in SEATS:
        seat = town.desk_a if turn == "binh" else town.agency_a
        turns.give_turn(case.pk, agency_id=seat.pk, role=SEATS[turn], act="", due_at=None)
    return case


def words(deed: Any, town: Town) -> dict[str, Any]:
    """What this move asks for besides the case."""
    return {
        "accept_case": {"limit": DAYS, "effect": Effect.PAUSE},
        "ask_opinion": {"of": town.agency_b, "text": "Có ý kiến gì?", "limit": DAYS},
        "complete_supplement": {"reply_role": "desk"},
        "forward_case": {"to_agency": town.agency_b, "reason": "Thuộc Sở B.", "reply_role": "desk"},
        "pause_case": {"reason": "NGHIA_VU_TAI_CHINH", "text": "Nộp lệ phí."},
        "rate_case": {"stars": 5},
        "reappoint_case": {"new_due": LATER, "text": "Xin lỗi."},
        "refuse_case": {"text": "Không thuộc thẩm quyền."},
        "request_supplement": {"text": "Thiếu bản vẽ.", "lapse_role": "head"},
        "return_case": {"to_step": "examine", "reason": "Xem lại."},
        "set_apart_case": {
            "kind": "complaint",
            "title": "Đơn",
            "process": make_process(),
            "agency": town.agency_a,
            "limit": DAYS,
        },
        "settle_case": {"outcome": "granted"},
        "submit_case": {"code": "H56.14-240308-9001", "reply": DAYS, "reply_role": "desk"},
        "withdraw_case": {"text": ""},
    }.get(deed.__name__, {})


@dataclass(frozen=True)
class At:
    """Where the case stands, and who may move it."""

    state: State
    who: str
    step: str = ""
    settled: bool = False

    def case(self, town: Town) -> Case:
        return case_of_an(
            town, self.state, turn=self.who, step=self.step, settled_at=NOW if self.settled else None
        )


MOVES = [
    (accept_case, At(State.SUBMITTED, "binh")),
    (advance_case, At(State.IN_PROGRESS, "emi", "examine")),
    (ask_opinion, At(State.IN_PROGRESS, "emi", "examine")),
    (complete_supplement, At(State.WAITING_CITIZEN, "an", "examine")),
    (discard_draft, At(State.DRAFT, "an")),
    (finish_case, At(State.IN_PROGRESS, "binh", "hand_over", settled=True)),
    (forward_case, At(State.IN_PROGRESS, "emi", "examine")),
    (pause_case, At(State.IN_PROGRESS, "emi", "examine")),
    (rate_case, At(State.DONE, "an", "hand_over", settled=True)),
    (reappoint_case, At(State.IN_PROGRESS, "chi", "sign")),
    (refuse_case, At(State.SUBMITTED, "binh")),
    (request_supplement, At(State.IN_PROGRESS, "emi", "examine")),
    (resume_case, At(State.PAUSED, "emi", "examine")),
    (return_case, At(State.IN_PROGRESS, "chi", "sign")),
    (set_apart_case, At(State.IN_PROGRESS, "emi", "examine")),
    (settle_case, At(State.IN_PROGRESS, "van", "issue")),
    (withdraw_case, At(State.SUBMITTED, "an")),
]


@pytest.mark.parametrize(("deed", "at"), [*MOVES, (submit_case, At(State.DRAFT, "an"))])
def test_who_comes_second_changes_nothing(town, patience, deed, at):
    case = at.case(town)
    with pytest.raises(Stale):
        deed(case=case, ver=case.ver + 1, by=town.actor(at.who), now=NOW, **words(deed, town))
    case.refresh_from_db()
    assert (case.ver, case.state, case.step) == (1, at.state, at.step)


@pytest.mark.parametrize(("deed", "at"), MOVES)
def test_a_stranger_and_the_desk_of_another_agency_move_nothing(town, patience, deed, at):
    case = at.case(town)
    for name in ("dung", "bao"):
        with pytest.raises(NotYourTurn):
            deed(case=case, ver=case.ver, by=town.actor(name), now=NOW, **words(deed, town))
    case.refresh_from_db()
    assert case.ver == 1


FORBIDDEN = [
    (accept_case, At(State.IN_PROGRESS, "emi", "examine")),
    (discard_draft, At(State.SUBMITTED, "an")),
    (finish_case, At(State.PAUSED, "binh", "hand_over", settled=True)),
    (pause_case, At(State.SUBMITTED, "binh")),
    (refuse_case, At(State.DRAFT, "binh")),
    (request_supplement, At(State.DRAFT, "binh")),
    (resume_case, At(State.IN_PROGRESS, "emi", "examine")),
    (withdraw_case, At(State.WITHDRAWN, "an")),
]


@pytest.mark.parametrize(("deed", "at"), FORBIDDEN)
def test_the_states_forbid(town, patience, deed, at):
    case = at.case(town)
    with pytest.raises(Unlawful):
        deed(case=case, ver=case.ver, by=town.actor(at.who), now=NOW, **words(deed, town))


SILENT = [
    (ask_opinion, "text", At(State.IN_PROGRESS, "emi", "examine")),
    (forward_case, "reason", At(State.IN_PROGRESS, "emi", "examine")),
    (reappoint_case, "text", At(State.IN_PROGRESS, "chi", "sign")),
    (request_supplement, "text", At(State.IN_PROGRESS, "emi", "examine")),
    (return_case, "reason", At(State.IN_PROGRESS, "chi", "sign")),
]


@pytest.mark.parametrize(("deed", "name", "at"), SILENT)
def test_a_move_with_a_reason_says_something(town, patience, deed, name, at):
    case = at.case(town)
    for text in (" ", "x" * 4001):
        with pytest.raises(NoteRefused):
            deed(case=case, ver=1, by=town.actor(at.who), now=NOW, **words(deed, town) | {name: text})
        case.refresh_from_db()
    assert case.ver == 1


def test_what_came_is_told_in_not_too_many_words(town):
    case = case_of_an(town, State.WAITING_CITIZEN, step="examine")
    with pytest.raises(NoteRefused):
        complete_supplement(
            case=case, ver=1, reply_role="desk", text="x" * 4001, by=town.actor("an"), now=NOW
        )


@pytest.mark.parametrize("deed", [advance_case, settle_case])
def test_after_the_last_step_there_is_none(town, deed):
    case = case_of_an(town, State.IN_PROGRESS, turn="binh", step="hand_over")
    with pytest.raises(NoFurtherStep):
        deed(case=case, ver=1, by=town.actor("binh"), now=NOW, **words(deed, town))


def test_an_officer_is_named_for_the_case_as_the_head_saw_it(town):
    case = case_of_an(town, State.IN_PROGRESS, step="examine")
    with pytest.raises(Stale):
        assign_case(case=case, ver=2, officer_id=town.emi.pk, by=town.actor("chi"), now=NOW)
    assert Case.objects.get().officer is None


def test_nobody_claims_what_does_not_wait_for_them(town):
    case = case_of_an(town, State.IN_PROGRESS, step="examine")
    for name in ("dung", "bao", "chi"):
        with pytest.raises(NotYourTurn):
            claim_case(case=case, by=town.actor(name), now=NOW)
    assert Case.objects.get().claimed_by is None


def test_a_case_is_not_forwarded_to_where_it_is(town):
    case = case_of_an(town, State.IN_PROGRESS, step="examine")
    with pytest.raises(SameAgency):
        forward_case(
            case=case,
            ver=1,
            to_agency=town.agency_a,
            reason="Thuộc Sở A.",
            reply_role="desk",
            by=town.actor("emi"),
            now=NOW,
        )


def test_one_new_date_by_the_head_before_the_due_moment_is_all_that_a_case_gets(town, patience):
    case = case_of_an(town, State.IN_PROGRESS, turn="chi", step="sign")
    due = start_clock(case, Clock.Name.SETTLE, DAYS, now=NOW).first_due_at
    chi, further = {"by": town.actor("chi"), "text": "Xin lỗi."}, LATER + timedelta(days=9)
    with pytest.raises(TooLateToReappoint):
        reappoint_case(case=case, ver=1, new_due=LATER, now=due - timedelta(hours=23), **chi)
    with pytest.raises(NewDateNotLater):
        reappoint_case(case=case, ver=1, new_due=due, now=NOW, **chi)
    reappoint_case(case=case, ver=1, new_due=LATER, now=NOW, **chi)
    with pytest.raises(ReappointedBefore):
        reappoint_case(case=case, ver=2, new_due=further, now=NOW, **chi)
    examined = case_of_an(town, State.IN_PROGRESS, step="examine")
    with pytest.raises(NotYourTurn):
        reappoint_case(case=examined, ver=1, new_due=LATER, text="Chờ.", by=town.actor("emi"), now=NOW)


def test_a_case_that_nobody_handed_in_has_nobody_to_ask(town, patience):
    case = case_of_an(town, State.IN_PROGRESS, step="examine", person=None)
    with pytest.raises(NobodyToAsk):
        request_supplement(case=case, ver=1, text="Gì đó.", lapse_role="head", by=town.actor("emi"), now=NOW)


def test_what_is_over_is_not_set_apart(town):
    case = case_of_an(town, State.DONE, step="hand_over")
    with pytest.raises(AlreadyClosed):
        set_apart_case(case=case, ver=1, by=town.actor("emi"), now=NOW, **words(set_apart_case, town))


def test_what_was_written_in_an_open_case_is_not_erased(town):
    case = case_of_an(town, State.IN_PROGRESS, step="examine")
    with pytest.raises(NotFinal):
        erase_texts(case=case)


def test_an_opinion_is_given_once_in_words_and_as_it_stands(town):
    parent = case_of_an(town, State.IN_PROGRESS, step="examine")
    opinion = make_case(
        agency=town.agency_a, kind="opinion", state=State.IN_PROGRESS, step="opinion", parent=parent
    )
    turns.give_turn(opinion.pk, agency_id=town.agency_a.pk, role="examiner", act="opinion", due_at=None)
    with pytest.raises(Stale):
        give_opinion(opinion=opinion, ver=2, text="Đồng ý.", by=town.actor("emi"), now=NOW)
    with pytest.raises(NoteRefused):
        give_opinion(opinion=opinion, ver=1, text=" ", by=town.actor("emi"), now=NOW)
    assert Participant.objects.filter(case=opinion, open=True).exists()


def test_a_case_lapses_after_its_time_by_the_seat_that_may_end_it(town, patience):
    case = case_of_an(town, State.IN_PROGRESS, step="examine")
    emi, chi = town.actor("emi"), town.actor("chi")
    request_supplement(case=case, ver=1, text="Thiếu bản vẽ.", lapse_role="head", by=emi, now=NOW)
    with pytest.raises(Stale):
        lapse_case(case=case, ver=1, text="Quá hạn.", by=chi, now=LATER)
    for name in ("emi", "binh", "an", "dung"):
        with pytest.raises(NotYourTurn):
            lapse_case(case=case, ver=2, text="Quá hạn.", by=town.actor(name), now=LATER)
    with pytest.raises(NotLapsed):
        lapse_case(case=case, ver=2, text="Quá hạn.", by=chi, now=NOW + timedelta(days=29))
    with pytest.raises(NoteRefused):
        lapse_case(case=Case.objects.get(pk=case.pk), ver=2, text=" ", by=chi, now=LATER)
    lapse_case(case=Case.objects.get(pk=case.pk), ver=2, text="Quá hạn.", by=chi, now=LATER)


def test_the_seat_that_waits_ends_a_case_and_nobody_else(town, patience):
    case = case_of_an(town, State.IN_PROGRESS, step="examine")
    assert not may_end(case, town.actor("chi"))
    request_supplement(
        case=case, ver=1, text="Thiếu bản vẽ.", lapse_role="head", by=town.actor("emi"), now=NOW
    )
    assert may_end(case, town.actor("chi"))
    for who in ("emi", "binh", "bao", "quan", "an"):
        assert not may_end(case, town.actor(who))
