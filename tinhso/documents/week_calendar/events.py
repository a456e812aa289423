"""What happens to the weekly calendars of agencies. Subjects, places and reasons stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class CalendarEntryWritten(Event):
    """A line was drafted for a leader's day; its agency's officers see it once the week is approved."""

    entry_id: int
    agency_id: int
    day: date


@dataclass(frozen=True, kw_only=True)
class CalendarEntryCancelled(Event):
    """A line does not hold any longer; its row says why."""

    entry_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class CalendarWeekApproved(Event):
    """A head approved what was drafted for the week that begins on `monday`: so many lines."""

    agency_id: int
    monday: date
    entries: int
