"""Every day of a stretch is covered once, by the longest spans that fit."""

from datetime import date, timedelta

import pytest

from tinhso.indicators.cells.spans import Span, stretches

DAYS = (date(2022, 1, 1), date(2022, 1, 2), date(2022, 12, 31), date(2023, 2, 28), date(2023, 3, 1))
ENDS = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2024, 3, 8), date(2022, 12, 31))


def days_of(stretch, day):
    """The days that cells of this stretch stand for, from `day` on where it has no beginning."""
    since = stretch.since or day
    while since < stretch.before:
        yield since
        since += timedelta(days=1)


@pytest.mark.parametrize("start", DAYS)
@pytest.mark.parametrize("end", ENDS)
def test_each_day_is_covered_once(start, end):
    found = sorted(day for part in stretches(start, end) for day in days_of(part, start))
    assert found == [start + timedelta(days=n) for n in range((end - start).days + 1)]


def test_whole_years_and_months_are_read_as_such():
    assert [(p.span, p.since, p.before) for p in stretches(date(2022, 11, 30), date(2024, 2, 1))] == [
        (Span.DAY, date(2022, 11, 30), date(2022, 12, 1)),
        (Span.MONTH, date(2022, 12, 1), date(2023, 1, 1)),
        (Span.YEAR, date(2023, 1, 1), date(2024, 1, 1)),
        (Span.MONTH, date(2024, 1, 1), date(2024, 2, 1)),
        (Span.DAY, date(2024, 2, 1), date(2024, 2, 2)),
    ]


def test_a_stock_is_read_from_its_beginning():
    assert [(p.span, p.since, p.before) for p in stretches(None, date(2024, 3, 8))] == [
        (Span.YEAR, None, date(2024, 1, 1)),
        (Span.MONTH, date(2024, 1, 1), date(2024, 3, 1)),
        (Span.DAY, date(2024, 3, 1), date(2024, 3, 9)),
    ]
