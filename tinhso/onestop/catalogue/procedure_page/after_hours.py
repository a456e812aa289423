"""Which one-stop desks receive in the evening or at the weekend, and which are open now, by their dated office calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.casework.public import has_office_hours, office_calendars
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.context import read_through
from tinhso.lib.legal_time.work_week import Slot
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.onestop.catalogue.places import bookable_desks

SATURDAY, DAY = 5, 86_400


@dataclass(frozen=True)
class DeskHours:
    """A desk with its hours of the evening and of the weekend in words, "" for none, and whether it is open at that moment."""

    desk: Agency
    evening: str
    weekend: str
    open_now: bool

    @property
    def is_beyond(self) -> bool:
        return bool(self.evening or self.weekend)


def desk_hours(desks: Iterable[Agency], now: datetime) -> list[DeskHours]:
    """In the order of the desks; few queries, however many there are."""
    here = now.astimezone(HANOI)
    rows, day = list(desks), here.date()
    if not rows:
        return []
    evening_from = time.fromisoformat(rule_or("onestop.evening_from", "17:30", on=day))
    calendars = office_calendars([desk.pk for desk in rows], day)
    return [_hours_of(desk, calendars[desk.pk], here, evening_from) for desk in rows]


def beyond_hours(now: datetime) -> list[DeskHours]:
    """The desks of the day that receive in the evening or at the weekend; read at most every few seconds."""
    day = now.astimezone(HANOI).date()
    return read_through(
        f"desks beyond office hours {day} {get_language()}",  # the hours are in words
        lambda: [one for one in desk_hours(_desks(day), now) if one.is_beyond],
    )


def _desks(day: date) -> list[Agency]:
    """None where nobody wrote hours: the usual ones have no evening and no weekend."""
    return bookable_desks(day) if has_office_hours(day) else []


def _hours_of(desk: Agency, calendar: WorkCalendar, here: datetime, evening_from: time) -> DeskHours:
    season = next(one for one in calendar.seasons if one.covers(here.date()))
    evenings = [
        (n, Slot(max(slot.opens, evening_from), slot.closes))
        for n, slots in enumerate(season.week[:SATURDAY])
        for slot in slots
        if slot.closes > evening_from
    ]
    weekend = [(n, slot) for n, slots in enumerate(season.week) if n >= SATURDAY for slot in slots]
    return DeskHours(desk, _words(evenings), _words(weekend), _is_open(calendar, here))


def _words(found: list[tuple[int, Slot]]) -> str:
    names = (
        *(_("thứ hai"), _("thứ ba"), _("thứ tư"), _("thứ năm")),
        *(_("thứ sáu"), _("thứ bảy"), _("chủ nhật")),
    )
    return ", ".join(f"{names[n]} {slot.opens:%H:%M}–{slot.closes:%H:%M}" for n, slot in found)


def _is_open(calendar: WorkCalendar, here: datetime) -> bool:
    """By the day itself, holidays and swapped days too."""
    seconds = here.hour * 3600 + here.minute * 60 + here.second
    start = (opens % DAY for opens, _closes in calendar.spans(here.date().toordinal()))
    ends = (closes % DAY or DAY for _opens, closes in calendar.spans(here.date().toordinal()))
    return any(first <= seconds < last for first, last in zip(start, ends, strict=True))
