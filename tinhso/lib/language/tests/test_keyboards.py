import pytest

from tinhso.lib.language.keyboards import is_syllable, other_spelling, sounds_like, without_typing_marks


@pytest.mark.parametrize(
    "word", ["giay", "quyen", "quoc", "nghi", "ruot", "khuyen", "gin", "xoong", "uong", "yeu"]
)
def test_a_syllable_can_be_spoken(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["gcn", "qsdd", "bhyt", "cty", "kahi", "sing", "nge", "cung1", "ce", "giaays", ""]
)
def test_what_nobody_can_speak_is_no_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("giaays", "giay"),
        ("ddaats", "dat"),
        ("cuws", "cu"),
        ("truwowngf", "truong"),
        ("tasch", "tach"),
        ("d9a61t", "dat"),
        ("gia61y", "giay"),
        ("giay", "giay"),
        ("kt3", "kt3"),
        ("b2", "b2"),
        ("100m2", "100m2"),
        ("karaoke", "karaoke"),
    ],
)
def test_letters_of_telex_and_vni_go_and_other_words_stay(typed, plain):
    assert without_typing_marks(typed) == plain


def test_a_word_written_as_it_is_said_may_stand_for_several():
    assert {"giay", "day"} <= sounds_like("zay")
    assert "phep" in sounds_like("fep")
    assert "tru" in sounds_like("chu")


@pytest.mark.parametrize(
    ("word", "other"), [("ki", "ky"), ("ly", "li"), ("quy", "qui"), ("nai", ""), ("ai", "")]
)
def test_the_other_spelling_of_a_syllable_has_i_for_y(word, other):
    assert other_spelling(word) == other
