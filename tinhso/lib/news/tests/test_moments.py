"""Dates as outlets write them, right to the minute, and what is no date."""

from datetime import UTC, datetime, timedelta

import pytest

from tinhso.lib.dates import HANOI, local
from tinhso.lib.news.moments import news_moment

NOW = datetime(2024, 3, 8, 11, 30, tzinfo=HANOI)
QUARTER = (
    "Thứ Sáu, 08/03/2024 09:15 (GMT+7)",
    "Thứ 6, 08/03/2024, 09:15",
    "Thứ sáu, ngày 08/03/2024 09:15 GMT+7",
    "08/03/2024 09:15",
    "8/3/2024 9:15",
    "08-03-2024 09:15:00",
    "08.03.2024 | 09:15",
    "09:15 | 08/03/2024",
    "09:15 - 08/03/2024",
    "09:15, 08/03/2024",
    "09h15 ngày 8/3/2024",
    "lúc 9 giờ 15 phút ngày 8 tháng 3 năm 2024",
    "08/03/24 - 9h15",
    "08/03/24 - 9h15'",
    "08/03/24 9g15",
    "8 tháng 3 năm 2024, 09:15",
    "Ngày 8 tháng 3, 2024 9:15 SA",
    "8 Tháng Ba, 2024 09:15",
    "Tháng Ba 8, 2024 9:15 sáng",
    "08 Th3 2024 09:15",
    "Thứ Sáu, 8 thg 3, 2024 09:15",
    "hôm nay, 09:15",
    "Hôm nay lúc 9h15",
    "2024-03-08T09:15:00+07:00",
    "2024-03-08T02:15:00Z",
    "2024-03-08T02:15:00.123Z",
    "2024-03-08 09:15",
    "2024-03-08T09:15:00",
    "2024/03/08 09:15:00",
    "20240308T091500",
    "20240308021500Z",
    "Fri, 08 Mar 2024 09:15:00 +0700",
    "Mon, 08 Mar 2024 09:15:00 +0700",
    "Fri, 8 Mar 24 02:15 GMT",
    "Fri, 08 Mar 2024 09:15:00 GMT+7",
    "Fri, 08 Mar 2024 09:15:00 UTC+07:00",
    "Fri, 08 Mar 2024 09:15:00 ICT",
    "Fri, 08 Mar 2024 09:15:00",
    "Thu, 07 Mar 2024 21:15:00 EST",
    "Fri Mar  8 09:15:00 2024",
    "March 8, 2024 9:15 AM",
    "3/8/2024 9:15:00 AM",
    "08/03/2024 9:15 AM",
    "08/03/2024 9:15:22 SA",
    "1709864100",
    "1709864100000",
    "/Date(1709864100000+0700)/",
    "  Thứ Sáu,\n 08/03/2024\u00a009:15 ",
)


@pytest.mark.parametrize("words", QUARTER)
def test_a_quarter_past_nine_however_it_is_written(words):
    found = news_moment(words, now=NOW)
    assert found is not None
    assert local(found).replace(second=0, microsecond=0, tzinfo=None) == datetime(2024, 3, 8, 9, 15)


