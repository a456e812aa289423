"""The clock of one case: when it must be settled, what has been used up, whether it was in time.

The budget is a `TimeLimit`; everything else follows from what happened: the receipt, pauses, restarts, a new
appointment. Nothing is stored that can be derived.

* Hours run from the moment itself (BLDS 2015 Đ147.1). Days and months run from the day after the receipt
  (Đ147.2), where a receipt after the cutoff or on a day off counts as one of the next working day.
* A period of days ends with the working day, here the end of office hours; an end on a day off moves to the end
  of the next working day (Đ148.5).
* While a pause is open the due date is open too. A pause of an hour or working-day clock gives back the working
  time it took, in parts of each day; one of a day or month clock gives back whole days, those between the date
  of its start and the date of its end.
* Under `Effect.RESTART` a supplement lets the whole time begin again when the complete dossier is received
  (NĐ 61/2018 Đ19.4); under `Effect.PAUSE` its waiting is a pause like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.time_limit import Counting, TimeLimit, Unit
from tinhso.lib.legal_time.working_time import CUTOFF, Span, WorkCalendar, from_seconds, to_seconds


class Effect(StrEnum):
    """What a supplement does to the time."""

    RESTART = "restart"  # 2023/24: tính lại từ ngày nhận đủ hồ sơ
    PAUSE = "pause"  # 2025/26: thời gian chờ không tính


class PauseReason(StrEnum):
    """Why the time stands still; all but the supplement only where the procedure's own law says so."""

    SUPPLEMENT = "BO_SUNG"
    FINANCIAL_DUTY = "NGHIA_VU_TAI_CHINH"
    OPINION = "LAY_Y_KIEN"
    POSTING = "NIEM_YET"
    ASSESSMENT = "GIAM_DINH"

    @property
    def words(self) -> str:
        return _PAUSE_WORDS[self]


_PAUSE_WORDS = {
    PauseReason.SUPPLEMENT: "chờ bổ sung, hoàn thiện hồ sơ",
    PauseReason.FINANCIAL_DUTY: "chờ thực hiện nghĩa vụ tài chính",
    PauseReason.OPINION: "chờ lấy ý kiến",
    PauseReason.POSTING: "niêm yết công khai",
    PauseReason.ASSESSMENT: "chờ giám định",
}


class Timeliness(StrEnum):
    """How a settled case stands to its due date; the published on-time rate counts the first two."""

    EARLY = "early"  # before the due day
    ON_TIME = "on_time"  # on the due day, up to and including the due moment
    LATE = "late"


class InvalidClock(ValueError):
    """These pauses cannot belong to one clock."""


@dataclass(frozen=True)
class Pause:
    """The time stands still in `[started_at, ended_at)`; an open one has no end."""

    reason: PauseReason
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Reappointment:
    """The one new date given with an apology (form 04): said at `made_at`."""

    made_at: datetime
    due: datetime


@dataclass(frozen=True)
class TakenOver:
    """The date that a former system had promised by `at`, kept as it stood there; waits from `at` on move it."""

    at: datetime
    due: datetime


@dataclass(frozen=True)
class Clock:
    limit: TimeLimit
    started_at: datetime  # the legal receipt
    calendar: WorkCalendar
    cutoff: time | None = CUTOFF
    effect: Effect = Effect.PAUSE
    pauses: tuple[Pause, ...] = ()
    restarted_at: datetime | None = None
    reappointment: Reappointment | None = None
    taken_over: TakenOver | None = None

    def __post_init__(self) -> None:
        end: datetime | None = self.started_at
        for pause in self.pauses:
            if end is None or pause.started_at < end:
                raise InvalidClock("pauses come in order, after the start, and never overlap")
            if pause.ended_at is not None and pause.ended_at < pause.started_at:
                raise InvalidClock("a pause ends after it began")
            end = pause.ended_at

    @property
    def open_pause(self) -> Pause | None:
        last = self.pauses[-1] if self.pauses else None
        return last if last and last.ended_at is None else None

    @property
    def receipt(self) -> datetime:
        """The receipt from which the time is counted now: the first one, or that of the last restart."""
        moments = [self.started_at]
        if self.restarted_at:
            moments.append(self.restarted_at)
        moments += [p.ended_at for p in self.pauses if p.ended_at and self.restarts(p)]
        return max(moments)

    @property
    def counted_from(self) -> datetime:
        """The moment as of which that receipt counts."""
        if self.limit.unit is Unit.HOUR:
            return self.receipt
        return self.calendar.counted_from(self.receipt, self.cutoff)

    @property
    def first_day(self) -> date:
        """The first day counted, of a clock in days or months."""
        day = self.counted_from.astimezone(HANOI).date()
        if self.limit.counting is Counting.NEXT_DAY:
            day += timedelta(days=1)
        return day

    @property
    def former_promise(self) -> TakenOver | None:
        """What a former system promised, unless the time was restarted since."""
        takeover = self.taken_over
        return takeover if takeover and takeover.at >= self.receipt else None

    def restarts(self, pause: Pause) -> bool:
        return self.effect is Effect.RESTART and pause.reason is PauseReason.SUPPLEMENT

    def ended_pauses(self) -> list[Pause]:
        """The ended waits of the present count: what was before a restart no longer matters."""
        receipt = self.receipt
        return [p for p in self.pauses if p.ended_at and p.ended_at > receipt and not self.restarts(p)]


