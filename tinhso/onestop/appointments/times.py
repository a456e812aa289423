"""At which times a one-stop desk may be visited by appointment, and how many wait there now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.kernel.law.public import rules_under
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Appointment, DeskCapacity

SECONDS_A_DAY = 86_400
PREFIX = "onestop.appointment_"


@dataclass(frozen=True)
class Limits:
    """The dated rules: minutes of a slot, seats of a desk without its own number, days ahead, open bookings a person."""

    minutes: int
    seats: int
    days: int
    each: int


def limits_on(day: date) -> Limits:
    """One query."""
    given = {key: value for key, (value, _source) in rules_under(PREFIX, on=day).items()}
    return Limits(
        minutes=given.get(f"{PREFIX}minutes", 30),
        seats=given.get(f"{PREFIX}seats", 4),
        days=given.get(f"{PREFIX}days", 14),
        each=given.get(f"{PREFIX}each", 2),
    )


@dataclass(frozen=True)
class Slot:
    """A time that can be booked, if `free` is above zero and it is not `past`."""

    starts_at: datetime
    seats: int
    booked: int
    past: bool

    @property
    def free(self) -> int:
        return max(0, self.seats - self.booked)


def starts_of(desk: Agency, day: date, minutes: int) -> list[datetime]:
    """When the slots of that day begin by the desk's opening hours; none on a day off. The last one ends before closing."""
    calendar = work_calendar(office_calendar_id(desk.pk, day))
    midnight, step = datetime.combine(day, time(), HANOI), minutes * 60
    found = []
    for opens, closes in calendar.spans(day.toordinal()):
        first, last = opens % SECONDS_A_DAY, closes - (opens - opens % SECONDS_A_DAY)
        found += [midnight + timedelta(seconds=s) for s in range(first, last - step + 1, step)]
    return found


def seats_of(desk: Agency, day: date, otherwise: int) -> int:
    row = DeskCapacity.objects.on(day).filter(desk=desk).values_list("seats", flat=True).first()
    return otherwise if row is None else row


def slots_of(desk: Agency, day: date, now: datetime, limits: Limits | None = None) -> list[Slot]:
    """The slots of a desk that day, the past ones too."""
    limits = limits or limits_on(day)
    seats = seats_of(desk, day, limits.seats)
    bookings = Counter(Appointment.objects.at(desk.pk, day).holding().values_list("starts_at", flat=True))
    return [
        Slot(at, seats, bookings[at], past=at <= now)
        for at in (starts_of(desk, day, limits.minutes) if seats else [])
    ]


def days_of(desk: Agency, today: date, days: int) -> list[date]:
    """The days from today on that the desk is there and open, within what may be booked ahead."""
    calendar = work_calendar(office_calendar_id(desk.pk, today))
    ahead = (today + timedelta(days=n) for n in range(days + 1))
    return [day for day in ahead if calendar.is_working_day(day) and desk.exists_on(day)]


def waiting_at(desk_ids: Iterable[int], day: date) -> dict[int, int]:
    """How many people wait at each of these desks now; desks where nobody waits are left out. One query."""
    found = Appointment.objects.filter(desk__in=list(desk_ids), day=day).waiting().order_by()
    return dict(found.values_list("desk").annotate(n=Count("pk")))
