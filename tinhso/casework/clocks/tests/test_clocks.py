from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from tinhso.casework.clocks.clocks import (
    AlreadyPaused,
    ClockStopped,
    NewDateNotLater,
    NotPaused,
    ReappointedBefore,
    TooLateToReappoint,
    explain_clock,
    pause_clock,
    promised_end,
    reappoint_clock,
    resume_clock,
    spent,
    start_clock,
    stop_clock,
    timeliness,
    why_facts,
)
from tinhso.casework.models import Case, Clock, ClockPause
from tinhso.casework.tests.makers import make_case
from tinhso.lib.legal_time.clock import Effect, PauseReason, Timeliness
from tinhso.lib.legal_time.tests.times import at
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

pytestmark = pytest.mark.django_db
TEN = TimeLimit(Decimal(10), Unit.WORKING_DAY, "Nghị định 47/2011/NĐ-CP")
START = at("4/3/2024 9:00")
A_DAY = timedelta(days=1)


def make_clock(effect: Effect = Effect.PAUSE, limit: TimeLimit = TEN) -> Clock:
    return start_clock(make_case(), Clock.Name.SETTLE, limit, now=START, effect=effect)


def stored(clock: Clock) -> Clock:
    return Clock.objects.get(pk=clock.pk)


def test_a_started_clock_knows_its_due_date_and_keeps_the_limit():
    clock = stored(make_clock())
    assert clock.due_at == clock.first_due_at == at("18/3/2024 17:00")
    assert clock.limit() == TEN


def test_a_case_has_one_clock_of_a_name():
    clock = make_clock()
    with pytest.raises(IntegrityError, match="casework_one_clock_a_name"):
        start_clock(clock.case, clock.name, TEN, now=START, effect=Effect.PAUSE)


def test_a_paused_clock_has_no_due_date_and_is_not_running():
    clock = make_clock()
    pause_clock(clock, PauseReason.SUPPLEMENT, now=at("6/3/2024 17:00"))
    assert stored(clock).due_at is None
    assert not Clock.objects.running().exists()
    assert Clock.objects.open().exists()


def test_under_2025_a_supplement_is_waited_for_and_the_rest_goes_on():
    clock = make_clock(Effect.PAUSE)
    pause_clock(clock, PauseReason.SUPPLEMENT, now=at("6/3/2024 17:00"))
    resume_clock(clock, now=at("8/3/2024 17:00"))
    assert stored(clock).due_at == at("20/3/2024 17:00")
    assert stored(clock).restarts == 0


def test_under_2023_a_supplement_counts_afresh_from_the_complete_dossier():
    clock = make_clock(Effect.RESTART)
    pause_clock(clock, PauseReason.SUPPLEMENT, now=at("6/3/2024 17:00"))
    resume_clock(clock, now=at("8/3/2024 10:00"))
    clock = stored(clock)
    assert clock.due_at == at("22/3/2024 17:00")
    assert (clock.restarted_at, clock.restarts) == (at("8/3/2024 10:00"), 1)
    assert clock.first_due_at == at("18/3/2024 17:00")


def test_financial_duty_is_waited_for_under_both_rule_sets():
    for effect in Effect:
        clock = make_clock(effect)
        pause_clock(clock, PauseReason.FINANCIAL_DUTY, now=at("6/3/2024 17:00"))
        resume_clock(clock, now=at("8/3/2024 17:00"))
        assert stored(clock).due_at == at("20/3/2024 17:00")


@pytest.mark.parametrize(
    ("began", "in_time", "counts"),
    [("18/3/2024 17:00", True, True), ("18/3/2024 17:01", True, False), ("6/3/2024 17:00", False, False)],
)
def test_a_wait_that_began_too_late_leaves_the_due_moment(began, in_time, counts):
    """After the due moment by itself, before it where the system says so."""
    clock = make_clock(Effect.RESTART)
    pause = pause_clock(clock, PauseReason.SUPPLEMENT, now=at(began), counts=in_time)
    assert (pause.counts, pause.due_at) == (counts, at("18/3/2024 17:00"))
    assert stored(clock).due_at == (None if counts else at("18/3/2024 17:00"))
    with pytest.raises(AlreadyPaused):
        pause_clock(clock, PauseReason.OPINION, now=at(began))
    resume_clock(clock, now=at("20/3/2024 9:00"))
    assert stored(clock).due_at == at("3/4/2024 17:00" if counts else "18/3/2024 17:00")
    assert stored(clock).restarts == int(counts)
    assert not ClockPause.objects.filter(ended_at=None).exists()


def test_one_new_date_and_no_second():
    clock = make_clock()
    reappoint_clock(clock, due=at("25/3/2024 17:00"), now=at("15/3/2024 9:00"), notice=A_DAY)
    assert stored(clock).due_at == at("25/3/2024 17:00")
    assert stored(clock).first_due_at == at("18/3/2024 17:00")
    with pytest.raises(ReappointedBefore):
        reappoint_clock(clock, due=at("28/3/2024 17:00"), now=at("22/3/2024 9:00"), notice=A_DAY)


