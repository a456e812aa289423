"""Stored bodies: opened by the platform's key alone, for the call that they are of, unchanged."""

import pytest

from tinhso.lib.exchange.stored_bodies import (
    MOST_SEALED,
    NotOpened,
    open_bodies,
    public_body_key,
    seal_bodies,
    sealed_bytes,
)

WORD, OTHER = "k" * 43, "o" * 43
SEALED = seal_bodies(public_body_key(WORD), "call-1", b"asked", b"answered")


def test_what_was_sealed_is_opened_with_any_of_the_words_of_the_platform():
    assert open_bodies([OTHER, WORD], "call-1", sealed_bytes(SEALED)) == (b"asked", b"answered")
    empty = seal_bodies(public_body_key(WORD), "call-2", b"", b"")
    assert open_bodies([WORD], "call-2", sealed_bytes(empty)) == (b"", b"")
    assert seal_bodies(public_body_key(WORD), "call-1", b"asked", b"answered") != SEALED


@pytest.mark.parametrize("place", [1, 20, 33, 60, -1])
def test_a_changed_byte_opens_nothing(place):
    content = bytearray(sealed_bytes(SEALED))
    content[place] ^= 1
    with pytest.raises(NotOpened):
        open_bodies([WORD], "call-1", bytes(content))


def test_another_key_another_call_and_what_is_too_short_open_nothing():
    content = sealed_bytes(SEALED)
    for words, call, sealed in (
        ([OTHER], "call-1", content),
        ([], "call-1", content),
        ([WORD], "call-2", content),
        ([WORD], "call-1", content[:34]),
    ):
        with pytest.raises(NotOpened):
            open_bodies(words, call, sealed)


@pytest.mark.parametrize("text", ["", "?", "AgAA", "AQ==", "QQ" * MOST_SEALED])
def test_what_is_no_seal_is_refused(text):
    with pytest.raises(ValueError, match="."):
        sealed_bytes(text)


@pytest.mark.parametrize("key", ["", "zz", "00" * 31])
def test_a_key_that_is_none_seals_nothing(key):
    with pytest.raises(ValueError, match="."):
        seal_bodies(key, "call-1", b"a", b"b")
