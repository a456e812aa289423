"""What was typed without spaces is read as syllables, if that can be."""

import pytest

from tinhso.lib.language.run_together import parted


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("lamgiaykhaisinh", ("lam", "giay", "khai", "sinh")),
        ("dangkykethon", ("dang", "ky", "ket", "hon")),
        ("xinxacnhantinhtranghonnhan", ("xin", "xac", "nhan", "tinh", "trang", "hon", "nhan")),
    ],
)
def test_the_ways_of_the_fewest_syllables_hold_what_was_meant(word: str, way: tuple[str, ...]):
    assert way in parted(word)
    assert len({len(found) for found in parted(word)}) == 1


@pytest.mark.parametrize(
    "word", ["nghieng", "khaisinh", "facebookzz", "h38221503", "", "a" * 500, "lam giay to"]
)
def test_other_words_are_left_alone(word: str):
    assert parted(word) == ()


def test_a_word_of_one_letter_over_and_over_does_not_take_long():
    assert len(parted("ba" * 30)) <= 12
