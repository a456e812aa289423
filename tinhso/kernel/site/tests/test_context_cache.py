from itertools import count

import pytest

from tinhso.kernel.site import context
from tinhso.kernel.site.context import read_through


@pytest.fixture
def read(monkeypatch):
    """What was read, by key, in a process that keeps nothing yet."""
    monkeypatch.setattr(context, "_values", {})
    return []


def ask(read, *keys):
    for key in keys:
        read_through(key, lambda key=key: read.append(key) or key)


def test_what_is_kept_is_read_once_and_the_oldest_goes_when_there_is_too_much(read, monkeypatch):
    monkeypatch.setattr(context, "MOST_CACHED", 3)
    ask(read, "a", "a", "b", "c", "d", "a")
    assert read == ["a", "b", "c", "d", "a"] and list(context._values) == ["c", "d", "a"]


def test_nothing_goes_while_there_is_room(read, monkeypatch):
    monkeypatch.setattr(context, "MOST_CACHED", 10)
    ask(read, *"abcdefgh", *"abcdefgh")
    assert read == [*"abcdefgh"]


def test_what_is_too_old_to_be_given_holds_no_memory(read, monkeypatch):
    clock = count(0, 4)  # seconds, four at each look
    monkeypatch.setattr(context, "monotonic", lambda: next(clock))
    ask(read, "a", "b", "c")
    assert read == ["a", "b", "c"] and "a" not in context._values and "c" in context._values


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_begins_with_nothing_that_another_one_read(turn):
    """Whichever of the two comes later would see what the other has left."""
    assert context._values == {}
    context._values["instance"] = (1e9, turn)
