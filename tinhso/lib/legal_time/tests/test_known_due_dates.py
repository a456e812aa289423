"""Known cases, counted by hand on a wall calendar."""

from datetime import time
from decimal import Decimal

import pytest

from tinhso.lib.legal_time.clock import (
    Clock,
    Effect,
    InvalidClock,
    Pause,
    PauseReason,
    Reappointment,
    Timeliness,
    due,
    first_due,
    net_seconds,
    result,
)
from tinhso.lib.legal_time.tests.times import OFFICE, at
from tinhso.lib.legal_time.time_limit import Counting, InvalidLimit, TimeLimit, Unit

# received, amount, unit, due; the office is open 7:30-11:30 and 13:00-17:00
EXAMPLES = {
    "Friday morning, one working day": ("8/3/2024 9:00", 1, Unit.WORKING_DAY, "11/3/2024 17:00"),
    "15:00 is in time": ("8/3/2024 15:00", 1, Unit.WORKING_DAY, "11/3/2024 17:00"),
    "15:01 counts from Monday": ("8/3/2024 15:01", 1, Unit.WORKING_DAY, "12/3/2024 17:00"),
    "Saturday counts from Monday": ("9/3/2024 9:00", 1, Unit.WORKING_DAY, "12/3/2024 17:00"),
    "late on Friday, ten days": ("8/3/2024 16:59", 10, Unit.WORKING_DAY, "25/3/2024 17:00"),
    "half a working day": ("8/3/2024 9:00", "0.5", Unit.WORKING_DAY, "11/3/2024 11:30"),
    "over Tết 2024": ("7/2/2024 9:00", 3, Unit.WORKING_DAY, "19/2/2024 17:00"),
    "received within Tết": ("10/2/2024 9:00", 1, Unit.WORKING_DAY, "16/2/2024 17:00"),
    "15:01 before Tết": ("7/2/2024 15:01", 1, Unit.WORKING_DAY, "16/2/2024 17:00"),
    "29/4 off, Saturday 4/5 worked": ("26/4/2024 9:00", 3, Unit.WORKING_DAY, "4/5/2024 17:00"),
    "received on the swapped Saturday": ("4/5/2024 9:00", 1, Unit.WORKING_DAY, "6/5/2024 17:00"),
    "15:01 on the swapped Saturday": ("4/5/2024 15:01", 1, Unit.WORKING_DAY, "7/5/2024 17:00"),
    "2/9/2023 with a day in lieu": ("31/8/2023 9:00", 1, Unit.WORKING_DAY, "5/9/2023 17:00"),
    "Tết 2023": ("19/1/2023 9:00", 2, Unit.WORKING_DAY, "30/1/2023 17:00"),
    "2/5/2025 off, 26/4 worked": ("25/4/2025 9:00", 3, Unit.WORKING_DAY, "29/4/2025 17:00"),
    "8 hours of working time": ("8/3/2024 9:00", 8, Unit.HOUR, "11/3/2024 9:00"),
    "8 hours know no cutoff": ("8/3/2024 15:01", 8, Unit.HOUR, "11/3/2024 15:01"),
    "8 hours from a Saturday": ("9/3/2024 20:00", 8, Unit.HOUR, "11/3/2024 17:00"),
    "8 hours over Tết": ("7/2/2024 13:00", 8, Unit.HOUR, "15/2/2024 11:30"),
    "8 hours over the swap": ("26/4/2024 16:00", 8, Unit.HOUR, "2/5/2024 16:00"),
    "7 days of the calendar": ("8/3/2024 9:00", 7, Unit.DAY, "15/3/2024 17:00"),
    "an end on Sunday moves to Monday": ("8/3/2024 9:00", 9, Unit.DAY, "18/3/2024 17:00"),
    "an end on 30/4 moves past 1/5": ("20/4/2024 9:00", 7, Unit.DAY, "2/5/2024 17:00"),
    "an end on the swapped Saturday stays": ("24/4/2024 9:00", 10, Unit.DAY, "4/5/2024 17:00"),
    "an end within Tết": ("1/2/2024 9:00", 10, Unit.DAY, "15/2/2024 17:00"),
    "31/1 and a month, leap year": ("31/1/2024 9:00", 1, Unit.MONTH, "29/2/2024 17:00"),
    "31/1 and a month": ("31/1/2023 9:00", 1, Unit.MONTH, "28/2/2023 17:00"),
    "31/1 after 15:00 is 1/2": ("31/1/2024 15:01", 1, Unit.MONTH, "1/3/2024 17:00"),
    "a month ending on a holiday": ("2/8/2023 9:00", 1, Unit.MONTH, "5/9/2023 17:00"),
    "a month over the new year": ("15/12/2023 9:00", 1, Unit.MONTH, "15/1/2024 17:00"),
    "twelve months": ("29/2/2024 9:00", 12, Unit.MONTH, "28/2/2025 17:00"),
}


