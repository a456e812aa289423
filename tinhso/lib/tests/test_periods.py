from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.periods import NotAPeriod, Period, PeriodKind

DHIS2 = [  # a string of each type that DHIS2 knows, with its first and last day
    ("20240308", "2024-03-08", "2024-03-08"),
    ("2024W10", "2024-03-04", "2024-03-10"),
    ("2024WedW10", "2024-03-06", "2024-03-12"),
    ("2024ThuW10", "2024-03-07", "2024-03-13"),
    ("2024FriW10", "2024-03-01", "2024-03-07"),
    ("2024SatW10", "2024-03-02", "2024-03-08"),
    ("2024SunW10", "2024-03-03", "2024-03-09"),
    ("2024BiW1", "2024-01-01", "2024-01-14"),
    ("202403", "2024-03-01", "2024-03-31"),
    ("202402B", "2024-03-01", "2024-04-30"),
    ("2024Q1", "2024-01-01", "2024-03-31"),
    ("2024NovQ1", "2023-11-01", "2024-01-31"),
    ("2024S2", "2024-07-01", "2024-12-31"),
    ("2024AprilS1", "2024-04-01", "2024-09-30"),
    ("2024NovS1", "2023-11-01", "2024-04-30"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024April", "2024-04-01", "2025-03-31"),
    ("2024July", "2024-07-01", "2025-06-30"),
    ("2024Oct", "2024-10-01", "2025-09-30"),
    ("2024Nov", "2024-11-01", "2025-10-31"),
]


@pytest.mark.parametrize(("code", "start", "end"), DHIS2)
def test_the_strings_of_dhis2_mean_their_days(code, start, end):
    period = Period.parse(code)
    assert (str(period.start), str(period.end), str(period)) == (start, end, code)


@pytest.mark.parametrize(
    "text", ["", "24", "2024Q5", "202413", "20240230", "2024S3", "2024W60", "2024Xyz", "2024-13-01"]
)
def test_anything_else_is_no_period(text):
    with pytest.raises(NotAPeriod):
        Period.parse(text)


@pytest.mark.parametrize("code", ["2022W53", "2023W53", "2024W53", "2023SunW53", "2024W0", "2024BiW28"])
def test_a_week_that_the_year_does_not_have_is_refused(code):
    with pytest.raises(NotAPeriod):
        Period.parse(code)


def test_a_year_of_fifty_three_weeks_has_its_last_one():
    assert str(Period.parse("2020W53").start) == "2020-12-28"


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2024", "2023"),
        ("2024Q1", "2023Q1"),
        ("202402", "202302"),
        ("2024M9", "2023M9"),
        ("2024-03-08", "2023-03-08"),
        ("2024-02-29", "2023-02-28"),
        ("20240229", "20230228"),
        ("2024S1", "2023S1"),
        ("2024W10", "2023W10"),
    ],
)
def test_the_same_period_of_last_year_is_the_same_stretch_of_the_calendar(code, before):
    assert str(Period.parse(code).same_last_year()) == before


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("202401", "202312"),
        ("2024Q1", "2023Q4"),
        ("2024S1", "2023S2"),
        ("20240301", "20240229"),
        ("2024W1", "2023W52"),
        ("2024April", "2023April"),
        ("202401B", "202306B"),
        ("2024", "2023"),
    ],
)
def test_the_period_before_has_the_same_form(code, before):
    assert str(Period.parse(code).before()) == before


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.sampled_from(list(PeriodKind)))
def test_the_period_of_a_day_holds_it_and_follows_the_one_before(day, kind):
    if kind in {PeriodKind.TWO_WEEKS, PeriodKind.NINE_MONTHS, PeriodKind.SPAN}:
        return
    period = Period.of(kind, day)
    assert day in period
    assert period.kind is kind
    if kind is not PeriodKind.YEAR_TO_DATE:
        assert (period.start - period.before().end).days == 1


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)))
def test_a_running_year_is_set_beside_as_much_of_the_last_one(day):
    this = Period.of(PeriodKind.YEAR, day).up_to(day)
    assert abs(this.days - this.same_last_year().days) <= 1


def test_labels_are_vietnamese():
    labels = [
        Period.parse(code).label
        for code in ("2024Q1", "2023M9", "2024-03-08", "2023S1", "202403", "2024NovQ1")
    ]
    assert labels == [
        "quý I/2024",
        "9 tháng năm 2023",
        "từ đầu năm đến ngày 08/3/2024",
        "6 tháng đầu năm 2023",
        "tháng 03/2024",
        "3 tháng từ 11/2023 đến 01/2024",
    ]


@pytest.mark.parametrize(
    "text", ["0001", "9999", "9998Q4", "0001-01-01", "9999W52", "00010101", "1799", "2200"]
)
def test_a_period_beyond_the_years_of_papers_is_none(text):
    with pytest.raises(NotAPeriod):
        Period.parse(text)


def test_the_first_year_has_one_before_it():
    assert Period.parse("1800").same_last_year().start.year == 1799
    assert Period.parse("180001").before(3).start.year == 1799


def test_the_days_of_a_report_are_a_period_too():
    span = Period.parse("20231215-20240114")
    assert (span.start, span.end, span.days) == (date(2023, 12, 15), date(2024, 1, 14), 31)
    assert span == Period.between(span.start, span.end) and span.kind is PeriodKind.SPAN
    assert span.label == "từ ngày 15/12/2023 đến ngày 14/01/2024"
    assert span.same_last_year().code == span.before().code == "20221215-20230114"
    assert Period.parse("20240201-20240229").same_last_year().code == "20230201-20230228"
    assert span.up_to(date(2024, 1, 1)) == span
    for text in ("20240114-20231215", "20220101-20240101", "20241301-20241401", "20240101-", "2024-20240101"):
        with pytest.raises(NotAPeriod):
            Period.parse(text)
