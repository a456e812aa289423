"""A breaker opens after failures in a row, tries with one call, and rests longer each time."""

from tinhso.lib.exchange.breaker import FAILURES, LONGEST_REST, REST, Breaker


def opened(at=0.0):
    breaker = Breaker()
    for _ in range(FAILURES):
        assert breaker.lets_through(at)
        breaker.went_wrong(at)
    return breaker


def test_only_failures_in_a_row_open_it():
    breaker = Breaker()
    for _ in range(FAILURES * 3):
        breaker.went_wrong(0)
        if breaker.failures == FAILURES - 1:
            breaker.went_well()
    assert breaker.lets_through(0)
    assert not opened().lets_through(REST - 0.1)


def test_one_call_tries_and_closes_it():
    breaker = opened()
    assert breaker.lets_through(REST) and not breaker.lets_through(REST)
    breaker.went_well()
    assert breaker.lets_through(REST) and breaker.lets_through(REST)


def test_a_try_that_fails_doubles_the_rest_up_to_a_minute():
    breaker, now, rests = opened(), 0.0, []
    for _ in range(6):
        rests.append(breaker.rest)
        now += breaker.rest
        assert not breaker.lets_through(now - 0.1) and breaker.lets_through(now)
        breaker.went_wrong(now)
    assert rests == [5, 10, 20, 40, 60, 60] and breaker.rest == LONGEST_REST


def test_a_client_that_went_away_says_nothing_of_the_provider():
    breaker = opened()
    assert breaker.lets_through(REST)
    breaker.client_left()
    assert breaker.lets_through(REST)


def test_calls_that_were_under_way_when_it_opened_do_not_lengthen_the_rest():
    breaker = opened(at=0.0)
    breaker.went_wrong(4.0)
    assert breaker.lets_through(REST)
