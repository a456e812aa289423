"""Periods of statistics as one ISO-like string: day, week, month, quarter, half year, nine months, year, year to date.

The strings are DHIS2's (`202403`, `2024Q1`, `2024S1`, `2024`, `20240308`, `2024W10`, `2024April`, …) and three of our
own: `2024M9` is nine months from the first of January, `2024-03-08` is the year up to that day, `20231215-20240114` the
days of a report that does not follow the calendar. The kind follows from the string alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from tinhso.lib.dates import in_reach, vn_date_formal


class PeriodKind(StrEnum):
    """What a period is; the values are words of addresses and definitions."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"
    SPAN = "span"


class NotAPeriod(ValueError):
    """The string names no period."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
MONTHS |= {"January": 1, "Sept": 9, "September": 9, "October": 10, "November": 11}
WEEKDAYS = {"": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
LONGEST_SPAN = 397  # days: a year that begins in the month before
WORDS = {PeriodKind.HALF: ("6 tháng đầu năm", "6 tháng cuối năm")}


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included; compared by its days.

    `code` is the string it was read from and is printed as. NotAPeriod for anything else.
    """

    start: date
    end: date
    kind: PeriodKind
    code: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """What somebody asks for: of a year that papers and people are of, so that the year before is one too."""
        found = cls._read(text)
        if not (in_reach(found.start) and in_reach(found.end)):
            raise NotAPeriod(text)
        return found

    @classmethod
    def _read(cls, text: str) -> Self:
        for pattern, read in FORMS:
            if found := pattern.fullmatch(text):
                try:
                    start, end, kind = read(*found.groups())
                except (ValueError, KeyError, OverflowError) as error:
                    raise NotAPeriod(text) from error
                return cls(start, end, kind, text)
        raise NotAPeriod(text)

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> Self:
        """The period of our own kinds that holds this day; a year to date ends on it."""
        return cls.parse(CODES[kind](day))

    @classmethod
    def between(cls, start: date, end: date) -> Self:
        """The days from one to another, of a year and a month at most. NotAPeriod."""
        return cls._read(f"{start:%Y%m%d}-{end:%Y%m%d}")

    def __str__(self) -> str:
        return self.code

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def same_last_year(self) -> "Period":
        """The same stretch of the calendar a year earlier: a part of a year is never set beside a whole one."""
        if self.kind in BY_WEEKS:
            return self.before(52 // BY_WEEKS[self.kind])
        if self.kind is PeriodKind.YEAR_TO_DATE:
            return Period._read(a_year_before(self.end).isoformat())
        if self.kind is PeriodKind.SPAN:
            return Period.between(a_year_before(self.start), a_year_before(self.end))
        return Period._read(
            re.sub(r"^\d{4}", lambda found: f"{int(found[0]) - 1:04}", _no_leap_day(self.code))
        )

    def before(self, steps: int = 1) -> "Period":
        """The period of the same kind so many steps earlier (a year to date: the same day of earlier years)."""
        found = self
        for _ in range(steps):
            found = found._previous()
        return found

    def _previous(self) -> "Period":
        if self.kind in {PeriodKind.YEAR_TO_DATE, PeriodKind.NINE_MONTHS, PeriodKind.SPAN}:
            return self.same_last_year()
        return _sibling(self, self.start - timedelta(days=1))

    def up_to(self, day: date) -> "Period":
        """This period cut at a day that has not passed yet; only what begins with the year can be cut."""
        if self.end <= day or self.start.replace(month=1, day=1) != self.start:
            return self
        return Period.parse(day.isoformat())

    def holds(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def label(self) -> str:
        """In Vietnamese: "quý I/2024", "9 tháng năm 2023", "từ đầu năm đến ngày 08/3/2024"."""
        return LABELS[self.kind](self)


BY_WEEKS = {PeriodKind.WEEK: 1, PeriodKind.TWO_WEEKS: 2}
Span = tuple[date, date, PeriodKind]


def a_year_before(day: date) -> date:
    """The same day of the year before; 29/02 becomes 28/02."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _no_leap_day(code: str) -> str:
    return code[:4] + "0228" if re.fullmatch(r"\d{4}0229", code) else code


def months(year: int, first: int, count: int, kind: PeriodKind) -> Span:
    """A span of whole months; `first` may lie outside 1 to 12 and then counts on into other years."""
    begin = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    after = first + count
    end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return begin, end, kind


def weeks(year: str, weekday: str, number: str, length: int, kind: PeriodKind) -> Span:
    """Weeks as ISO 8601 counts them, begun on another weekday where the string says so."""
    count = int(number)
    # The week with the fourth of January is the first one, whatever day weeks begin on.
    fourth = date(int(year), 1, 4)
    first = fourth - timedelta(days=(fourth.weekday() - WEEKDAYS[weekday]) % 7)
    begin = first + timedelta(weeks=(count - 1) * length)
    # A week that holds the next fourth of January is the first of the next year.
    if not 1 <= count <= 53 // length + (length > 1) or (
        length == 1 and count == 53 and (begin + timedelta(days=3)).year > int(year)
    ):
        raise ValueError(number)
    return begin, begin + timedelta(days=7 * length - 1), kind


def _limited(number: str, most: int) -> int:
    if not 1 <= int(number) <= most:
        raise ValueError(number)
    return int(number)


def _shifted(year: str, month: str) -> tuple[int, int]:
    """Where a year that begins in another month starts; from September on it is named after the year that it ends in."""
    first = MONTHS[month]
    return (int(year) - 1 if first >= 9 else int(year)), first


def _financial(year: str, month: str) -> Span:
    return months(int(year), MONTHS[month], 12, PeriodKind.YEAR)


def _shifted_half(year: str, month: str, number: str) -> Span:
    begin, first = _shifted(year, month)
    return months(begin, first + 6 * (_limited(number, 2) - 1), 6, PeriodKind.HALF)


def _shifted_quarter(year: str, month: str, number: str) -> Span:
    begin, first = _shifted(year, month)
    return months(begin, first + 3 * (_limited(number, 4) - 1), 3, PeriodKind.QUARTER)


def _day(year: str, month: str, day: str) -> Span:
    found = date(int(year), int(month), int(day))
    return found, found, PeriodKind.DAY


def _span(start: str, end: str) -> Span:
    first, last = (date(int(text[:4]), int(text[4:6]), int(text[6:])) for text in (start, end))
    if not 0 <= (last - first).days < LONGEST_SPAN:
        raise ValueError(start)
    return first, last, PeriodKind.SPAN


def _to_date(year: str, month: str, day: str) -> Span:
    return date(int(year), 1, 1), date(int(year), int(month), int(day)), PeriodKind.YEAR_TO_DATE


FORMS: list[tuple[re.Pattern[str], Callable[..., Span]]] = [
    (re.compile(r"(\d{4})"), lambda y: months(int(y), 1, 12, PeriodKind.YEAR)),
    (re.compile(r"(\d{4})Q(\d)"), lambda y, n: months(int(y), 3 * _limited(n, 4) - 2, 3, PeriodKind.QUARTER)),
    (re.compile(r"(\d{4})S(\d)"), lambda y, n: months(int(y), 6 * _limited(n, 2) - 5, 6, PeriodKind.HALF)),
    (re.compile(r"(\d{4})M9"), lambda y: months(int(y), 1, 9, PeriodKind.NINE_MONTHS)),
    (
        re.compile(r"(\d{4})(\d\d)B"),
        lambda y, n: months(int(y), 2 * _limited(n, 6) - 1, 2, PeriodKind.TWO_MONTHS),
    ),
    (re.compile(r"(\d{4})(\d\d)"), lambda y, n: months(int(y), _limited(n, 12), 1, PeriodKind.MONTH)),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), _day),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), _to_date),
    (re.compile(r"(\d{8})-(\d{8})"), _span),
    (
        re.compile(r"(\d{4})(Tue|Wed|Thu|Fri|Sat|Sun|)W(\d{1,2})"),
        lambda y, d, n: weeks(y, d, n, 1, PeriodKind.WEEK),
    ),
    (re.compile(r"(\d{4})BiW(\d{1,2})"), lambda y, n: weeks(y, "", n, 2, PeriodKind.TWO_WEEKS)),
    (re.compile(r"(\d{4})([A-Z][a-z]+)"), _financial),
    (re.compile(r"(\d{4})([A-Z][a-z]+)S(\d)"), _shifted_half),
    (re.compile(r"(\d{4})([A-Z][a-z]+)Q(\d)"), _shifted_quarter),
]


def _iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}W{week}"


CODES: dict[PeriodKind, Callable[[date], str]] = {
    PeriodKind.DAY: lambda d: f"{d:%Y%m%d}",
    PeriodKind.WEEK: _iso_week,
    PeriodKind.MONTH: lambda d: f"{d:%Y%m}",
    PeriodKind.TWO_MONTHS: lambda d: f"{d:%Y}{(d.month + 1) // 2:02}B",
    PeriodKind.QUARTER: lambda d: f"{d:%Y}Q{(d.month + 2) // 3}",
    PeriodKind.HALF: lambda d: f"{d:%Y}S{1 if d.month < 7 else 2}",
    PeriodKind.NINE_MONTHS: lambda d: f"{d:%Y}M9",
    PeriodKind.YEAR: lambda d: f"{d:%Y}",
    PeriodKind.YEAR_TO_DATE: lambda d: d.isoformat(),
}


def _sibling(period: Period, day: date) -> Period:
    """The period written in the same form that ends on this day."""
    for year in (day.year + 1, day.year, day.year - 1):
        for tail in _tails(period.code):
            try:
                found = Period._read(f"{year:04}{tail}")  # noqa: SLF001 (beside it)
            except NotAPeriod:
                continue
            if found.kind is period.kind and found.end == day:
                return found
    raise NotAPeriod(period.code)


def _tails(code: str) -> list[str]:
    """All strings that may follow the year in the form of this code."""
    if re.fullmatch(r"\d{8}", code):
        return [f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 32)]
    if re.fullmatch(r"\d{6}B?", code):
        return [f"{n:02}{code[6:]}" for n in range(1, 13)]
    stem = re.sub(r"\d+$", "", code[4:])
    return [stem] if code[4:] == stem else [f"{stem}{n}" for n in range(1, 54)]


ROMAN = ("I", "II", "III", "IV")
LABELS: dict[PeriodKind, Callable[[Period], str]] = {
    PeriodKind.DAY: lambda p: f"ngày {vn_date_formal(p.start)}",
    PeriodKind.WEEK: lambda p: f"tuần từ {p.start:%d/%m} đến {p.end:%d/%m/%Y}",
    PeriodKind.TWO_WEEKS: lambda p: f"hai tuần từ {p.start:%d/%m} đến {p.end:%d/%m/%Y}",
    PeriodKind.MONTH: lambda p: f"tháng {p.start:%m/%Y}",
    PeriodKind.TWO_MONTHS: lambda p: f"tháng {p.start:%m} và {p.end:%m/%Y}",
    PeriodKind.QUARTER: lambda p: _in_months(p, f"quý {ROMAN[(p.start.month - 1) // 3]}/{p.start:%Y}", 3),
    PeriodKind.HALF: lambda p: _in_months(
        p, f"6 tháng {'đầu' if p.start.month < 7 else 'cuối'} năm {p.start:%Y}", 6
    ),
    PeriodKind.NINE_MONTHS: lambda p: f"9 tháng năm {p.start:%Y}",
    PeriodKind.YEAR: lambda p: _in_months(p, f"năm {p.start:%Y}", 12),
    PeriodKind.YEAR_TO_DATE: lambda p: f"từ đầu năm đến ngày {vn_date_formal(p.end)}",
    PeriodKind.SPAN: lambda p: f"từ ngày {vn_date_formal(p.start)} đến ngày {vn_date_formal(p.end)}",
}


def _in_months(period: Period, name: str, length: int) -> str:
    """The usual name, or the first and last month where the period does not begin where the calendar's does."""
    if (period.start.month - 1) % length == 0:
        return name
    return f"{length} tháng từ {period.start:%m/%Y} đến {period.end:%m/%Y}"