@dataclass(frozen=True)
class Portion:
    """How much of the limit was used on one day: hours, or parts of a working day."""

    day: date
    amount: Fraction


def due(clock: Clock) -> datetime | None:
    """The moment by which the case must be settled; None while a pause is open."""
    if clock.open_pause:
        return None
    promise = clock.reappointment
    if promise and promise.made_at >= clock.receipt:
        return _promised(clock, promise.made_at, promise.due)
    if former := clock.former_promise:
        return _promised(clock, former.at, former.due)
    if clock.limit.unit.in_days:
        return _end_of(clock.calendar, last_day(clock))
    return ledger(clock)[1]


def projected_due(clock: Clock, now: datetime) -> datetime:
    """The due moment if an open pause ended at `now`."""
    moment = due(resumed(clock, now))
    assert moment is not None
    return moment


def first_due(clock: Clock) -> datetime:
    """What was promised at the receipt, before anything happened."""
    moment = due(replace(clock, pauses=(), restarted_at=None, reappointment=None, taken_over=None))
    assert moment is not None
    return moment


def resumed(clock: Clock, now: datetime) -> Clock:
    """The clock with its open pause ended at `now` (or at its start, if that is later)."""
    pause = clock.open_pause
    if pause is None:
        return clock
    ended = replace(pause, ended_at=max(now, pause.started_at))
    return replace(clock, pauses=(*clock.pauses[:-1], ended))


def consumed(clock: Clock, now: datetime) -> Fraction:
    """What of the limit is used up at `now`: hours, working days, or calendar days (also of a month's limit)."""
    pause = clock.open_pause
    at = min(now, pause.started_at) if pause else now
    if clock.limit.unit.in_days:
        days = at.astimezone(HANOI).toordinal() - _base(clock) - waited_days(clock, until=at)
        return Fraction(max(0, days))
    return _worked(clock, to_seconds(at))


def net_seconds(clock: Clock, until: datetime) -> int:
    """Working seconds from the first receipt without any waiting: what the statistics publish."""
    waits = sum(
        clock.calendar.working_seconds(p.started_at, min(p.ended_at or until, until)) for p in clock.pauses
    )
    return gross_seconds(clock, until) - waits


def gross_seconds(clock: Clock, until: datetime) -> int:
    """Working seconds from the first receipt, waiting included."""
    return clock.calendar.working_seconds(clock.started_at, until)


def result(due: datetime, settled_at: datetime) -> Timeliness:
    """Early strictly before the due day; on time on that day up to the due second; late after it."""
    if settled_at.astimezone(HANOI).date() < due.astimezone(HANOI).date():
        return Timeliness.EARLY
    return Timeliness.ON_TIME if to_seconds(settled_at) <= to_seconds(due) else Timeliness.LATE


def ledger(clock: Clock) -> tuple[list[Portion], datetime]:
    """Of a clock in working time: what each day gave to the limit, and the moment at which the limit is full."""
    in_hours = clock.limit.unit is Unit.HOUR
    left = Fraction(clock.limit.amount)
    waits = _wait_spans(clock.ended_pauses())
    begin = _begin(clock)
    day = from_seconds(begin).date()
    portions: list[Portion] = []
    while True:
        day = clock.calendar.working_day_from(day)
        spans = clock.calendar.spans(day.toordinal())
        whole = 3600 if in_hours else _length(spans)
        free = _without(spans, begin, waits)
        gives = Fraction(_length(free), whole)
        if gives >= left:
            portions.append(Portion(day, left))
            return portions, from_seconds(_reach(free, ceil(left * whole)))
        if gives:
            portions.append(Portion(day, gives))
            left -= gives
        day += timedelta(days=1)


