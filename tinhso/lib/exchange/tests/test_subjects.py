"""A row knows a person by a keyed word, never by the number; what cannot be read is said to be unread."""

import json

import pytest

from tinhso.lib.exchange.signing_key import KeyTooShort
from tinhso.lib.exchange.subjects import (
    NOBODY,
    PERSON,
    UNREAD,
    Named,
    case_code,
    in_body,
    in_path,
    in_query,
    named_by,
    pseudonym,
    subject_key,
)

NUMBER = "038190000123"
KEY = subject_key("s" * 50, "H56")


def test_one_number_has_one_word_however_it_is_spaced_and_another_in_another_instance():
    word = pseudonym(KEY, NUMBER)
    assert len(word) == 32 and NUMBER not in word
    assert pseudonym(KEY, " 038 190.000123 ") == word
    assert pseudonym(KEY, "038190000124") != word
    assert pseudonym(subject_key("s" * 50, "H48"), NUMBER) != word
    assert pseudonym(subject_key("t" * 50, "H56"), NUMBER) != word


@pytest.mark.parametrize("number", ["", "abc", "0381", "038190000123\0", "0" * 13, "٠٣٨١٩٠٠٠٠١٢٣"])
def test_what_is_no_number_has_no_word(number):
    assert pseudonym(KEY, number) == ""
    assert named_by(KEY, number) == Named(UNREAD)


def test_a_word_that_could_be_guessed_makes_no_key():
    with pytest.raises(KeyTooShort):
        subject_key("short", "H56")


def test_nothing_at_the_place_names_nobody_and_without_a_key_nobody_is_read():
    assert named_by(KEY, None) == Named(NOBODY)
    assert named_by(None, NUMBER) == Named(UNREAD)
    assert named_by(KEY, NUMBER) == Named(PERSON, pseudonym(KEY, NUMBER))


@pytest.mark.parametrize(
    ("template", "path", "found"),
    [
        ("/people/{id}/copy", "/people/038/copy", "038"),
        ("/people/{id}", "/people/0%2038", "0 38"),
        ("/people", "/people", None),
        ("/people/{other}", "/people/038", None),
    ],
)
def test_the_part_of_a_path(template, path, found):
    assert in_path(template, path, "id") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (b"id=038&x=1", "038"),
        (b"x=1", None),
        (b"id=1&id=2", ""),
        (b"id=%30%33%38", "038"),
        ("id=é".encode(), ""),
        (b"&".join([b"a=1"] * 200), ""),
    ],
)
def test_a_parameter(query, found):
    assert in_query(query, "id") == found


@pytest.mark.parametrize(
    ("body", "pointer", "found"),
    [
        (b'{"a":{"id":"038"}}', "/a/id", "038"),
        (b'[{"id":"038"}]', "/0/id", "038"),
        (b'{"a/b":{"~":"1"}}', "/a~1b/~0", "1"),
        (b'{"a":1}', "/a", ""),
        (b'{"a":{}}', "/a/id", None),
        (b"[]", "/0/id", None),
        (b"[1]", "/x", None),
        (b'"text"', "/a", None),
        (b"", "/a", None),
        (b"{", "/a", ""),
        (b"\xff", "/a", ""),
        (b"[" * 50_000, "/0", ""),
        (None, "/a", ""),
    ],
)
def test_a_pointer_into_a_body(body, pointer, found):
    assert in_body(body, pointer) == found


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "Lê Thị An",
        "",
        "H56.01-240308",
        "038190000123-240308-0001",
        "h56-240308-0001",
        "A-240308-0001\n",
    ],
)
def test_what_is_no_code_of_a_dossier_is_not_written_down(text):
    assert case_code(text) == ""


def test_a_code_of_a_dossier_is():
    assert case_code("000.12.34.H56-240308-0012") and case_code("H56.37.12-240308-0001")


def test_a_number_as_json_writes_it_is_no_text():
    assert in_body(json.dumps({"id": 38190000123}).encode(), "/id") == ""