def test_a_new_date_must_be_later_than_the_old_one():
    clock = make_clock()
    for due in ("18/3/2024 17:00", "14/3/2024 17:00"):
        with pytest.raises(NewDateNotLater):
            reappoint_clock(clock, due=at(due), now=at("15/3/2024 9:00"), notice=A_DAY)


def test_a_new_date_is_given_a_day_before_the_due_moment_or_not_at_all():
    for now in ("17/3/2024 17:01", "18/3/2024 16:59", "19/3/2024 9:00"):
        with pytest.raises(TooLateToReappoint):
            reappoint_clock(make_clock(), due=at("25/3/2024 17:00"), now=at(now), notice=A_DAY)
    clock = reappoint_clock(make_clock(), due=at("25/3/2024 17:00"), now=at("17/3/2024 17:00"), notice=A_DAY)
    assert clock.due_at == at("25/3/2024 17:00")


def test_refusals_of_a_paused_a_running_and_a_stopped_clock():
    clock = make_clock()
    with pytest.raises(NotPaused):
        resume_clock(clock, now=START)
    pause_clock(clock, PauseReason.OPINION, now=at("5/3/2024 9:00"))
    with pytest.raises(AlreadyPaused):
        pause_clock(clock, PauseReason.OPINION, now=at("5/3/2024 10:00"))
    with pytest.raises(AlreadyPaused):
        reappoint_clock(clock, due=at("25/3/2024 17:00"), now=at("5/3/2024 10:00"), notice=A_DAY)
    stop_clock(clock, now=at("6/3/2024 9:00"))
    for deed in (stop_clock, resume_clock):
        with pytest.raises(ClockStopped):
            deed(clock, now=at("7/3/2024 9:00"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("15/3/2024 16:00", Timeliness.EARLY),
        ("18/3/2024 17:00", Timeliness.ON_TIME),
        ("18/3/2024 17:01", Timeliness.LATE),
    ],
)
def test_stopping_says_how_the_date_was_met(moment, expected):
    clock = make_clock()
    assert stop_clock(clock, now=at(moment)) is expected
    assert timeliness(stored(clock), now=at("1/1/2030")) is expected
    assert expected.value in Case.Timeliness.values


def test_where_the_machines_clock_was_set_back_the_time_ends_as_it_began():
    clock = make_clock()
    stop_clock(clock, now=at("4/3/2024 8:00"))
    assert stored(clock).stopped_at == clock.started_at


def test_a_wait_that_ends_with_the_case_never_makes_a_late_case_early():
    clock = make_clock(Effect.RESTART)
    pause_clock(clock, PauseReason.SUPPLEMENT, now=at("20/3/2024 9:00"))
    assert stop_clock(clock, now=at("25/3/2024 9:00")) is Timeliness.LATE
    assert stored(clock).due_at == at("18/3/2024 17:00")


def test_net_time_leaves_the_wait_out_and_gross_time_does_not():
    clock = make_clock(Effect.RESTART)
    pause_clock(clock, PauseReason.SUPPLEMENT, now=at("5/3/2024 9:00"))
    resume_clock(clock, now=at("6/3/2024 9:00"))
    time = spent(stored(clock), now=at("7/3/2024 9:00"))
    assert (time.net, time.gross) == (2 * 8 * 3600, 3 * 8 * 3600)


def test_the_explanation_tells_the_law_the_wait_and_the_date():
    clock = make_clock()
    pause_clock(clock, PauseReason.FINANCIAL_DUTY, now=at("5/3/2024 9:00"))
    assert explain_clock(stored(clock))[-1].startswith("Đang chờ thực hiện nghĩa vụ tài chính")
    resume_clock(clock, now=at("6/3/2024 9:00"))
    text = " ".join(explain_clock(stored(clock)))
    assert "Nghị định 47/2011/NĐ-CP" in text
    assert "Trừ thời gian chờ thực hiện nghĩa vụ tài chính" in text
    assert text.endswith("Hẹn trả kết quả lúc 17 giờ ngày 19/03/2024.")
    assert [fact.label for fact in why_facts(clock)][:2] == ["Thời hạn", "Tiếp nhận"]


def test_the_database_refuses_overlapping_pauses():
    clock = make_clock()
    make = ClockPause.objects.create
    make(clock=clock, reason="BO_SUNG", started_at=at("5/3/2024"), ended_at=at("7/3/2024"))
    with pytest.raises(IntegrityError, match="casework_pauses_never_overlap"):
        make(clock=clock, reason="LAY_Y_KIEN", started_at=at("6/3/2024"))


def test_the_end_of_a_new_date_is_the_end_of_office_hours():
    assert promised_end(None, at("9/3/2024").date()) == at("11/3/2024 17:00")


def test_starting_pausing_and_resuming_cost_few_queries(django_assert_max_num_queries):
    case = make_case()
    make_clock()  # the calendar is known
    with django_assert_max_num_queries(3):
        clock = start_clock(case, "reply", TEN, now=START, effect=Effect.PAUSE)
    with django_assert_max_num_queries(3):
        pause_clock(clock, PauseReason.OPINION, now=at("5/3/2024 9:00"))
    with django_assert_max_num_queries(5):
        resume_clock(clock, now=at("6/3/2024 9:00"))