def clock(received: str, amount: int | str, unit: Unit, **options) -> Clock:
    return Clock(TimeLimit(Decimal(amount), unit), at(received), OFFICE, **options)


@pytest.mark.parametrize("case", EXAMPLES.values(), ids=EXAMPLES.keys())
@pytest.mark.parametrize("effect", Effect)
def test_a_known_case_is_due_then_under_both_rule_sets(case, effect):
    received, amount, unit, expected = case
    assert due(clock(received, amount, unit, effect=effect)) == at(expected)


# reason, from, to, limit, due under restart (2023/24), due under pause (2025/26)
TEN = ("4/3/2024 9:00", 10, Unit.WORKING_DAY)  # due 18/3 without a wait
WAITED = {
    "a supplement of two days": (
        ("BO_SUNG", "6/3/2024 17:00", "8/3/2024 17:00"),
        TEN,
        "25/3/2024 17:00",  # 8/3 17:00 is after 15:00: counts as 11/3
        "20/3/2024 17:00",
    ),
    "a supplement from ten to ten": (
        ("BO_SUNG", "6/3/2024 10:00", "8/3/2024 10:00"),
        TEN,
        "22/3/2024 17:00",
        "20/3/2024 17:00",
    ),
    "a supplement of half a day": (
        ("BO_SUNG", "6/3/2024 11:30", "6/3/2024 17:00"),
        TEN,
        "21/3/2024 17:00",
        "19/3/2024 11:30",
    ),
    "a supplement over the weekend alone": (
        ("BO_SUNG", "8/3/2024 17:00", "11/3/2024 7:30"),
        TEN,
        "25/3/2024 17:00",
        "18/3/2024 17:00",
    ),
    "financial duty waits under both": (
        ("NGHIA_VU_TAI_CHINH", "6/3/2024 17:00", "8/3/2024 17:00"),
        TEN,
        "20/3/2024 17:00",
        "20/3/2024 17:00",
    ),
    "days of the calendar": (
        ("BO_SUNG", "6/3/2024 23:00", "8/3/2024 8:00"),
        ("4/3/2024 9:00", 10, Unit.DAY),
        "18/3/2024 17:00",
        "18/3/2024 17:00",  # 14/3 and two days is Saturday 16/3
    ),
    "a month": (
        ("NIEM_YET", "10/3/2024 8:00", "25/3/2024 8:00"),
        ("4/3/2024 9:00", 1, Unit.MONTH),
        "19/4/2024 17:00",
        "19/4/2024 17:00",
    ),
    "hours": (
        ("BO_SUNG", "8/3/2024 10:00", "8/3/2024 14:00"),
        ("8/3/2024 9:00", 8, Unit.HOUR),
        "11/3/2024 14:00",
        "11/3/2024 11:30",
    ),
}


@pytest.mark.parametrize("case", WAITED.values(), ids=WAITED.keys())
def test_a_wait_moves_the_due_date_as_its_rule_set_says(case):
    (reason, start, end), limit, restarted, paused = case
    pauses = (Pause(PauseReason(reason), at(start), at(end)),)
    assert due(clock(*limit, effect=Effect.RESTART, pauses=pauses)) == at(restarted)
    assert due(clock(*limit, effect=Effect.PAUSE, pauses=pauses)) == at(paused)


def test_a_new_appointment_overrides_and_the_first_date_is_kept():
    promise = Reappointment(at("15/3/2024 9:00"), at("28/3/2024 17:00"))
    assert due(clock(*TEN, reappointment=promise)) == at("28/3/2024 17:00")
    assert first_due(clock(*TEN, reappointment=promise)) == at("18/3/2024 17:00")


