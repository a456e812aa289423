"""The files that the suite gives out first are there."""

from tests.house.sources import ROOT
from tests.scheduling import LONGEST, ONE_AFTER_THE_OTHER, TOGETHER


def test_every_file_that_is_given_out_first_exists():
    named = {*LONGEST, *ONE_AFTER_THE_OTHER} - {TOGETHER}
    assert [name for name in named if not (ROOT / name).exists()] == []
