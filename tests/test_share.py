"""The share of very many things that a long test tries."""

import pytest

from tests.share import WHOLE, share
from tests.words import read


def test_a_share_stands_still_and_is_never_empty(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(WHOLE, raising=False)
    drawn = share(range(1000), 4)
    assert drawn == share(range(1000), 4) and 150 < len(drawn) < 350
    assert set(share(range(2000), 4)) & set(range(1000)) == set(drawn)  # new ones move nobody
    assert share(range(1000), 4, beside="/khac/") != drawn
    assert len(share(["x"], 1000, beside="/a/")) == 1 and share([], 4) == []


def test_everything_is_tried_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(WHOLE, "1")
    assert share(range(10), 4) == list(range(10))


def test_the_whole_holds_the_long_tests():
    asked = read(["--whole"])
    assert asked.whole and "not long" not in asked.for_pytest and "--whole" not in asked.for_pytest
    assert not read(["--all"]).whole