def nominal_end(clock: Clock) -> date:
    """Of a clock in days or months: its last day before waiting is given back and days off are skipped."""
    amount, first = int(clock.limit.amount), clock.first_day
    if clock.limit.unit is Unit.DAY:
        return first + timedelta(days=amount - 1)
    return _add_months(first - timedelta(days=1), amount)


def last_day(clock: Clock) -> date:
    """Of a clock in days or months: the last day with waiting given back, be it a day off."""
    return nominal_end(clock) + timedelta(days=waited_days(clock))


def waited_days(clock: Clock, until: datetime | None = None) -> int:
    """Whole days between the dates on which the waits of the present count began and ended."""
    base = _base(clock)
    days = 0
    for pause in clock.ended_pauses():
        ended = pause.ended_at
        if until is not None and ended is not None:
            ended = min(ended, until)
        if ended is not None:
            started = max(base, pause.started_at.astimezone(HANOI).toordinal())
            days += max(0, ended.astimezone(HANOI).toordinal() - started)
    return days


def _base(clock: Clock) -> int:
    return clock.first_day.toordinal() - 1


def waits_after(clock: Clock, made_at: datetime) -> list[Pause]:
    """The ended waits of the present count as far as they lie after a promise."""
    return [
        replace(p, started_at=max(p.started_at, made_at))
        for p in clock.ended_pauses()
        if p.ended_at and p.ended_at > made_at
    ]


def _promised(clock: Clock, made_at: datetime, promised: datetime) -> datetime:
    """The promised moment, moved by what was waited after the promise."""
    later = waits_after(clock, made_at)
    if clock.limit.unit.in_days:
        day = promised.astimezone(HANOI).date()
        days = waited_days(replace(clock, pauses=tuple(later)))
        return _end_of(clock.calendar, day + timedelta(days=days)) if days else promised
    waited = sum(clock.calendar.seconds_in(*span) for span in _wait_spans(later))
    return clock.calendar.add_working_seconds(promised, waited) if waited else promised


def _end_of(calendar: WorkCalendar, day: date) -> datetime:
    return calendar.closing(calendar.working_day_from(day))


def _begin(clock: Clock) -> int:
    """Where working time begins to count."""
    if clock.limit.unit is Unit.HOUR:
        return to_seconds(clock.receipt)
    return to_seconds(clock.calendar.opening(clock.calendar.working_day_from(clock.first_day)))


def _worked(clock: Clock, until: int) -> Fraction:
    begin, waits = _begin(clock), _wait_spans(clock.ended_pauses())
    in_hours = clock.limit.unit is Unit.HOUR
    total = Fraction(0)
    day = from_seconds(begin).date()
    while day.toordinal() <= from_seconds(until).toordinal():
        spans = clock.calendar.spans(day.toordinal())
        free = [(start, min(end, until)) for start, end in _without(spans, begin, waits) if start < until]
        total += Fraction(_length(free), 3600 if in_hours else _length(spans) or 1)
        day += timedelta(days=1)
    return total


def _wait_spans(pauses: Iterable[Pause]) -> list[Span]:
    return [(to_seconds(p.started_at), to_seconds(p.ended_at)) for p in pauses if p.ended_at]


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _without(spans: Iterable[Span], begin: int, waits: list[Span]) -> list[Span]:
    """The parts of the spans after `begin` and outside the waits, which are in order."""
    free = []
    for start, end in spans:
        at = max(start, begin)
        for wait_start, wait_end in waits:
            if wait_end <= at or wait_start >= end:
                continue
            if wait_start > at:
                free.append((at, wait_start))
            at = wait_end
        if at < end:
            free.append((at, end))
    return free


def _reach(free: list[Span], seconds: int) -> int:
    """The moment at which so many seconds of the spans have passed."""
    for start, end in free:
        if end - start >= seconds:
            return start + seconds
        seconds -= end - start
    raise AssertionError("the spans are too short")


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month if it has no such day (BLDS 2015 Đ148.3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
