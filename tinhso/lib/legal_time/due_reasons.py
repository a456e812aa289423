"""Why is it due then? The reasons behind a due date, as data; `sentence` says one in Vietnamese.

Other layers may translate: each reason is a frozen dataclass with its own fields, and says nothing twice.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.clock import (
    Clock,
    Effect,
    Pause,
    PauseReason,
    Portion,
    due,
    last_day,
    ledger,
    nominal_end,
    waited_days,
    waits_after,
)
from tinhso.lib.legal_time.time_limit import Counting, TimeLimit, Unit, number
from tinhso.lib.legal_time.working_time import WorkCalendar


@dataclass(frozen=True)
class LimitReason:
    """The limit and the law it stands in."""

    limit: TimeLimit


@dataclass(frozen=True)
class Received:
    at: datetime


@dataclass(frozen=True)
class Restarted:
    """The complete dossier came at `at`: the time is counted afresh."""

    at: datetime


@dataclass(frozen=True)
class Moved:
    """The receipt counts as one of `to`: it came after the cutoff, or on a day off."""

    at: datetime
    cutoff: time | None
    to: datetime
    day_off: str  # its name, empty if it is a working day


@dataclass(frozen=True)
class FirstDay:
    """The first day counted, because the day of receipt is not (or, by a sector law, is)."""

    day: date
    counting: Counting


@dataclass(frozen=True)
class CountedDays:
    """Days of a stretch without a day off between them; `amount` is in the unit of the limit."""

    first: date
    last: date
    amount: Fraction
    unit: Unit


@dataclass(frozen=True)
class Skipped:
    """Days off that were not counted, or that the end had to leave."""

    first: date
    last: date
    name: str  # of the holiday; "" for a weekend


@dataclass(frozen=True)
class Worked:
    """A day worked although its weekday is off, and therefore counted."""

    day: date
    name: str


@dataclass(frozen=True)
class Waited:
    """A wait that was given back: whole days, or seconds of working time."""

    reason: PauseReason
    started_at: datetime
    ended_at: datetime
    days: int | None
    seconds: int


@dataclass(frozen=True)
class Waiting:
    """The time stands still now: there is no due date."""

    reason: PauseReason
    since: datetime
    restarts: bool


@dataclass(frozen=True)
class EndMoved:
    """The last day is a day off."""

    day: date
    to: date
    name: str


@dataclass(frozen=True)
class Reappointed:
    first: datetime
    due: datetime


@dataclass(frozen=True)
class FormerPromise:
    """A former system had promised this date; it is kept, and not counted again."""

    due: datetime


@dataclass(frozen=True)
class Due:
    at: datetime


Reason = (
    LimitReason
    | Received
    | Restarted
    | Moved
    | FirstDay
    | CountedDays
    | Skipped
    | Worked
    | Waited
    | Waiting
    | EndMoved
    | Reappointed
    | FormerPromise
    | Due
)


def explain(clock: Clock) -> list[Reason]:
    """The reasons in the order of counting; the amounts of `Counted` add up to the limit unless the clock waits or
    keeps the date of a former system, of which nothing is counted."""
    reasons: list[Reason] = [LimitReason(clock.limit), Received(clock.started_at)]
    if clock.receipt != clock.started_at:
        reasons.append(Restarted(clock.receipt))
    former = clock.former_promise
    reasons += [FormerPromise(former.due)] if former else _start(clock)
    if clock.open_pause:
        pause = clock.open_pause
        return [*reasons, *_waits(clock), Waiting(pause.reason, pause.started_at, clock.restarts(pause))]
    if former:
        reasons += [_waited(clock, pause) for pause in waits_after(clock, former.at)]
    else:
        reasons += _days(clock) if clock.limit.unit.in_days else _working_time(clock)
    moment = due(clock)
    assert moment is not None
    if clock.reappointment and clock.reappointment.made_at >= clock.receipt:
        reasons.append(Reappointed(_without_promise(clock), clock.reappointment.due))
    return [*reasons, Due(moment)]


def _without_promise(clock: Clock) -> datetime:
    moment = due(replace(clock, reappointment=None))
    assert moment is not None
    return moment


def _start(clock: Clock) -> list[Reason]:
    if clock.limit.unit is Unit.HOUR:
        return []
    reasons: list[Reason] = []
    if clock.counted_from > clock.receipt:
        day = clock.receipt.astimezone(HANOI).date()
        off = "" if clock.calendar.is_working_day(day) else _off_name(clock.calendar, day) or "ngày nghỉ"
        reasons.append(Moved(clock.receipt, clock.cutoff, clock.counted_from, off))
    return [*reasons, FirstDay(clock.first_day, clock.limit.counting)]


def _working_time(clock: Clock) -> list[Reason]:
    portions, _ = ledger(clock)
    reasons: list[Reason] = []
    stretch: list[Portion] = []
    before = clock.counted_from.astimezone(HANOI).date()
    for portion in portions:
        gap = _gap(clock.calendar, before, portion.day)
        swapped = _swapped(clock.calendar, portion.day)
        if gap or swapped:
            reasons += _counted_days(stretch, clock.limit.unit) + gap + swapped
            stretch = []
        stretch.append(portion)
        before = portion.day
    return [*reasons, *_counted_days(stretch, clock.limit.unit), *_waits(clock)]


def _counted_days(stretch: list[Portion], unit: Unit) -> list[Reason]:
    if not stretch:
        return []
    amount = sum((p.amount for p in stretch), Fraction(0))
    return [CountedDays(stretch[0].day, stretch[-1].day, amount, unit)]


def _days(clock: Clock) -> list[Reason]:
    amount = Fraction(clock.limit.amount)
    reasons: list[Reason] = [CountedDays(clock.first_day, nominal_end(clock), amount, clock.limit.unit)]
    reasons += _waits(clock)
    end = last_day(clock)
    to = clock.calendar.working_day_from(end)
    if to != end:
        reasons.append(EndMoved(end, to, _off_name(clock.calendar, end)))
    return reasons


def _waits(clock: Clock) -> list[Reason]:
    return [_waited(clock, pause) for pause in clock.ended_pauses()]


def _waited(clock: Clock, pause: Pause) -> Waited:
    assert pause.ended_at is not None
    days = None
    if clock.limit.unit.in_days:
        days = waited_days(_alone(clock, pause))
    seconds = clock.calendar.working_seconds(max(pause.started_at, clock.counted_from), pause.ended_at)
    return Waited(pause.reason, pause.started_at, pause.ended_at, days, seconds)


def _alone(clock: Clock, pause: Pause) -> Clock:
    return Clock(
        clock.limit, clock.started_at, clock.calendar, clock.cutoff, Effect.PAUSE, (pause,), clock.receipt
    )


def _off_name(calendar: WorkCalendar, day: date) -> str:
    mark = calendar.mark(day)
    return mark.name if mark and not mark.works else ""


def _gap(calendar: WorkCalendar, before: date, after: date) -> list[Reason]:
    """The days off between two counted days, those of one name together."""
    skips: list[Reason] = []
    day = before + timedelta(days=1)
    while day < after:
        if not calendar.is_working_day(day):
            name = _off_name(calendar, day)
            last = skips[-1] if skips else None
            if isinstance(last, Skipped) and last.name == name and last.last == day - timedelta(days=1):
                skips[-1] = Skipped(last.first, day, name)
            else:
                skips.append(Skipped(day, day, name))
        day += timedelta(days=1)
    return skips


def _swapped(calendar: WorkCalendar, day: date) -> list[Reason]:
    mark = calendar.mark(day)
    return [Worked(day, mark.name)] if mark and mark.works else []


_HEADINGS: dict[type, str] = {
    LimitReason: "Thời hạn",
    Received: "Tiếp nhận",
    Restarted: "Tính lại",
    Moved: "Ngày nhận",
    FirstDay: "Bắt đầu tính",
    CountedDays: "Được tính",
    Skipped: "Không tính",
    Worked: "Làm bù",
    Waited: "Thời gian chờ",
    Waiting: "Đang chờ",
    EndMoved: "Ngày cuối",
    Reappointed: "Hẹn lại",
    FormerPromise: "Theo hệ thống cũ",
    Due: "Hẹn trả",
}


def heading(reason: Reason) -> str:
    """One or two Vietnamese words over the sentence."""
    return _HEADINGS[type(reason)]


def sentence(reason: Reason) -> str:
    """One Vietnamese sentence for the page "Vì sao hẹn ngày này?"."""
    match reason:
        case LimitReason(limit):
            by = f" theo {limit.source}" if limit.source else ""
            return f"Thời hạn giải quyết: {limit}{by}."
        case Received(at):
            return f"Tiếp nhận hồ sơ lúc {_moment(at)}."
        case Restarted(at):
            return f"Nhận đủ hồ sơ lúc {_moment(at)}; thời hạn được tính lại từ đầu."
        case Moved(_, _, to, day_off) if day_off:
            return f"Tiếp nhận vào ngày nghỉ ({day_off}), tính như nhận ngày {_day(to.date())}."
        case Moved(_, cutoff, to, _):
            late = f"sau {_hour(cutoff)}" if cutoff else "sau giờ làm việc"
            return f"Tiếp nhận {late}, tính như nhận ngày làm việc tiếp theo, {_day(to.date())}."
        case FirstDay(day, Counting.SAME_DAY):
            return f"Tính từ chính ngày nhận, {_day(day)}."
        case FirstDay(day, _):
            return (
                f"Ngày nhận không tính; tính từ ngày tiếp theo, {_day(day)} (Bộ luật Dân sự 2015, Điều 147)."
            )
        case CountedDays(first, last, amount, unit):
            return f"{_span(first, last)}: {_amount(amount, unit)}."
        case Skipped(first, last, name):
            return f"{_span(first, last)}: không tính, {name or 'nghỉ cuối tuần'}."
        case Worked(day, name):
            return f"Ngày {day:%d/%m/%Y} ({_WEEKDAYS[day.weekday()]}) là ngày làm việc: {name}."
        case _:
            return _late_sentence(reason)


def _late_sentence(reason: Reason) -> str:
    match reason:
        case Waited(why, started_at, ended_at, days, seconds):
            back = f"{days} ngày" if days is not None else _duration(seconds)
            span = f"từ {_moment(started_at)} đến {_moment(ended_at)}"
            return f"Trừ thời gian {why.words} {span}: {back}."
        case Waiting(why, since, restarts):
            then = "tính lại từ ngày nhận đủ hồ sơ" if restarts else "tính tiếp khi hết chờ"
            return f"Đang {why.words} từ {_moment(since)}; thời hạn {then}."
        case EndMoved(day, to, name):
            off = name or "nghỉ cuối tuần"
            rule = "Bộ luật Dân sự 2015, Điều 148"
            return f"Ngày cuối {_day(day)} là ngày nghỉ ({off}), chuyển sang {_day(to)} ({rule})."
        case Reappointed(first, new):
            return f"Hẹn lại một lần: từ {_moment(first)} sang {_moment(new)}."
        case FormerPromise(at):
            return f"Ngày hẹn trả theo hệ thống cũ, {_moment(at)}, được giữ nguyên khi chuyển hồ sơ sang."
        case Due(at):
            return f"Hẹn trả kết quả lúc {_moment(at)}."
    raise TypeError(reason)


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def _hour(at: time) -> str:
    return f"{at.hour} giờ {at.minute:02d}" if at.minute else f"{at.hour} giờ"


def _moment(at: datetime) -> str:
    local = at.astimezone(HANOI)
    return f"{_hour(local.time())} ngày {local:%d/%m/%Y}"


def _span(first: date, last: date) -> str:
    return f"Ngày {first:%d/%m/%Y}" if first == last else f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def _amount(amount: Fraction, unit: Unit) -> str:
    rounded = Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"{number(round(rounded, 2))} {unit.words}"


def _duration(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} giờ {minutes:02d} phút làm việc" if minutes else f"{hours} giờ làm việc"
