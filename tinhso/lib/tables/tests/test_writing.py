"""Numbers, dates, deadlines as they are printed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tinhso.lib.dates import HANOI, vn_date, vn_date_formal, vn_datetime
from tinhso.lib.legal_time.deadlines import deadline
from tinhso.lib.numbers import phone_masked, vn_number, vn_percent, vn_size

NOON = datetime(2024, 3, 8, 12, 0, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (4900, None, "4.900"),
        (1234567.5, 2, "1.234.567,50"),
        (-1200, None, "-1.200"),
        (Decimal("97.605"), 2, "97,61"),
        (0, None, "0"),
        (None, None, ""),
        ("không có", None, "không có"),
        (float("nan"), 1, ""),
    ],
)
def test_numbers_have_points_for_thousands_and_a_comma(value, places, text):
    assert vn_number(value, places) == text


def test_percent_stands_without_a_space():
    assert vn_percent(97.61) == "97,61%"
    assert vn_percent(None) == ""


def test_sizes_are_told_in_kilobytes_and_megabytes():
    assert vn_size(10) == "1 KB"
    assert vn_size(3_565_158) == "3,4 MB"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("0912345118", "0912 ··· 118"), ("+84 912 345 118", "0912 ··· 118"), ("113", "···"), ("", "")],
)
def test_the_middle_of_a_telephone_number_is_hidden(phone, masked):
    assert phone_masked(phone) == masked


def test_dates_are_written_day_first():
    assert vn_date(date(2024, 3, 8)) == "08/03/2024"
    assert vn_date_formal(date(2024, 3, 8)) == "08/3/2024"
    assert vn_date_formal(date(2024, 2, 10)) == "10/02/2024"
    assert vn_datetime(datetime.fromisoformat("2024-03-08T08:01:00+00:00")) == "15:01 ngày 08/03/2024"
    assert vn_date(None) == vn_datetime(None) == vn_date_formal(None) == ""


@pytest.mark.parametrize(
    ("left", "text", "tone"),
    [
        (timedelta(hours=-3, minutes=-10), "quá hạn 3 giờ", "late"),
        (timedelta(seconds=-5), "quá hạn 1 phút", "late"),
        (timedelta(days=-2, hours=-1), "quá hạn 2 ngày", "late"),
        (timedelta(minutes=25), "còn 25 phút", "soon"),
        (timedelta(hours=3, minutes=59), "còn 3 giờ", "soon"),
        (timedelta(hours=4), "hạn hôm nay 16:00", "soon"),
        (timedelta(hours=20), "còn 1 ngày", "soon"),
        (timedelta(days=2), "còn 2 ngày", "ok"),
    ],
)
def test_a_deadline_is_told_in_the_unit_that_matters(left, text, tone):
    sentence = deadline(NOON + left, NOON)
    assert (sentence.text, sentence.tone) == (text, tone)


def test_a_clock_that_stands_has_no_deadline():
    assert deadline(None, NOON).text == "chưa tính hạn"


def test_a_deadline_given_in_another_zone_falls_on_its_day_in_hanoi():
    due = datetime.fromisoformat("2024-03-08T18:00:00+00:00")  # 01:00 on the 9th in Hà Nội
    assert deadline(due, NOON).text == "còn 1 ngày"
