"""No second, no day and no moment holds more calls than the agreement says."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.exchange.quota import QuotaCounter, QuotaExceeded

MORNING = 1_712_714_400.0  # 09:00 in Hà Nội


def test_each_quota_says_when_to_try_again():
    counter = QuotaCounter(per_second=2, per_day=4, concurrent=2)
    assert counter.enter(MORNING) is None and counter.enter(MORNING + 0.5) is None
    assert counter.enter(MORNING + 0.9) == QuotaExceeded("second", 1)
    assert counter.enter(MORNING + 1.0) == QuotaExceeded("concurrent", 1)
    counter.leave()
    assert counter.enter(MORNING + 1.0) is None
    counter.leave()
    assert counter.enter(MORNING + 9) is None
    counter.leave()
    assert counter.enter(MORNING + 10) == QuotaExceeded("day", 15 * 3600 - 10)
    assert counter.enter(MORNING + 15 * 3600) is None


def test_a_clock_that_is_set_back_gives_nothing_away():
    counter = QuotaCounter(per_second=1, per_day=2, concurrent=9)
    assert counter.enter(MORNING) is None
    assert counter.enter(MORNING - 86_400) == QuotaExceeded("second", 1)


def test_a_new_policy_forgets_no_use():
    former = QuotaCounter(per_second=9, per_day=2, concurrent=9)
    former.enter(MORNING)
    former.enter(MORNING)
    later = QuotaCounter(per_second=9, per_day=3, concurrent=2)
    later.take_over(former)
    assert later.enter(MORNING + 2).which == "concurrent"
    later.leave()
    assert later.enter(MORNING + 2) is None
    later.leave()
    assert later.enter(MORNING + 4).which == "day"


@given(
    st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=80),
    st.integers(1, 4),
    st.integers(1, 20),
    st.integers(1, 3),
)
def test_nothing_is_let_through_beyond_a_quota(steps, per_second, per_day, concurrent):
    counter = QuotaCounter(per_second, per_day, concurrent)
    now, running, let = MORNING, 0, []
    for ms, ends in steps:
        now += ms / 1000
        if ends and running:
            counter.leave()
            running -= 1
        if counter.enter(now) is None:
            running += 1
            let.append(now)
        assert running <= concurrent and len(let) <= per_day
        assert sum(now - at < 1 for at in let) <= per_second
