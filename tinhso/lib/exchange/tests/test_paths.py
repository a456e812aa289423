"""One spelling a path; what two readers could read differently is refused before rights are asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.exchange.paths import BORDERS, ENCODED, MOST_LETTERS, PathRefused, normalised

SAME = [
    ("/", "/"),
    ("/a/b", "/a/b"),
    ("/a/", "/a/"),
    ("/%61/%7Eb", "/a/~b"),
    ("/h%c3%a1", "/h%C3%A1"),
    ("/a%20b", "/a%20b"),
    ("/a:b@c,d=1", "/a:b@c,d=1"),
    ("/...", "/..."),
]
REFUSED = [
    ("", "not_absolute"),
    ("a/b", "not_absolute"),
    ("/a/../b", "dots"),
    ("/a/./b", "dots"),
    ("/..", "dots"),
    ("/a/%2e%2e/b", "dots"),
    ("/a/%2E./b", "dots"),
    ("/a/.%2e", "dots"),
    ("//a", "double_slash"),
    ("/a//b", "double_slash"),
    ("/a//", "double_slash"),
    ("/a;x=1", "letter"),
    ("/a;/b", "letter"),
    ("/a%3bx=1", "encoded_border"),
    ("/a%2fb", "encoded_border"),
    ("/a%5Cb", "encoded_border"),
    ("/a\\b", "letter"),
    ("/a%252e%252e/b", "double_encoding"),
    ("/a%25", "double_encoding"),
    ("/a%00", "control"),
    ("/a%0d%0aX: y", "control"),
    ("/a\r\nb", "letter"),
    ("/a%", "percent"),
    ("/a%4", "percent"),
    ("/a%zz", "percent"),
    ("/a?b", "letter"),
    ("/a%3fb", "encoded_border"),
    ("/a#b", "letter"),
    ("/á", "letter"),
    ("/%c3", "not_text"),
    ("/%c0%ae%c0%ae/b", "not_text"),
    ("/%c2%85", "control"),
    ("/" + "a" * MOST_LETTERS, "too_long"),
]


@pytest.mark.parametrize(("raw", "plain"), SAME)
def test_a_path_has_one_spelling(raw, plain):
    assert normalised(raw) == plain


@pytest.mark.parametrize(("raw", "code"), REFUSED)
def test_what_two_readers_could_read_differently_is_refused(raw, code):
    with pytest.raises(PathRefused) as refused:
        normalised(raw)
    assert refused.value.code == code


@given(st.text(alphabet=st.sampled_from("/.%25eEfF0aA;~\\á")).map("/".__add__))
def test_the_spelling_stays_and_holds_no_way_up(raw):
    try:
        plain = normalised(raw)
    except PathRefused:
        return
    assert normalised(plain) == plain
    assert "//" not in plain and ";" not in plain
    assert not BORDERS & {chr(int(digits, 16)) for digits in ENCODED.findall(plain)}
    assert not {".", ".."} & set(plain.split("/"))
