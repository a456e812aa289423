"""What happens to the calendars by which deadlines are counted."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    """An administrator marked a day as off or worked, or took the mark away; without a calendar for all offices."""

    label: ClassVar[str] = "Sửa lịch làm việc"
    public: ClassVar[bool] = False
    calendar_id: int | None
    day: date
    mark: Code  # off, work, or none where the mark was taken away


@dataclass(frozen=True, kw_only=True)
class OfficeHoursSet(Event):
    """An administrator wrote the opening hours of an agency from that day on."""

    label: ClassVar[str] = "Ghi giờ làm việc"
    public: ClassVar[bool] = False
    calendar_id: int
    agency_id: int
    starts: date
