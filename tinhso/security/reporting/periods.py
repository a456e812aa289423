"""A month or a year, and the one before it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from tinhso.lib.dates import HANOI

FIRST_YEAR = 2020


@dataclass(frozen=True)
class Period:
    """A month of a year; the whole year where `month` is 0."""

    year: int
    month: int = 0

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def end(self) -> date:
        """The day after the last one."""
        if self.month in (0, 12):
            return date(self.year + 1, 1, 1)
        return date(self.year, self.month + 1, 1)

    @property
    def former(self) -> "Period":
        if not self.month:
            return Period(self.year - 1)
        return Period(self.year - 1, 12) if self.month == 1 else Period(self.year, self.month - 1)

    def span(self, today: date) -> "Span":
        """Up to today where the period is not over: what comes later is not known."""
        return Span(self.first, min(self.end, max(self.first, date.fromordinal(today.toordinal() + 1))))

    def __str__(self) -> str:
        return f"{self.year}" if not self.month else f"{self.year}-{self.month:02}"

    @property
    def words(self) -> str:
        if not self.month:
            return _("năm %(year)s") % {"year": self.year}
        return _("tháng %(month)s/%(year)s") % {"month": self.month, "year": self.year}


@dataclass(frozen=True)
class Span:
    """From the beginning of `first` to the beginning of `end`, by the clock of Hà Nội."""

    first: date
    end: date

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), HANOI)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.end, time(), HANOI)

    @property
    def months(self) -> list[int]:
        """Of its year: a span lies in one."""
        return list(range(self.first.month, self.last.month + 1)) if self.first < self.end else []

    @property
    def last(self) -> date:
        return date.fromordinal(self.end.toordinal() - 1)
