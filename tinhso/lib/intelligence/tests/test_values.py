"""One way of writing for each value, and what is no value."""

import pytest

from tinhso.lib.intelligence.record import RecordFault
from tinhso.lib.intelligence.values import any_atom, moment_of, percent_of, refanged


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("EVIL.Example.", "name", "evil.example"),
        ("*.evil.example", "name", "evil.example"),
        ("evil[.]example", "name", "evil.example"),
        ("evil(dot)example:8080", "name", "evil.example"),
        ("đào-tiền.example", "name", "xn--o-tin-qqa65az04r.example"),
        ("gооgle.example", "name", "xn--ggle-55da.example"),
        ("198.51.100[.]7", "address", "198.51.100.7"),
        ("198.51.100.7:443", "address", "198.51.100.7"),
        ("::ffff:198.51.100.7", "address", "198.51.100.7"),
        ("[2001:DB8::1]:53", "address", "2001:db8::1"),
        ("198.51.100.9/24", "network", "198.51.100.0/24"),
        ("198.51.100.9/32", "address", "198.51.100.9"),
        ("hxxps://Evil[.]Example:443/A%2Fb/?q=1#x", "url", "evil.example/A/b/"),
        ("hxxp[:]//198.51.100.7:8080", "url", "198.51.100.7:8080/"),
        ("evil.example/tai-ve", "url", "evil.example/tai-ve"),
        ("A" * 64, "file", "a" * 64),
        ("Kẻ.xấu@Evil[.]Example", "email", "kẻ.xấu@evil.example"),
    ],
)
def test_a_value_has_one_way_of_writing(text, kind, value):
    found = any_atom(text)
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    ["", "localhost", "a b.example", "x..example", "-x.example", "0x7f.1", "127.1", "010.0.0.1", "fe80::1%eth0", "a" * 300 + ".example",
     "ev\u202eil.example", "evil.example:99999", "javascript:alert(1)", "http://[x/", "@evil.example", "A" * 63, "\x00.example", "gopher://a.b/", "http://a.example/\ud800", "a\ud800.example", "x\ud800@a.example", "http://a.example/b c", "\ud800"],
)  # fmt: skip
def test_what_is_no_value_is_refused(text):
    with pytest.raises(RecordFault):
        any_atom(text)


def test_moments_and_confidences_that_cannot_be_believed_are_empty():
    assert moment_of("2024-01-02T03:04:05.1234567Z").isoformat() == "2024-01-02T03:04:05.123456+00:00"
    assert (
        moment_of("2024-01-02").day == 2
        and moment_of("1704164645").year == 2024
        and moment_of(1704164645).year == 2024
    )
    assert [moment_of(one) for one in ("", None, "9" * 15, 10**400, "0001-01-01", True, [])] == [None] * 7
    assert [percent_of(one) for one in (0, 100, 101, -1, True, "5", 10**400, float("nan"))] == [0, 100] + [
        None
    ] * 6
    assert refanged("hxxp://a[.]b") == "http://a.b" and refanged("fxp://a.b") == "ftp://a.b"
