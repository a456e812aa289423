"""One dossier-like case through all its moves, and who is refused at each."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import make_officer
from tinhso.casework.models import Case, Note, Participant
from tinhso.casework.models.case import Stale, Unlawful
from tinhso.casework.public import (
    AlreadySettled,
    AskedBefore,
    NotAnEarlierStep,
    NoteRefused,
    NotFinished,
    NotOfThatPost,
    NotSettled,
    NotYourTurn,
    State,
    accept_case,
    advance_case,
    ask_opinion,
    assign_case,
    claim_case,
    complete_supplement,
    finish_case,
    forward_case,
    give_opinion,
    open_case,
    pause_case,
    rate_case,
    refuse_case,
    request_supplement,
    resume_case,
    return_case,
    settle_case,
    submit_case,
    withdraw_case,
)
from tinhso.casework.tests.makers import HANOI, NOW, make_process
from tinhso.kernel.events.public import timeline
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import Head
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

TEN_DAYS = TimeLimit(Decimal(10), Unit.WORKING_DAY, "thử")
EIGHT_HOURS = TimeLimit(Decimal(8), Unit.HOUR, "thử")
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def once(db):
    for key, value in (("max_times", 1), ("patience_days", 30)):
        Rule.objects.create(key=f"supplement.{key}", value=value, valid=DateRange(None, None), source="thử")


@pytest.fixture
def submitted(town, once) -> Case:
    case = open_case(
        kind="opinion",
        code="nhap-1",
        title="Việc thử",
        agency=town.agency_a,
        desk=town.desk_a,
        source=Case.Source.OWN_PORTAL,
        process=make_process(),
        person=town.an.person,
        by=town.actor("an"),
        now=NOW,
    )
    submit_case(
        case=case,
        ver=1,
        code="H56.14-240308-0001",
        reply=EIGHT_HOURS,
        reply_role="desk",
        by=town.actor("an"),
        now=NOW,
    )
    return case


@pytest.fixture
def accepted(submitted, town) -> Case:
    accept_case(
        case=submitted, ver=2, limit=TEN_DAYS, effect=Effect.RESTART, by=town.actor("binh"), now=LATER
    )
    return submitted


def names(case: Case) -> list[str]:
    return [line.name.removeprefix("casework.") for line in timeline(case.pk)]


def turn(case: Case) -> list[tuple[int | None, str, str]]:
    rows = Participant.objects.filter(case=case, open=True)
    return [(row.agency_id or row.person_id, row.role, row.act) for row in rows]


def test_a_submitted_case_waits_for_the_desk_with_its_own_deadline(submitted, town):
    assert turn(submitted) == [(town.desk_a.pk, "desk", "receive")]
    row = Participant.objects.get(case=submitted, open=True)
    assert row.due_at is not None
    assert row.due_at > NOW


def test_a_case_goes_the_whole_way(accepted, town):
    case = accepted
    assert turn(case) == [(town.agency_a.pk, "examiner", "examine")]
    advance_case(case=case, ver=3, by=town.actor("emi"), now=LATER, finding="Đủ điều kiện.")
    advance_case(case=case, ver=4, by=town.actor("chi"), now=LATER)
    settle_case(case=case, ver=5, outcome="granted", by=town.actor("van"), now=LATER)
    assert turn(case) == [(town.desk_a.pk, "desk", "hand_over")]
    finish_case(case=case, ver=6, by=town.actor("binh"), now=LATER)
    rate_case(case=case, ver=7, stars=5, by=town.actor("an"), now=LATER)
    case.refresh_from_db()
    assert (case.state, case.timeliness, case.outcome, case.rating) == (State.DONE, "early", "granted", 5)
    assert turn(case) == []
    assert names(case) == [
        *("CaseOpened", "CaseSubmitted", "CaseAccepted", "CaseAdvanced", "CaseAdvanced"),
        *("CaseSettled", "CaseFinished", "CaseRated"),
    ]


def test_ten_working_days_end_with_office_hours_of_the_tenth(accepted):
    assert accepted.due_at.astimezone(HANOI).date() == datetime(2024, 3, 22).date()


def test_a_stranger_another_agency_and_a_visitor_see_nothing_and_move_nothing(accepted, town):
    for name in ("dung", "bao"):
        assert not Case.objects.visible_to(town.actor(name)).exists()
        with pytest.raises(NotYourTurn):
            advance_case(case=accepted, ver=3, by=town.actor(name), now=LATER)
    for name in ("an", "binh", "emi"):
        assert Case.objects.visible_to(town.actor(name)).count() == 1


def test_whoever_has_not_the_turn_is_refused(submitted, town):
    with pytest.raises(NotYourTurn):
        accept_case(
            case=submitted, ver=2, limit=TEN_DAYS, effect=Effect.PAUSE, by=town.actor("emi"), now=LATER
        )


def test_the_second_of_two_officers_is_stale(accepted, town):
    advance_case(case=Case.objects.get(pk=accepted.pk), ver=3, by=town.actor("emi"), now=LATER)
    with pytest.raises((Stale, NotYourTurn)):
        advance_case(case=accepted, ver=3, by=town.actor("emi"), now=LATER)


def test_a_supplement_is_asked_once_and_restarts_the_time(accepted, town):
    case = accepted
    request_supplement(
        case=case, ver=3, text="Thiếu bản vẽ.", lapse_role="head", by=town.actor("emi"), now=LATER
    )
    assert turn(case) == [(town.an.person_id, "applicant", "supplement")]
    assert case.due_at is None
    monday = datetime(2024, 3, 11, 9, tzinfo=HANOI)
    with pytest.raises(NotYourTurn):
        complete_supplement(case=case, ver=4, reply_role="desk", by=town.actor("dung"), now=monday)
    complete_supplement(case=case, ver=4, reply_role="desk", by=town.actor("an"), now=monday)
    assert case.due_at.astimezone(HANOI).date() == datetime(2024, 3, 25).date()
    assert turn(case) == [(town.agency_a.pk, "examiner", "examine")]
    with pytest.raises(AskedBefore):
        request_supplement(
            case=case, ver=5, text="Thêm nữa.", lapse_role="head", by=town.actor("emi"), now=monday
        )


def test_the_desk_may_ask_before_acceptance(submitted, town):
    request_supplement(
        case=submitted, ver=2, text="Thiếu đơn.", lapse_role="desk", by=town.actor("binh"), now=LATER
    )
    complete_supplement(case=submitted, ver=3, reply_role="desk", by=town.actor("an"), now=LATER)
    assert submitted.state == State.SUBMITTED
    reply = submitted.clocks.get(name="reply")
    assert (reply.effect, reply.restarted_at) == (Effect.RESTART, LATER), "the eight hours begin anew"
    assert turn(submitted) == [(town.desk_a.pk, "desk", "receive")]


def test_a_note_must_say_something_and_not_too_much(accepted, town):
    for text in (" ", "x" * 4001):
        with pytest.raises(NoteRefused):
            refuse_case(
                case=Case.objects.get(pk=accepted.pk), ver=3, text=text, by=town.actor("emi"), now=LATER
            )


def test_a_refusal_ends_the_case(submitted, town):
    refuse_case(case=submitted, ver=2, text="Không thuộc thẩm quyền.", by=town.actor("binh"), now=LATER)
    assert (submitted.state, submitted.timeliness) == (State.REFUSED, "early")
    with pytest.raises(NotYourTurn):
        refuse_case(case=submitted, ver=3, text="Lần nữa.", by=town.actor("binh"), now=LATER)


def test_a_case_comes_back_to_an_earlier_step_only(accepted, town):
    advance_case(case=accepted, ver=3, by=town.actor("emi"), now=LATER)
    with pytest.raises(NotAnEarlierStep):
        return_case(case=accepted, ver=4, to_step="issue", reason="x", by=town.actor("chi"), now=LATER)
    return_case(case=accepted, ver=4, to_step="examine", reason="Xem lại.", by=town.actor("chi"), now=LATER)
    assert turn(accepted) == [(town.agency_a.pk, "examiner", "examine")]


def test_a_financial_duty_pauses_the_clock(accepted, town):
    before = accepted.due_at
    pause_case(
        case=accepted,
        ver=3,
        reason="NGHIA_VU_TAI_CHINH",
        text="Nộp lệ phí.",
        by=town.actor("emi"),
        now=LATER,
    )
    assert (accepted.state, accepted.due_at) == (State.PAUSED, None)
    resume_case(case=accepted, ver=4, by=town.actor("emi"), now=LATER + timedelta(days=3))
    assert accepted.due_at > before


def test_only_the_applicant_withdraws_and_only_before_the_result(accepted, town):
    with pytest.raises(NotYourTurn):
        withdraw_case(case=accepted, ver=3, text="", by=town.actor("dung"), now=LATER)
    Case.objects.filter(pk=accepted.pk).update(settled_at=LATER)
    with pytest.raises(AlreadySettled):
        withdraw_case(case=Case.objects.get(pk=accepted.pk), ver=3, text="", by=town.actor("an"), now=LATER)
    Case.objects.filter(pk=accepted.pk).update(settled_at=None)
    withdraw_case(case=accepted, ver=3, text="Đổi ý.", by=town.actor("an"), now=LATER)
    assert accepted.state == State.WITHDRAWN


def test_nothing_is_handed_over_or_rated_before_there_is_a_result(accepted, town):
    with pytest.raises(NotSettled):
        finish_case(case=accepted, ver=3, by=town.actor("emi"), now=LATER)
    with pytest.raises(NotFinished):
        rate_case(case=accepted, ver=3, stars=5, by=town.actor("an"), now=LATER)


def test_a_head_assigns_an_officer_of_that_post(accepted, town):
    with pytest.raises(NotOfThatPost):
        assign_case(case=accepted, ver=3, officer_id=town.van.pk, by=town.actor("chi"), now=LATER)
    with pytest.raises(NotYourTurn):
        assign_case(case=accepted, ver=3, officer_id=town.emi.pk, by=town.actor("emi"), now=LATER)
    assign_case(case=accepted, ver=3, officer_id=town.emi.pk, by=town.actor("chi"), now=LATER)
    assert Participant.objects.get(case=accepted, open=True).officer_id == town.emi.pk


def test_a_head_of_another_agency_assigns_nobody_here(accepted, town):
    lan = actor_of(make_officer("lan", "Lê Lan", town.agency_b, "Giám đốc", Head), on=LATER.date())
    assert lan.holds(Head)
    with pytest.raises(NotYourTurn):
        assign_case(case=accepted, ver=3, officer_id=town.emi.pk, by=lan, now=LATER)


def test_a_claim_is_a_courtesy_that_runs_out(accepted, town):
    assert claim_case(case=accepted, by=town.actor("emi"), now=LATER)
    accepted.refresh_from_db()
    assert accepted.claimed_by_id == town.emi.pk
    assert accepted.claimed_until - LATER == timedelta(minutes=15)


def test_an_opinion_is_a_case_below_the_case(accepted, town):
    town.posts["bao"].agency = town.agency_b
    town.posts["bao"].roles = ["examiner"]
    town.posts["bao"].save()
    three_days = TimeLimit(Decimal(3), Unit.WORKING_DAY, "thử")
    opinion = ask_opinion(
        case=accepted,
        ver=3,
        of=town.agency_b,
        text="Quý cơ quan có ý kiến?",
        limit=three_days,
        by=town.actor("emi"),
        now=LATER,
    )
    opinion.refresh_from_db()
    assert opinion.due_at.astimezone(HANOI).date() == datetime(2024, 3, 13).date()
    with pytest.raises(NotYourTurn):
        give_opinion(opinion=opinion, ver=1, text="Đồng ý.", by=town.actor("emi"), now=LATER)
    give_opinion(opinion=opinion, ver=1, text="Đồng ý.", by=town.actor("bao"), now=LATER)
    assert names(accepted)[-2:] == ["OpinionAsked", "OpinionGiven"]
    assert not Note.objects.get(case=accepted, kind=Note.Kind.OPINION).for_citizen  # between agencies


def test_a_case_is_forwarded_to_the_agency_that_is_competent(accepted, town):
    forward_case(
        case=accepted,
        ver=3,
        to_agency=town.agency_b,
        reason="Thuộc Sở B.",
        reply_role="desk",
        by=town.actor("emi"),
        now=LATER,
    )
    assert turn(accepted) == [(town.agency_b.pk, "examiner", "examine")]


def test_no_move_leaves_a_final_state(submitted):
    submitted.state = State.DONE
    with pytest.raises(Unlawful):
        submitted.move(ver=2, state=State.IN_PROGRESS)


def test_a_client_key_makes_one_case(town):
    import uuid

    key = uuid.uuid4()
    words = {"kind": "opinion", "title": "x", "agency": town.agency_a, "source": Case.Source.OWN_PORTAL}
    first = open_case(**words, code="nhap-1", client_key=key, by=town.actor("an"), now=NOW)
    second = open_case(**words, code="nhap-2", client_key=key, by=town.actor("an"), now=NOW)
    assert first == second
