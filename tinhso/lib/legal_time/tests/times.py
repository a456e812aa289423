"""Moments, calendars and strategies for the tests of legal time."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.calendar_vn import national_days
from tinhso.lib.legal_time.clock import Clock, Effect, Pause, PauseReason, due
from tinhso.lib.legal_time.time_limit import Counting, TimeLimit, Unit
from tinhso.lib.legal_time.work_week import Season, week
from tinhso.lib.legal_time.working_time import WorkCalendar

MARKS = tuple(national_days(range(2022, 2028)))
OFFICE = WorkCalendar(marks=MARKS, name="Giờ hành chính")
SUMMER = Season((4, 16), (10, 15), week("07:00-11:30", "13:30-17:00"))
WINTER = Season((10, 16), (4, 15), week("07:30-11:30", "13:00-16:30"))
MONDAY_TO_SATURDAY = Season((1, 1), (12, 31), week("07:30-11:30", "13:30-17:00", days="mon-sat"))
TWO_SEASONS = WorkCalendar(seasons=(SUMMER, WINTER), marks=MARKS, name="Hai mùa")
SIX_DAYS = WorkCalendar(seasons=(MONDAY_TO_SATURDAY,), marks=MARKS, name="Làm cả thứ Bảy")

calendars = st.sampled_from([OFFICE, TWO_SEASONS, SIX_DAYS])
moments = st.integers(0, 4 * 365 * 86_400).map(lambda n: at("1/1/2023") + timedelta(seconds=n))
waits = st.integers(0, 40 * 86_400).map(lambda n: timedelta(seconds=n))
whole = st.integers(1, 60).map(Decimal)
limits = st.one_of(
    st.builds(TimeLimit, st.integers(1, 300).map(lambda n: Decimal(n) / 4), st.just(Unit.HOUR)),
    st.builds(TimeLimit, st.integers(1, 120).map(lambda n: Decimal(n) / 2), st.just(Unit.WORKING_DAY)),
    st.builds(TimeLimit, whole, st.just(Unit.DAY), counting=st.sampled_from(Counting)),
    st.builds(TimeLimit, st.integers(1, 14).map(Decimal), st.just(Unit.MONTH)),
)


def at(text: str) -> datetime:
    """`at("8/3/2024 15:01")`, in Vietnamese time; without an hour it is midnight."""
    day, _, hour = text.partition(" ")
    d, m, y = (int(word) for word in day.split("/"))
    h, minute, second, *_ = [*(int(word) for word in hour.split(":") if word), 0, 0, 0]
    return datetime(y, m, d, h, minute, second, tzinfo=HANOI)


def due_of(clock: Clock) -> datetime:
    """The due moment of a clock that is not paused."""
    moment = due(clock)
    assert moment is not None
    return moment


@st.composite
def clocks(draw, effect: Effect | None = None) -> Clock:
    """A clock with up to three ended pauses."""
    started = draw(moments)
    pauses, moment = [], started
    for _ in range(draw(st.integers(0, 3))):
        begin = moment + draw(waits)
        moment = begin + draw(waits)
        pauses.append(Pause(draw(st.sampled_from(PauseReason)), begin, moment))
    return Clock(
        draw(limits),
        started,
        draw(calendars),
        effect=effect or draw(st.sampled_from(Effect)),
        pauses=tuple(pauses),
    )
