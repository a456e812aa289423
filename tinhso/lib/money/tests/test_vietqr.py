"""VietQR against NAPAS' published example, and there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.money.vietqr import BadVietQr, crc16, read_vietqr, write_vietqr

EXAMPLE = (
    "00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA"
    "53037045405790005802VN62220818Ung Ho Quy Vac Xin63043ACF"
)
WORDS = {"bank": "970415", "account": "113366668888", "memo": "Ung Ho Quy Vac Xin"}
LETTERS = "ABCXYZabcxyz0123456789 "


def test_the_published_example_comes_out_letter_by_letter():
    assert write_vietqr(amount=79000, **WORDS) == EXAMPLE


def test_the_check_value_of_the_sum():
    assert crc16(b"123456789") == 0x29B1


def test_without_an_amount_the_code_is_static():
    text = write_vietqr(**WORDS)
    assert text.startswith("000201010211")
    assert read_vietqr(text)["amount"] == ""


@given(st.text(LETTERS, min_size=1, max_size=25), st.integers(1, 10**13 - 1))
def test_what_is_written_is_read_again(memo, amount):
    read = read_vietqr(write_vietqr(amount=amount, **(WORDS | {"memo": memo})))
    assert read == WORDS | {"memo": memo, "amount": str(amount)}


@pytest.mark.parametrize(
    "words",
    [
        {"bank": "97041"},
        {"account": "1" * 20},
        {"memo": "Ủng hộ"},
        {"memo": ""},
        {"memo": "A" * 26},
        {"amount": 0},
        {"amount": -1},
        {"amount": 10**13},
    ],
)
def test_what_a_bank_would_not_read_is_refused(words):
    with pytest.raises(BadVietQr):
        write_vietqr(**(WORDS | words))


@pytest.mark.parametrize(
    "text", ["", "6304", EXAMPLE[:-1] + "0", EXAMPLE.replace("79000", "79001"), "x" * 40]
)
def test_a_text_that_was_changed_is_no_vietqr(text):
    with pytest.raises(BadVietQr):
        read_vietqr(text)
