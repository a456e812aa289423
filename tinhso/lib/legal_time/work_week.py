"""When an office is open: slots of a weekday, in one or more seasons of the year; read from and written as JSON."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class InvalidSlots(ValueError):
    """These opening hours cannot be; the message is for the screen."""


@dataclass(frozen=True)
class Slot:
    """Open from `opens` up to `closes`, on one day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise InvalidSlots(f"Giờ mở {self.opens:%H:%M} phải trước giờ đóng {self.closes:%H:%M}.")


Week = tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True)
class Season:
    """The week's hours from `first` to `last` of every year, each (month, day) inclusive; may wrap the new year."""

    first: tuple[int, int]
    last: tuple[int, int]
    week: Week

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEKDAYS):
            raise InvalidSlots("Tuần làm việc phải có đủ bảy ngày.")
        if not any(self.week):
            raise InvalidSlots("Tuần làm việc phải có ít nhất một buổi mở cửa.")
        for slots in self.week:
            if any(a.closes > b.opens for a, b in zip(slots, slots[1:], strict=False)):
                raise InvalidSlots("Các buổi trong ngày phải theo thứ tự và không được chồng nhau.")

    def covers(self, day: date) -> bool:
        key = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= key <= self.last
        return key >= self.first or key <= self.last

    def usual(self) -> tuple[Slot, ...]:
        """The slots of the first open weekday: those of a swapped Saturday too."""
        return next(slots for slots in self.week if slots)


def week(*slots: str, days: str = "mon-fri") -> Week:
    """`week("07:30-11:30", "13:00-17:00")`: the same slots on each of `days`."""
    first, _, last = days.partition("-")
    span = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    day = tuple(_slot(s.split("-")) for s in slots)
    return tuple(day if i in span else () for i in range(7))


def seasons_from_json(data: Any) -> tuple[Season, ...]:
    """`[{"from": "04-16", "to": "10-15", "week": {"mon": [["07:00", "11:30"], …], …}}, …]`; InvalidSlots."""
    try:
        seasons = tuple(Season(_month_day(s["from"]), _month_day(s["to"]), _week(s["week"])) for s in data)
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidSlots("Giờ làm việc phải là danh sách các mùa có from, to và week.") from error
    check_whole_year(seasons)
    return seasons


def seasons_to_json(seasons: tuple[Season, ...]) -> list[dict[str, Any]]:
    """What `seasons_from_json` reads back."""
    return [
        {
            "from": "{:02d}-{:02d}".format(*season.first),
            "to": "{:02d}-{:02d}".format(*season.last),
            "week": {
                name: [[f"{s.opens:%H:%M}", f"{s.closes:%H:%M}"] for s in slots]
                for name, slots in zip(WEEKDAYS, season.week, strict=True)
                if slots
            },
        }
        for season in seasons
    ]


def check_whole_year(seasons: tuple[Season, ...]) -> None:
    """InvalidSlots unless every day of a leap year lies in exactly one season."""
    for n in range(366):
        day = date(2024, 1, 1) + timedelta(days=n)
        if sum(season.covers(day) for season in seasons) != 1:
            raise InvalidSlots(f"Ngày {day:%d/%m} phải thuộc đúng một mùa giờ làm việc.")


def _slot(words: Any) -> Slot:
    try:
        opens, closes = (time.fromisoformat(word) for word in words)
    except ValueError as error:
        raise InvalidSlots("Mỗi buổi ghi giờ mở và giờ đóng, ví dụ 07:30 và 11:30.") from error
    return Slot(opens, closes)


def _week(data: Any) -> Week:
    if unknown := set(data) - set(WEEKDAYS):
        raise InvalidSlots(f"Không có ngày trong tuần tên {sorted(unknown)[0]}.")
    return tuple(tuple(_slot(s) for s in data.get(name, [])) for name in WEEKDAYS)


def _month_day(text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2024-{text}")
    except ValueError as error:
        raise InvalidSlots(f"Ngày đầu, cuối mùa ghi tháng-ngày, ví dụ 04-16, không phải {text}.") from error
    return day.month, day.day


# 40 hours in five days (QĐ 188/1999/QĐ-TTg); the hours themselves are the province's to say.
OFFICE_WEEK = week("07:30-11:30", "13:00-17:00")
OFFICE_YEAR = (Season((1, 1), (12, 31), OFFICE_WEEK),)
