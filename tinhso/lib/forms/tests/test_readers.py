import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.forms.clean import clean_line, clean_text
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.readers import Unreadable, read, written


def kind(type, **more):
    return Field(id="a", type=type, label="Trường", **more)


@pytest.mark.parametrize(
    "text",
    ["8/3/2024", "08/03/2024", " 8 / 3 / 2024 ", "8-3-2024", "8.3.2024", "08032024", "2024-03-08"]
    + ["8 3 2024", "8 tháng 3 năm 2024", "Ngày 8 tháng 3 năm 2024"],
)
def test_a_day_is_read_as_people_write_it(text):
    assert read(kind("date"), text) == "2024-03-08"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2024", "Ngày 31/02/2024 không có trong lịch"),
        ("8/3/24", "đủ 4 chữ số của năm"),
        ("hôm nay", "ví dụ 08/3/2024"),
        ("3/2024", "ngày/tháng/năm"),
        ("0/0/0000", "không có trong lịch"),
        ("31/12/9999", "Năm phải từ 1800 đến 2199"),
    ],
)
def test_a_wrong_day_gets_a_sentence(text, says):
    with pytest.raises(Unreadable, match=says):
        read(kind("date"), text)


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("4900", 0, 4900),
        ("4.900", 0, 4900),
        ("4,900", 0, 4900),
        ("4 900", 0, 4900),
        ("1.234.567", 0, 1234567),
        ("1,234,567", 0, 1234567),
        ("97,61", 2, 97.61),
        ("97.61", 2, 97.61),
        ("1.234,5", 1, 1234.5),
        ("1,234.5", 1, 1234.5),
        ("4.900", 2, 4900),
        ("4,900", 2, 4.9),
        ("-5", 0, -5),
        ("0012", 0, 12),
        ("5,00", 0, 5),
    ],
)
def test_a_number_is_read_as_people_write_it(text, decimals, value):
    assert read(kind("number", decimals=decimals), text) == value


@pytest.mark.parametrize(
    "text", ["abc", "1,2,3", "1.2.3", "--5", "5,", "5.", "1e5", "٣", "9" * 40, "12,345,6"]
)
def test_a_wrong_number_gets_a_sentence(text):
    with pytest.raises(Unreadable, match="Nhập số"):
        read(kind("number"), text)


def test_too_many_decimals_are_named():
    with pytest.raises(Unreadable, match="Tối đa 2 chữ số sau dấu phẩy"):
        read(kind("number", decimals=2), "1,234")
    with pytest.raises(Unreadable, match="không có phần thập phân"):
        read(kind("number"), "1,5")


def test_money_may_carry_its_unit():
    assert read(kind("money"), "1.500.000 đồng") == 1_500_000
    assert read(kind("money"), "1500000đ") == 1_500_000


@pytest.mark.parametrize(
    "text", ["0912345678", "+84 912 345 678", "84912345678", "0912.345.678", "(091) 234-5678"]
)
def test_a_phone_number_is_made_plain(text):
    assert read(kind("phone"), text) == "0912345678"


def test_numbers_of_identity_lose_their_spaces():
    assert read(kind("id_number"), "038 090 001 234") == "038090001234"
    assert read(kind("tax_code"), "2800 123 456-001") == "2800123456-001"


def test_text_is_made_clean():
    assert clean_line("  Nguyễn \t Văn\u200b  An\x00 ") == "Nguyễn Văn An"
    assert clean_line(unicodedata.normalize("NFD", "Đường Lê Lợi")) == "Đường Lê Lợi"
    assert clean_text("một \r\n\r\n  hai\r") == "một\n\nhai"
    assert read(kind("text"), " \u00a0 ") is None


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_a_day_written_and_read_is_the_same(day):
    assert read(kind("date"), written(kind("date"), day.isoformat())) == day.isoformat()


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_written_and_read_is_the_same(n):
    assert read(kind("number"), written(kind("number"), n)) == n


@pytest.mark.long
@given(st.integers(-(10**9), 10**9), st.integers(1, 4))
def test_a_decimal_written_and_read_is_the_same(n, decimals):
    value = n / 10**decimals
    assert read(kind("number", decimals=decimals), written(kind("number"), value)) == value


@given(st.text())
def test_clean_text_stays_as_it_is(raw):
    for type in ("text", "long_text"):
        value = read(kind(type), raw)
        assert value is None or read(kind(type), written(kind(type), value)) == value


@given(
    st.text(), st.sampled_from(["date", "number", "money", "year", "phone", "id_number", "tax_code", "email"])
)
def test_reading_ends_in_a_value_or_a_sentence(raw, type):
    try:
        value = read(kind(type, decimals=2), raw)
    except Unreadable as error:
        assert str(error)[0].isupper()
    else:
        assert value is None or read(kind(type, decimals=2), written(kind(type, decimals=2), value)) == value
