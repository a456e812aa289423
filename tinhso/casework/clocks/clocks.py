"""Starting, pausing and stopping the clocks of a case, inside the transaction of the action that moves the case.

These are no actions: they record no event and check no permission; the compare-and-set of the case keeps two
officers apart, and PostgreSQL refuses overlapping pauses. Every function that changes a clock saves it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tinhso.casework.clocks.calendars import calendar_for, office_calendar, work_calendar
from tinhso.casework.models import Case, Clock, ClockPause
from tinhso.kernel.site.public import insert_row, planned
from tinhso.kernel.site.shapes import Fact
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect, PauseReason, Timeliness
from tinhso.lib.legal_time.due_reasons import Reason, explain, heading, sentence
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.lib.legal_time.working_time import WorkCalendar

STOP = "update casework_clock set due_at = %s, stopped_at = %s where id = %s"


class ClockStopped(Exception):
    """The clock has stopped; what is settled has no time left to change."""


class AlreadyPaused(Exception):
    """The clock stands still already."""


class NotPaused(Exception):
    """The clock is running: there is no wait to end."""


class ReappointedBefore(Exception):
    """A second new date: one is all that the law allows (NĐ 61/2018 Đ19.9)."""


class TooLateToReappoint(Exception):
    """A new date is given some days before the due moment or not at all (NĐ 61/2018 Đ19.9): what is late stays so."""


class NewDateNotLater(Exception):
    """The new date must lie after the date it replaces."""


@dataclass(frozen=True)
class Spent:
    """Working seconds from the receipt: without the waiting, and with it."""

    net: int
    gross: int


def start_clock(
    case: Case,
    name: str,
    limit: TimeLimit,
    *,
    now: datetime,
    effect: Effect | str = Effect.PAUSE,
    agency_id: int | None = None,
) -> Clock:
    """Start the clock `name` of the case at the legal receipt `now`, by the calendar of the agency (the case's own)."""
    clock = new_clock(case, name, limit, now=now, effect=effect, agency_id=agency_id)
    insert_row(clock)
    return clock


def new_clock(
    case: Case,
    name: str,
    limit: TimeLimit,
    *,
    now: datetime,
    effect: Effect | str = Effect.PAUSE,
    agency_id: int | None = None,
) -> Clock:
    """That clock, not saved yet: an action first wins the case, then saves it; a case has one clock of a name."""
    calendar_id, calendar = office_calendar(agency_id or case.agency_id, now.astimezone(HANOI).date())
    clock = Clock(
        case=case,
        name=name,
        amount=limit.amount,
        unit=limit.unit,
        counting=limit.counting,
        source=limit.source,
        effect=Effect(effect),
        calendar_id=calendar_id,
        started_at=now,
    )
    clock.first_due_at = clock.due_at = arithmetic.first_due(_plain(clock, [], calendar))
    return clock


def due_after(case: Case, limit: TimeLimit, *, now: datetime) -> datetime:
    """When a time that begins now ends by the calendar of the case's agency; no clock of the case is started."""
    due = new_clock(case, Clock.Name.SETTLE, limit, now=now).due_at
    assert due is not None
    return due


def end_from_receipt(case: Case, limit: TimeLimit) -> datetime | None:
    """When such a time ends that is counted from the receipt of the settlement, by its calendar; None without one.

    Uses prefetched clocks.
    """
    clock = next((one for one in case.clocks.all() if one.name == Clock.Name.SETTLE), None)
    return arithmetic.first_due(replace(_plain(clock, []), limit=limit)) if clock else None


def pause_clock(clock: Clock, reason: PauseReason | str, *, now: datetime, counts: bool = True) -> ClockPause:
    """A wait begins; the clock stands still, unless it is past its due moment already or the wait does not count.

    ClockStopped, AlreadyPaused, ValueError for an unknown reason. The time to answer is no time of settling: it begins
    anew with each supplement.
    """
    _check_open(clock)
    if clock.due_at is None or _open_pauses(clock):
        raise AlreadyPaused(clock.pk)
    counts = counts and (clock.name == Clock.Name.REPLY or now <= clock.due_at)
    pause = clock.pauses.create(
        reason=PauseReason(reason), started_at=now, counts=counts, due_at=clock.due_at
    )
    if counts:
        clock.due_at = None
        clock.save(update_fields=["due_at"])
    return pause


def resume_clock(clock: Clock, *, now: datetime) -> Clock:
    """End the wait: go on with the rest, or count afresh where a supplement restarts; ClockStopped, NotPaused."""
    _check_open(clock)
    pause = next(iter(_open_pauses(clock)), None)
    if pause is None:
        raise NotPaused(clock.pk)
    _end(pause, now)
    if pause.counts and clock.effect == Effect.RESTART and pause.reason == PauseReason.SUPPLEMENT:
        clock.restarted_at, clock.restarts = pause.ended_at, clock.restarts + 1
    return _rederive(clock)


def reappoint_clock(clock: Clock, *, due: datetime, now: datetime, notice: timedelta) -> Clock:
    """Promise one later date, so long before the due moment; ClockStopped, AlreadyPaused, ReappointedBefore, TooLateToReappoint,
    NewDateNotLater."""
    _check_open(clock)
    if clock.reappointed_at is not None:
        raise ReappointedBefore(clock.pk)
    if clock.due_at is None:
        raise AlreadyPaused(clock.pk)
    if now > clock.due_at - notice:
        raise TooLateToReappoint(clock.pk)
    if due <= clock.due_at:
        raise NewDateNotLater(clock.pk)
    clock.reappointed_at, clock.reappointed_due = now, due
    return _rederive(clock)


def relimit_clock(clock: Clock, limit: TimeLimit, *, now: datetime) -> bool:
    """Count with another limit from the same receipt, pauses as they were; False where that would move a due moment that
    has passed to a later one. ClockStopped."""
    _check_open(clock)
    after = arithmetic.due(replace(clock_of(clock), limit=limit))
    if clock.due_at and after and clock.due_at < min(now, after):
        return False
    clock.amount, clock.unit, clock.counting = limit.amount, limit.unit, limit.counting
    clock.source = limit.source
    clock.save(update_fields=["amount", "unit", "counting", "source"])
    _rederive(clock)
    return True


def stop_clock(clock: Clock, *, now: datetime) -> Timeliness:
    """Settled: fix the due date and say how it was met. ClockStopped.

    A wait that is open ends now and gives its time back, but never begins the time anew: who withdraws while a
    supplement is awaited leaves the office with the time it had when it asked.
    """
    _check_open(clock)
    now = max(now, clock.started_at)  # a machine's clock may be set back, or run behind another's
    due = arithmetic.due(as_if_settled(clock_of(clock), now))
    assert due is not None
    for pause in _open_pauses(clock):
        _end(pause, now)
    clock.due_at, clock.stopped_at = due, now
    with planned() as cursor:
        cursor.execute(STOP, [due, now, clock.pk])
    return arithmetic.result(due, now)


def as_if_settled(clock: arithmetic.Clock, now: datetime) -> arithmetic.Clock:
    """The clock with an open wait ended at `now` as a pause, under either rule set."""
    if clock.open_pause is None:
        return clock
    uninterrupted = replace(clock, restarted_at=clock.receipt, effect=Effect.PAUSE)
    return arithmetic.resumed(uninterrupted, now)


def clock_of(clock: Clock) -> arithmetic.Clock:
    """The plain clock of `tinhso.lib` that this row and its pauses describe; uses prefetched pauses."""
    return _plain(clock, list(clock.pauses.all()))


def timeliness(clock: Clock, *, now: datetime) -> Timeliness:
    """How the clock stands: when stopped, how it was met; else as if it were settled now."""
    if clock.stopped_at is not None and clock.due_at is not None:
        return arithmetic.result(clock.due_at, clock.stopped_at)
    due = arithmetic.due(as_if_settled(clock_of(clock), now))
    assert due is not None
    return arithmetic.result(due, now)


def spent(clock: Clock, *, now: datetime) -> Spent:
    """Net and gross working time up to the stop, or up to now."""
    plain = clock_of(clock)
    until = clock.stopped_at or now
    return Spent(arithmetic.net_seconds(plain, until), arithmetic.gross_seconds(plain, until))


def reasons_for(clock: Clock) -> list[Reason]:
    """Why it is due then, as data for other layers."""
    return explain(clock_of(clock))


def explain_clock(clock: Clock) -> list[str]:
    """ "Vì sao hẹn ngày này?": the reasons in Vietnamese sentences."""
    return [sentence(reason) for reason in reasons_for(clock)]


def why_facts(clock: Clock) -> list[Fact]:
    """The same as pairs for the template tag `why_date`: what it is, and the sentence."""
    return [Fact(heading(reason), sentence(reason)) for reason in reasons_for(clock)]


def promised_end(agency_id: int | None, day: date) -> datetime:
    """The end of office hours of that day, or of the next working day: what a new date on a form means."""
    calendar = calendar_for(agency_id, day)
    return calendar.closing(calendar.working_day_from(day))


def _plain(clock: Clock, pauses: list[ClockPause], calendar: WorkCalendar | None = None) -> arithmetic.Clock:
    calendar = calendar or work_calendar(clock.calendar_id)
    return arithmetic.Clock(
        limit=clock.limit(),
        started_at=clock.started_at,
        calendar=calendar,
        cutoff=calendar.cutoff,
        effect=Effect(clock.effect),
        pauses=tuple(pause.interval() for pause in pauses if pause.counts),
        restarted_at=clock.restarted_at,
        reappointment=clock.reappointment(),
        taken_over=clock.former_promise(),
    )


def _open_pauses(clock: Clock) -> list[ClockPause]:
    """Of the prefetched pauses where there are some, so that what is ended here is known to `clock_of` at once."""
    return [pause for pause in clock.pauses.all() if pause.ended_at is None]


def _end(pause: ClockPause, now: datetime) -> None:
    pause.ended_at = max(now, pause.started_at)
    pause.save(update_fields=["ended_at"])


def _rederive(clock: Clock) -> Clock:
    clock.due_at = arithmetic.due(clock_of(clock))
    clock.save(update_fields=["due_at", "restarted_at", "restarts", "reappointed_at", "reappointed_due"])
    return clock


def _check_open(clock: Clock) -> None:
    if clock.stopped_at is not None:
        raise ClockStopped(clock.pk)


def settle_limit(case: Case) -> str:
    """The time limit of the case in words, "15 ngày làm việc"; empty where it has none."""
    clock = Clock.objects.filter(case=case, name=Clock.Name.SETTLE).first()
    return str(clock.limit()) if clock else ""
