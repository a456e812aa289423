"""Amounts in words, checked against the spelling that receipts use."""

import pytest

from tinhso.lib.money.words import money_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (8000, "Tám nghìn đồng"),
        (24000, "Hai mươi tư nghìn đồng"),
        (102000, "Một trăm linh hai nghìn đồng"),
        (1000005, "Một triệu không trăm linh năm đồng"),
        (10750000, "Mười triệu bảy trăm năm mươi nghìn đồng"),
        (2000000000, "Hai tỷ đồng"),
    ],
)
def test_an_amount_is_read_as_a_clerk_reads_it(amount, words):
    assert money_words(amount) == words


@pytest.mark.parametrize("amount", [-1, 10**12])
def test_what_no_receipt_holds_is_refused(amount):
    with pytest.raises(ValueError):
        money_words(amount)
