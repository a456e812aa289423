"""Years whose figures are fixed: whoever fixes them says so by the slot `YearLock`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.slots import all_of


@dataclass(frozen=True)
class YearLock:
    """Slot: whether the figures of a year are issued, so that none of its cases may end at another moment. One query."""

    is_closed: Callable[[int], bool]


class YearClosed(ValueError):
    """The report of that year is issued: when a case of it ended stands."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def check_years_open(*moments: datetime) -> None:
    """YearClosed for the first of these moments that lies in a closed year."""
    for year in sorted({moment.astimezone(HANOI).year for moment in moments}):
        if any(lock.is_closed(year) for lock in all_of(YearLock)):
            raise YearClosed(year)
