"""Coming to a one-stop desk at a time: booked, come, called, not come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(Event):
    """A person booked a time at a one-stop desk."""

    label: ClassVar[str] = "Đặt lịch hẹn tại quầy"
    appointment_id: int
    desk_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentCancelled(Event):
    """A booked time is free again; `by_desk` where the desk could not keep it, and then the person is told."""

    label: ClassVar[str] = "Huỷ lịch hẹn tại quầy"
    appointment_id: int
    desk_id: int
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class AppointmentMoved(Event):
    """A booking is for the successor of a desk that ends, at the same time; the person is told."""

    label: ClassVar[str] = "Chuyển lịch hẹn sang quầy kế tiếp"
    appointment_id: int
    from_desk_id: int
    desk_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class VisitorNumbered(Event):
    """Somebody is at the door and has a number of the day, by a booking or without."""

    label: ClassVar[str] = "Lấy số tại quầy"
    appointment_id: int
    desk_id: int
    number: int
    walk_in: bool


@dataclass(frozen=True, kw_only=True)
class VisitorCalled(Event):
    """Whoever waited was called to the counter."""

    label: ClassVar[str] = "Gọi vào quầy"
    appointment_id: int
    desk_id: int


@dataclass(frozen=True, kw_only=True)
class AppointmentMissed(Event):
    """Whoever booked did not come, or left before being called."""

    label: ClassVar[str] = "Không đến theo lịch hẹn"
    appointment_id: int
    desk_id: int


@dataclass(frozen=True, kw_only=True)
class DeskCapacitySet(Event):
    """How many people may book each half hour at a desk, from a day on."""

    label: ClassVar[str] = "Đặt số chỗ hẹn mỗi khung giờ"
    desk_id: int
    seats: int
    starts: date
