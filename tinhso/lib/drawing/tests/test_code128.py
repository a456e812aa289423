"""The table of Code 128 as its standard builds it, and a known check symbol."""

import pytest

from tinhso.lib.drawing.code128 import QUIET, WIDTHS, bars, code128_svg, symbols


def test_every_symbol_is_eleven_modules_and_no_two_are_alike():
    assert len(WIDTHS) == len(set(WIDTHS)) == 107
    for widths in WIDTHS[:-1]:
        assert (len(widths), sum(map(int, widths))) == (6, 11)
        assert sum(map(int, widths[::2])) % 2 == 0  # the parity by which a scanner checks each symbol
    assert WIDTHS[-1] == "2331112"


def test_a_known_text_has_its_known_check_symbol():
    assert symbols("PJJ123C") == [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]
    assert [WIDTHS[s] for s in symbols("A")[:2]] == ["211214", "111323"]


def test_a_dossier_code_gives_bars_in_order_between_quiet_zones():
    code = "000.00.14.H56-240308-0001"
    drawn = bars(code)
    assert drawn[0] == (QUIET, 2)
    assert sum(drawn[-1]) == QUIET + 11 * (len(code) + 2) + 13
    assert all(a + width < b for (a, width), (b, _) in zip(drawn, drawn[1:], strict=False))
    assert code128_svg(code).count(b"M") == len(drawn)


@pytest.mark.parametrize("text", ["", "HỒ SƠ", "a\n"])
def test_what_it_cannot_write_is_refused(text):
    with pytest.raises(ValueError, match=text or "^$"):
        symbols(text)