@pytest.mark.parametrize(
    ("words", "day", "hour", "minute"),
    [
        ("10/22/2025 7:25:52 PM", (2025, 10, 22), 19, 25),
        ("22/10/2025 7:25 CH", (2025, 10, 22), 19, 25),
        ("22/10/2025 7 giờ 25 tối", (2025, 10, 22), 19, 25),
        ("Thứ 5, 28/05/2026 17:00:00 GMT+7", (2026, 5, 28), 17, 0),
        ("8 tháng 3 năm 2024", (2024, 3, 8), 0, 0),
        ("hôm nay", (2024, 3, 8), 0, 0),
        ("Hôm qua, 22h", (2024, 3, 7), 22, 0),
        ("hôm kia 7:05", (2024, 3, 6), 7, 5),
        ("2 giờ trước", (2024, 3, 8), 9, 30),
        ("Cách đây 45 phút trước", (2024, 3, 8), 10, 45),
        ("một ngày trước", (2024, 3, 7), 11, 30),
        ("3 tuần trước", (2024, 2, 16), 11, 30),
        ("5 minutes ago", (2024, 3, 8), 11, 25),
        ("vừa xong", (2024, 3, 8), 11, 30),
        ("12:05 AM 3/8/2024", (2024, 3, 8), 0, 5),
        ("15 Tháng Mười Hai, 2023 12:00 trưa", (2023, 12, 15), 12, 0),
        ("31/12/99 23:59", (1999, 12, 31), 23, 59),
        ("24:00 07/03/2024", (2024, 3, 8), 0, 0),
        ("2024-03-08T23:30:00-0500", (2024, 3, 9), 11, 30),
        ("March 7, 2024 9:15 PM", (2024, 3, 7), 21, 15),
        ("07/03/2024 9h15p chiều", (2024, 3, 7), 21, 15),
        ("March 8th 2024 09:15", (2024, 3, 8), 9, 15),
        ("09:15, Mar 08, 2024", (2024, 3, 8), 9, 15),
        ("09:15 Tháng 3 08, 2024", (2024, 3, 8), 9, 15),
        ("10 giờ đêm 07/03/2024", (2024, 3, 7), 22, 0),
        ("1 giờ đêm 07/03/2024", (2024, 3, 7), 1, 0),
        ("12 giờ tối 07/03/2024", (2024, 3, 8), 0, 0),
        ("12:30 CH 07/03/2024", (2024, 3, 7), 12, 30),
        ("2024-03-08T02:15:00+00", (2024, 3, 8), 9, 15),
        ("08/03/2024 09:15-12", (2024, 3, 8), 9, 15),
        ("20240308T021500+00", (2024, 3, 8), 9, 15),
        ("Fri, 08 Mar 2024 09:15:00 GMT 7", (2024, 3, 8), 9, 15),
        ("Fri Mar 8 02:15:00 GMT 2024", (2024, 3, 8), 9, 15),
        ("Fri, 08 Mar 2024 03:15:00 CET", (2024, 3, 8), 9, 15),
        ("Mon, 01 Jul 2024 04:15:00 CEST", (2024, 7, 1), 9, 15),
        ("08/03/2024 09:15 (2 giờ trước)", (2024, 3, 8), 9, 15),
        ("1000 giờ trước", (2024, 1, 26), 19, 30),
        ("an hour ago", (2024, 3, 8), 10, 30),
        ("1 năm trước", (2023, 3, 9), 11, 30),
        ("08/03/2024 09:15, tức 28 tháng 1 năm 2024 âm lịch", (2024, 3, 8), 9, 15),
        ("Thứ Sáu, 08/03/2024 (28 tháng Giêng năm Giáp Thìn) 09:15", (2024, 3, 8), 9, 15),
    ],
)
def test_other_forms(words, day, hour, minute):
    found = news_moment(words, now=NOW)
    assert found is not None
    assert local(found).replace(second=0, microsecond=0, tzinfo=None) == datetime(*day, hour, minute)


def test_the_day_comes_first_unless_the_source_or_the_figures_say_otherwise():
    assert news_moment("03/04/2024 08:00", now=NOW) == datetime(2024, 4, 3, 8, tzinfo=HANOI)
    assert news_moment("03/04/2024 08:00", now=NOW, month_first=True) == datetime(2024, 3, 4, 8, tzinfo=HANOI)
    assert news_moment("03/14/2024 08:00", now=NOW) == datetime(2024, 3, 14, 8, tzinfo=HANOI)


@pytest.mark.parametrize(
    "words", ["", "31/02/2024", "sắp tới", "2024-13-45", "99/99/9999 99:99", "25:70 08/03/2024", "0", "8 tháng 3, 09:15", "8 Mar 09:15", "8 tháng 3 lúc 09h15", "31/12 23:50", "28 tháng 1 năm 2024 âm lịch", "\0", "thứ Sáu", "9" * 500]
)  # fmt: skip
def test_what_is_no_date_is_none(words):
    assert news_moment(words, now=NOW) is None


@pytest.mark.parametrize(
    ("now", "words", "right"),
    [
        ((2024, 3, 9, 0, 5), "hôm nay, 23:50", (2024, 3, 8, 23, 50)),
        ((2024, 3, 9, 0, 5), "hôm qua, 23:50", (2024, 3, 8, 23, 50)),
        ((2024, 1, 1, 6, 0), "hôm qua, 22h", (2023, 12, 31, 22, 0)),
        ((2024, 3, 8, 9, 10), "hôm nay, 9:15", (2024, 3, 8, 9, 15)),
    ],
)
def test_today_and_yesterday_around_midnight_in_hanoi(now, words, right):
    here = datetime(*now, tzinfo=HANOI)
    assert news_moment(words, now=here.astimezone(UTC)) == datetime(*right, tzinfo=HANOI)


def test_every_minute_of_a_year_comes_back_from_every_form():
    moment = datetime(2023, 1, 1, 0, 7, tzinfo=HANOI)
    forms = (
        "%d/%m/%Y %H:%M", "%d/%m/%y - %Hh%M", "%H:%M %d-%m-%Y", "%Y-%m-%dT%H:%M:%S+07:00", "%a, %d %b %Y %H:%M:00 +0700",
        "%d tháng %m năm %Y, %H giờ %M phút", "%Y%m%d%H%M00",
    )  # fmt: skip
    for step in range(1500):
        at = moment + timedelta(minutes=step * 349)
        for form in forms:
            assert news_moment(at.strftime(form), now=NOW) == at, at.strftime(form)
        assert news_moment(f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", now=NOW) == at
