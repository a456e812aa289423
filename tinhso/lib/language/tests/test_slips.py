import pytest

from tinhso.lib.language.slips import one_slip_away, splits


@pytest.mark.parametrize("typed", ["khi", "khaai", "kahi", "khao", "hai", "khaiz"])
def test_one_slip_is_reached(typed):
    assert "khai" in one_slip_away(typed)


def test_two_slips_and_the_word_itself_are_not():
    assert "khai" not in one_slip_away("khoo")
    assert "khai" not in one_slip_away("khai")


def test_words_written_together_are_parted():
    assert ("khai", "sinh") in splits("khaisinh")
    assert splits("abc") == []