def test_a_wait_after_the_new_appointment_moves_it():
    promise = Reappointment(at("15/3/2024 9:00"), at("28/3/2024 17:00"))
    pauses = (Pause(PauseReason.OPINION, at("18/3/2024 7:30"), at("19/3/2024 17:00")),)
    assert due(clock(*TEN, reappointment=promise, pauses=pauses)) == at("1/4/2024 17:00")


@pytest.mark.parametrize("unit", [Unit.WORKING_DAY, Unit.DAY])
def test_a_wait_before_the_new_appointment_is_contained_in_it(unit):
    promise = Reappointment(at("15/3/2024 9:00"), at("28/3/2024 17:00"))
    pauses = (Pause(PauseReason.OPINION, at("6/3/2024 7:30"), at("8/3/2024 17:00")),)
    promised = clock("4/3/2024 9:00", 10, unit, reappointment=promise, pauses=pauses)
    assert due(promised) == at("28/3/2024 17:00")


def test_the_latest_restart_counts_be_it_a_supplement_or_not():
    pauses = (Pause(PauseReason.SUPPLEMENT, at("6/3/2024 10:00"), at("8/3/2024 10:00")),)
    for restarted, expected in (("11/3/2024 9:00", "25/3/2024 17:00"), ("5/3/2024 9:00", "22/3/2024 17:00")):
        moment = at(restarted)
        second = clock(*TEN, effect=Effect.RESTART, pauses=pauses, restarted_at=moment)
        assert due(second) == at(expected)


def test_a_restart_after_the_new_appointment_counts_afresh():
    promise = Reappointment(at("15/3/2024 9:00"), at("28/3/2024 17:00"))
    restarted = at("18/3/2024 9:00")
    assert due(clock(*TEN, reappointment=promise, restarted_at=restarted)) == at("1/4/2024 17:00")


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        ("14/3/2024 23:59", Timeliness.EARLY),
        ("15/3/2024 0:00", Timeliness.ON_TIME),
        ("15/3/2024 17:00", Timeliness.ON_TIME),
        ("15/3/2024 17:00:01", Timeliness.LATE),
        ("16/3/2024 8:00", Timeliness.LATE),
    ],
)
def test_early_on_time_and_late_meet_at_the_due_day_and_second(settled, expected):
    assert result(at("15/3/2024 17:00"), at(settled)) is expected


def test_a_sector_law_may_count_the_day_of_receipt():
    limit = TimeLimit(Decimal(3), Unit.WORKING_DAY, counting=Counting.SAME_DAY)
    assert due(Clock(limit, at("4/3/2024 9:00"), OFFICE)) == at("6/3/2024 17:00")


def test_another_cutoff_is_data():
    assert due(clock("4/3/2024 15:30", 1, Unit.WORKING_DAY, cutoff=time(16))) == at("5/3/2024 17:00")


def test_statistics_leave_the_supplement_out_even_where_it_restarts():
    pauses = (Pause(PauseReason.SUPPLEMENT, at("5/3/2024 7:30"), at("6/3/2024 17:00")),)
    restarting = clock("4/3/2024 7:30", 10, Unit.WORKING_DAY, effect=Effect.RESTART, pauses=pauses)
    assert net_seconds(restarting, at("7/3/2024 17:00")) == 2 * 8 * 3600


@pytest.mark.parametrize("amount", ["0", "-1", "NaN"])
def test_a_limit_of_nothing_is_refused(amount):
    with pytest.raises(InvalidLimit):
        TimeLimit(Decimal(amount), Unit.HOUR)


def test_half_a_day_of_the_calendar_is_refused():
    with pytest.raises(InvalidLimit):
        TimeLimit(Decimal("0.5"), Unit.DAY)


def test_overlapping_pauses_are_refused():
    first = Pause(PauseReason.OPINION, at("5/3/2024"), at("7/3/2024"))
    with pytest.raises(InvalidClock):
        clock(*TEN, pauses=(first, Pause(PauseReason.OPINION, at("6/3/2024"))))
