"""Which days a schedule has, which slots a day has, and the dated rules of booking."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.citizen.models import ReceptionDay, ReceptionSchedule, ReceptionVisit
from tinhso.kernel.law.public import rules_under
from tinhso.kernel.site.clock import HANOI

PREFIX = "reception."
LOOKED_BACK = 31
"""Days before the first one: what a long holiday moves may be regular before it."""


@dataclass(frozen=True)
class ReceptionLimits:
    """The dated rules: minutes of a slot, days planned ahead, open bookings a person, hours of the reminder, days a contact stays."""

    minutes: int
    ahead: int
    each: int
    remind_hours: int
    contact_days: int


def reception_limits(day: date) -> ReceptionLimits:
    """One query."""
    found = {key: value for key, (value, _source) in rules_under(PREFIX, on=day).items()}
    return ReceptionLimits(
        minutes=found.get(f"{PREFIX}slot_minutes", 30),
        ahead=found.get(f"{PREFIX}days_ahead", 45),
        each=found.get(f"{PREFIX}each", 2),
        remind_hours=found.get(f"{PREFIX}remind_hours", 24),
        contact_days=found.get(f"{PREFIX}contact_days", 30),
    )


@dataclass(frozen=True)
class ReceptionSlot:
    starts_at: datetime
    free: int
    past: bool


def spans_of(hours: str) -> list[tuple[time, time]]:
    """ "08:00-11:30,13:30-16:30" as pairs."""
    pairs = (span.split("-") for span in hours.split(","))
    return [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs]


def hour_words(hours: str) -> str:
    return hours.replace("-", "–").replace(",", ", ")


def rhythm_of(schedule: ReceptionSchedule) -> str:
    """Its days in words."""
    if schedule.is_daily:
        return _("mọi ngày làm việc")
    names = (
        *(_("thứ hai"), _("thứ ba"), _("thứ tư"), _("thứ năm")),
        *(_("thứ sáu"), _("thứ bảy"), _("chủ nhật")),
    )
    weekly = [_("%(day)s hằng tuần") % {"day": names[n]} for n in schedule.weekdays]
    days = ", ".join(str(n) for n in schedule.month_days)
    return ", ".join([*weekly, *([_("ngày %(day)s hằng tháng") % {"day": days}] if days else [])])


def regular_days(schedule: ReceptionSchedule, first: date, until: date) -> Iterator[tuple[date, date]]:
    """(the day by the schedule, the working day on which it then is) for what is between `first` and `until`, each day once."""
    if schedule.is_daily:
        return
    calendar, used = work_calendar(office_calendar_id(schedule.agency_id, first)), set()
    for n in range(-LOOKED_BACK, (until - first).days + 1):
        regular = first + timedelta(days=n)
        if not _is_regular(schedule, regular):
            continue
        day = calendar.working_day_from(regular)
        if first <= day <= until and day not in used and _exists_on(schedule, day):
            used.add(day)
            yield regular, day


def _is_regular(schedule: ReceptionSchedule, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    return day.weekday() in schedule.weekdays or day.day in {min(n, last) for n in schedule.month_days}


def _exists_on(schedule: ReceptionSchedule, day: date) -> bool:
    valid = schedule.valid
    return bool(
        valid.lower <= day and (valid.upper is None or day < valid.upper) and schedule.agency.exists_on(day)
    )


def starts_on(day: ReceptionDay, minutes: int) -> list[datetime]:
    """When its slots begin; the last one ends before the close."""
    step, found = timedelta(minutes=minutes), []
    for opens, closes in spans_of(day.schedule.hours):
        at, end = datetime.combine(day.day, opens, HANOI), datetime.combine(day.day, closes, HANOI)
        while at + step <= end:
            found.append(at)
            at += step
    return found


def slots_on(day: ReceptionDay, now: datetime, minutes: int) -> list[ReceptionSlot]:
    """The slots that can be booked, the full ones too, none once the agency has ended; one query."""
    if not day.schedule.is_bookable or day.state != ReceptionDay.State.PLANNED:
        return []
    if not day.schedule.agency.exists_on(day.day):
        return []
    seated = ReceptionVisit.objects.filter(day=day).seated().values_list("starts_at", flat=True)
    booked = Counter(seated)
    return [
        ReceptionSlot(at, max(0, day.schedule.seats - booked[at]), past=at <= now)
        for at in starts_on(day, minutes)
    ]
