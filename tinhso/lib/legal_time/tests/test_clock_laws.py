"""What must hold of every clock, whatever the limit, the calendar, the pauses and the rule set."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.clock import (
    Clock,
    Effect,
    Pause,
    PauseReason,
    consumed,
    due,
    gross_seconds,
    net_seconds,
    projected_due,
)
from tinhso.lib.legal_time.due_reasons import CountedDays, explain, heading, sentence
from tinhso.lib.legal_time.tests.times import OFFICE, at, calendars, clocks, due_of, limits, moments, waits
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.working_time import WorkCalendar, to_seconds

waiting = st.sampled_from([r for r in PauseReason if r is not PauseReason.SUPPLEMENT])


def plain(clock: Clock) -> Clock:
    return replace(clock, pauses=())


def after(clock: Clock):
    """A moment that is not before the clock's last pause."""
    return clock.pauses[-1].ended_at or clock.started_at if clock.pauses else clock.started_at


@pytest.mark.long
@given(clocks(), waits, waits, waiting)
def test_pausing_and_resuming_at_any_instants_never_changes_consumed_time(clock, before, wait, reason):
    begin = after(clock) + before
    end = begin + wait
    paused = replace(clock, pauses=(*clock.pauses, Pause(reason, begin)))
    resumed = replace(clock, pauses=(*clock.pauses, Pause(reason, begin, end)))
    assert consumed(paused, begin) == consumed(clock, begin)
    assert consumed(paused, end) == consumed(clock, begin)
    assert consumed(resumed, end) == consumed(clock, begin)


@given(clocks(), waits, waiting)
def test_a_pause_of_zero_length_changes_nothing(clock, before, reason):
    moment = after(clock) + before
    nothing = replace(clock, pauses=(*clock.pauses, Pause(reason, moment, moment)))
    assert due_of(nothing) == due_of(clock)
    assert consumed(nothing, moment + before) == consumed(clock, moment + before)


@given(clocks(), waits, waits, waits, waiting)
def test_two_adjacent_pauses_equal_one(clock, before, first, second, reason):
    begin = after(clock) + before
    middle, end = begin + first, begin + first + second
    two = replace(clock, pauses=(*clock.pauses, Pause(reason, begin, middle), Pause(reason, middle, end)))
    one = replace(clock, pauses=(*clock.pauses, Pause(reason, begin, end)))
    assert due_of(two) == due_of(one)


@given(clocks(), st.integers(1, 20))
def test_due_is_monotone_in_the_amount(clock, more):
    longer = replace(clock, limit=replace(clock.limit, amount=clock.limit.amount + more))
    assert due_of(clock) <= due_of(longer)


@given(clocks(), waits)
def test_due_is_monotone_in_the_start(clock, later):
    clock = plain(clock)
    assert due_of(clock) <= due_of(replace(clock, started_at=clock.started_at + later))


@given(clocks(effect=Effect.PAUSE), waits, waits, waiting)
def test_a_pause_never_brings_the_due_date_forward(clock, before, wait, reason):
    begin = after(clock) + before
    assert due_of(clock) <= due_of(replace(clock, pauses=(*clock.pauses, Pause(reason, begin, begin + wait))))


@given(moments, calendars)
def test_one_working_day_is_a_working_day_and_never_24_hours(received, calendar):
    clock = Clock(TimeLimit(Decimal(1), Unit.WORKING_DAY), received, calendar)
    due_day = calendar.counted_from(received, clock.cutoff).astimezone(HANOI).date()
    assert due_of(clock) == calendar.closing(calendar.next_working_day(due_day))


@given(clocks())
def test_due_lies_inside_working_hours_or_at_their_end(clock):
    moment = due_of(clock)
    second = to_seconds(moment)
    spans = clock.calendar.spans(moment.toordinal())
    assert any(start < second <= end for start, end in spans)
    if clock.limit.unit.in_days:
        assert moment == clock.calendar.closing(moment.date())


@given(clocks())
def test_at_the_due_moment_the_limit_is_used_up(clock):
    assume(not clock.limit.unit.in_days)
    second = Fraction(1, 3600) if clock.limit.unit is Unit.HOUR else Fraction(1, 3600 * 7)
    assert 0 <= consumed(clock, due_of(clock)) - Fraction(clock.limit.amount) < second


@given(clocks())
def test_the_counted_days_of_an_explanation_add_up_to_the_limit(clock):
    reasons = explain(clock)
    assert sum(r.amount for r in reasons if isinstance(r, CountedDays)) == Fraction(clock.limit.amount)
    assert all(heading(reason) and sentence(reason) for reason in reasons)


@given(clocks(effect=Effect.RESTART), waits, waits)
def test_a_restart_makes_due_independent_of_what_was_before(clock, before, wait):
    begin = after(clock) + before
    supplement = Pause(PauseReason.SUPPLEMENT, begin, begin + wait)
    restarted = replace(clock, pauses=(*clock.pauses, supplement))
    assert due_of(restarted) == due_of(replace(plain(clock), started_at=begin + wait))


@given(clocks(effect=Effect.PAUSE))
def test_under_pause_a_supplement_waits_like_any_other_reason(clock):
    others = tuple(replace(p, reason=PauseReason.OPINION) for p in clock.pauses)
    assert due_of(clock) == due_of(replace(clock, pauses=others))


@given(clocks(), waits, waiting)
def test_while_paused_due_is_open_and_the_projection_is_what_resuming_gives(clock, wait, reason):
    begin = after(clock)
    paused = replace(clock, pauses=(*clock.pauses, Pause(reason, begin)))
    resumed = replace(clock, pauses=(*clock.pauses, Pause(reason, begin, begin + wait)))
    assert due(paused) is None
    assert projected_due(paused, begin + wait) == due_of(resumed)


@given(clocks(), waits)
def test_net_and_gross_differ_by_the_waiting_alone(clock, later):
    until = after(clock) + later
    waits_ = sum(clock.calendar.working_seconds(p.started_at, p.ended_at) for p in clock.pauses)
    assert gross_seconds(clock, until) - net_seconds(clock, until) == waits_
    assert net_seconds(clock, until) >= 0


@given(calendars, moments, waits, waits)
def test_working_seconds_is_additive(calendar, start, first, second):
    middle, end = start + first, start + first + second
    parts = calendar.working_seconds(start, middle) + calendar.working_seconds(middle, end)
    assert calendar.working_seconds(start, end) == parts


@given(calendars, moments, st.integers(1, 2_000_000))
def test_adding_working_seconds_takes_exactly_so_many(calendar, start, seconds):
    end = calendar.add_working_seconds(start, seconds)
    assert calendar.working_seconds(start, end) == seconds
    assert calendar.working_seconds(start, end - timedelta(seconds=1)) == seconds - 1


@given(limits)
def test_a_limit_survives_json(limit):
    assert TimeLimit.from_json(limit.to_json()) == limit


@given(moments)
def test_a_mark_always_wins_over_the_week(moment):
    day = moment.date()
    mark = next((m for m in OFFICE.marks if m.day == day), None)
    assert OFFICE.is_working_day(day) == (mark.works if mark else day.weekday() < 5)


def test_equal_calendars_are_equal_and_hashable():
    assert WorkCalendar() == WorkCalendar()
    assert hash(WorkCalendar()) == hash(WorkCalendar())
    WorkCalendar().working_seconds(at("1/3/2024"), at("9/3/2024"))
