"""Working time of an office: which days it works, when it opens, how much working time lies between two instants.

Instants are aware and read to the whole second in Vietnamese time (which knows no summer time). Days off and extra
working days are marks; a mark always wins over the week.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.work_week import OFFICE_YEAR, Season, check_whole_year

DAY = 86_400
CUTOFF = time(15)  # NĐ 61/2018 Đ18: received after 15:00 is passed on at the start of the next working day
_LONGEST_CLOSURE = 3_660  # days

_FIRST_MIDNIGHT = datetime(1, 1, 1, tzinfo=HANOI)  # of day 1, as `date.toordinal` counts

Span = tuple[int, int]  # half-open, in seconds of local time since day 0 of the calendar


class NoWorkingDay(LookupError):
    """The office does not open again within ten years: its calendar is wrong."""


@dataclass(frozen=True)
class DayMark:
    """One day that is not as its weekday: off, or worked (a swapped Saturday)."""

    day: date
    works: bool
    name: str
    source: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Opening hours by season and weekday, and the marked days. Of two marks of one day the last wins."""

    seasons: tuple[Season, ...] = OFFICE_YEAR
    marks: tuple[DayMark, ...] = ()
    cutoff: time | None = CUTOFF
    name: str = ""
    _marked: dict[int, DayMark] = field(init=False, repr=False, compare=False)
    _spans: dict[int, tuple[Span, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _wholes: dict[int, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        check_whole_year(self.seasons)
        object.__setattr__(self, "_marked", {m.day.toordinal(): m for m in self.marks})

    def mark(self, day: date) -> DayMark | None:
        return self._marked.get(day.toordinal())

    def is_working_day(self, day: date) -> bool:
        return bool(self.spans(day.toordinal()))

    def spans(self, ordinal: int) -> tuple[Span, ...]:
        """The open spans of that day; kept, because they follow from frozen fields alone."""
        known = self._spans.get(ordinal)
        if known is None:
            known = self._spans[ordinal] = self._open_spans(ordinal)
        return known

    def _open_spans(self, ordinal: int) -> tuple[Span, ...]:
        day = date.fromordinal(ordinal)
        season = next(s for s in self.seasons if s.covers(day))
        slots = season.week[day.weekday()]
        mark = self._marked.get(ordinal)
        if mark is not None:
            slots = (slots or season.usual()) if mark.works else ()
        midnight = ordinal * DAY
        return tuple((midnight + _of_day(s.opens), midnight + _of_day(s.closes)) for s in slots)

    def day_seconds(self, day: date) -> int:
        """How many seconds the office is open on that day."""
        return self._whole(day.toordinal())

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.working_day_from(day + timedelta(days=1))

    def working_day_from(self, day: date) -> date:
        """`day` itself if it is worked, else the next working day."""
        first = day.toordinal()
        for ordinal in range(first, first + _LONGEST_CLOSURE):
            if self.spans(ordinal):
                return date.fromordinal(ordinal)
        raise NoWorkingDay(f"{self.name} sau ngày {day:%d/%m/%Y}")

    def opening(self, day: date) -> datetime:
        """When the office opens on that working day."""
        return from_seconds(self.spans(day.toordinal())[0][0])

    def closing(self, day: date) -> datetime:
        """The end of that working day."""
        return from_seconds(self.spans(day.toordinal())[-1][1])

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself while the office is open, else the moment at which it opens next."""
        now = to_seconds(at)
        day = at.astimezone(HANOI).date()
        while True:
            day = self.working_day_from(day)
            for start, end in self.spans(day.toordinal()):
                if now < end:
                    return from_seconds(max(now, start))
            day += timedelta(days=1)

    def working_seconds(self, start: datetime, end: datetime) -> int:
        """Seconds of working time in `[start, end)`; 0 when end is not after start."""
        return self.seconds_in(to_seconds(start), to_seconds(end))

    def seconds_in(self, start: int, end: int) -> int:
        if end <= start:
            return 0
        first, last = start // DAY, end // DAY
        total = sum(map(self._whole, range(first, last)))
        for opens, closes in self.spans(first):  # what of the first day lies before the start
            if opens < start:
                total -= min(closes, start) - opens
        for opens, closes in self.spans(last):
            if opens < end:
                total += min(closes, end) - opens
        return total

    def _whole(self, ordinal: int) -> int:
        """How many seconds the office is open on that day; kept as its spans are."""
        known = self._wholes.get(ordinal)
        if known is None:
            known = self._wholes[ordinal] = sum(end - start for start, end in self.spans(ordinal))
        return known

    def add_working_seconds(self, at: datetime, seconds: int) -> datetime:
        """The earliest moment by which `seconds` of working time have passed since `at`; `at` itself for 0."""
        return from_seconds(self.after(to_seconds(at), seconds)) if seconds > 0 else at

    def after(self, start: int, seconds: int) -> int:
        left = seconds
        ordinal = start // DAY
        closed = 0
        while closed < _LONGEST_CLOSURE:
            whole = self._whole(ordinal)
            closed = 0 if whole else closed + 1
            if whole < left and ordinal * DAY >= start:
                left -= whole
                ordinal += 1
                continue
            for opens, closes in self.spans(ordinal):
                begin = max(opens, start)
                if closes - begin >= left:
                    return begin + left
                left -= max(0, closes - begin)
            ordinal += 1
        raise NoWorkingDay(self.name)

    def counted_from(self, received_at: datetime, cutoff: time | None = None) -> datetime:
        """The moment as of which a receipt counts.

        Up to and including the cutoff (15:00:00) of a working day it is the receipt itself. Later (15:00:01), or on
        a day off, it is the opening of the next working day. Without a cutoff the end of the working day is one.
        """
        local = received_at.astimezone(HANOI).replace(microsecond=0)
        day = local.date()
        if not self.is_working_day(day):
            return self.opening(self.next_working_day(day))
        latest = self.closing(day) if cutoff is None else datetime.combine(day, cutoff, HANOI)
        return local if local <= latest else self.opening(self.next_working_day(day))


def to_seconds(at: datetime) -> int:
    """Local seconds since day 0; the part of a second is dropped. ValueError for a naive moment."""
    if at.tzinfo is None:
        raise ValueError("a legal moment needs its time zone")
    local = at if at.tzinfo is HANOI else at.astimezone(HANOI)
    return local.toordinal() * DAY + local.hour * 3600 + local.minute * 60 + local.second


def from_seconds(seconds: int) -> datetime:
    return _FIRST_MIDNIGHT + timedelta(seconds=seconds - DAY)


def _of_day(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
