"""Reception of citizens: schedules, days, and who came, as numbers. No event leads from an account to a visit: they are the system's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ReceptionsLoaded(Event):
    """The schedules of the province's pack were brought in line."""

    created: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ReceptionScheduleSet(Event):
    """From a day on a post of an agency receives citizens by this schedule."""

    schedule_id: int
    agency_id: int
    starts: date
    seats: int


@dataclass(frozen=True, kw_only=True)
class ReceptionDayChanged(Event):
    """A day was moved, called off, or is another post's; whoever booked is told."""

    day_id: int
    agency_id: int
    change: Code  # moved, cancelled, deputy, opened
    on: date


@dataclass(frozen=True, kw_only=True)
class ReceptionDayClosed(Event):
    """A day is over: its post received in person, or another did. How many denunciations there were is in no event."""

    day_id: int
    agency_id: int
    by_post: Code  # leader, deputy


@dataclass(frozen=True, kw_only=True)
class ReceptionBooked(Event):
    """A citizen booked a time of a reception; written as the system's, who it was is in no event."""

    label: ClassVar[str] = "Đăng ký gặp tại buổi tiếp công dân"
    visit_id: int
    day_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReceptionBookingMoved(Event):
    """A booking is for another time now."""

    visit_id: int
    day_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReceptionBookingCancelled(Event):
    """A booked time is free again; `by_desk` where the agency gave it up, and then the citizen is told."""

    visit_id: int
    day_id: int
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class ReceptionVisitorNumbered(Event):
    """Somebody is at the door and has a number of the reception, by a booking or without."""

    visit_id: int
    day_id: int
    number: int
    walk_in: bool


@dataclass(frozen=True, kw_only=True)
class ReceptionVisitorReceived(Event):
    """A citizen was received; the outcome is a state."""

    visit_id: int
    day_id: int
    outcome: Code  # explained, guided, complaint, feedback


@dataclass(frozen=True, kw_only=True)
class ReceptionVisitorMissed(Event):
    """Whoever booked did not come, or left before being received."""

    visit_id: int
    day_id: int
