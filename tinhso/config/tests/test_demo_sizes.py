"""The sizes a demo may have, and what its set-up leaves to its loading."""

import pytest

from tinhso.config.commands.demo import refuse_few
from tinhso.config.commands.prepare import has_a_legal_clock
from tinhso.config.refusal import Refusal


@pytest.mark.parametrize("count", [1, 299, -5, 5_000_001])
def test_a_size_that_gives_no_rate_is_refused_with_the_sizes_that_do(count):
    with pytest.raises(Refusal, match="từ 300 đến"):
        refuse_few(count)


def test_none_and_every_size_from_three_hundred_on_is_loaded():
    for count in (0, 300, 3000):
        refuse_few(count)


def test_definitions_wait_for_the_clock_of_a_demo(db, settings):
    assert has_a_legal_clock()
    settings.DEMO = True
    assert not has_a_legal_clock()
