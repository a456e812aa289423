"""The clocks of a case by their name, as the moves of a case need them; a case without such a clock has no deadline."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import prefetch_related_objects

from tinhso.casework.clocks.clocks import (
    AlreadyPaused,
    ClockStopped,
    NotPaused,
    Spent,
    pause_clock,
    reappoint_clock,
    resume_clock,
    spent,
    stop_clock,
)
from tinhso.casework.models import Case, Clock, ClockPause
from tinhso.casework.models.case import Stale
from tinhso.kernel.site.public import planned
from tinhso.lib.legal_time.clock import PauseReason


@dataclass(frozen=True)
class Stopped:
    """How a clock was met; None without one."""

    timeliness: str | None = None
    clock: Clock | None = None

    def spent(self, *, now: datetime) -> Spent:
        """The working time used up to the stop."""
        return spent(self.clock, now=now) if self.clock else Spent(0, 0)


def clock_named(case: Case, name: str) -> Clock | None:
    """The clock that still runs or waits under that name, with its pauses. One query, two where it ever stood still."""
    statement, names = _named()
    with planned() as cursor:
        cursor.execute(statement, [case.pk, name])
        row = cursor.fetchone()
    if row is None:
        return None
    clock = Clock.from_db(connection.alias, names, row[:-1])
    if row[-1]:
        prefetch_related_objects([clock], "pauses")
    else:
        clock._prefetched_objects_cache = {"pauses": ClockPause.objects.none()}  # type: ignore[attr-defined]
    return clock


@lru_cache
def _named() -> tuple[str, list[str]]:
    """The statement, and the fields of the clock that it reads before it says whether the clock ever stood still."""
    fields = Clock._meta.concrete_fields
    columns = ", ".join(f"c.{field.column}" for field in fields)
    waited = "exists (select from casework_clockpause p where p.clock_id = c.id)"
    where = "where c.case_id = %s and c.name = %s and c.stopped_at is null"
    return f"select {columns}, {waited} from casework_clock c {where}", [f.attname for f in fields]  # noqa: S608


@contextmanager
def in_step(case: Case) -> Iterator[None]:
    """A clock that does not stand as the caller's case says was moved by somebody faster: Stale."""
    try:
        yield
    except (AlreadyPaused, ClockStopped, NotPaused) as moved:
        raise Stale(case.pk) from moved


def stop(case: Case, name: str, *, now: datetime) -> Stopped:
    clock = clock_named(case, name)
    if clock is None:
        return Stopped()
    with in_step(case):
        return Stopped(stop_clock(clock, now=now).value, clock)


def pause(case: Case, name: str, reason: str, *, now: datetime, counts: bool = True) -> bool:
    """Whether the wait counts: where it does not, the due moment stays as it was."""
    if clock := clock_named(case, name):
        with in_step(case):
            return pause_clock(clock, PauseReason(reason), now=now, counts=counts).counts
    return counts


def waits_for(case: Case, reason: str) -> bool:
    """The settlement waits for that reason now. Two queries."""
    clock = clock_named(case, "settle")
    return clock is not None and any(p.ended_at is None and p.reason == reason for p in clock.pauses.all())


def resume(case: Case, name: str, *, now: datetime) -> Clock | None:
    clock = clock_named(case, name)
    with in_step(case):
        return resume_clock(clock, now=now) if clock else None


def reappoint(case: Case, name: str, due: datetime, *, now: datetime, notice: timedelta) -> datetime:
    """The new due moment; without a clock it is the one that was asked for."""
    clock = clock_named(case, name)
    if clock is None:
        return due
    with in_step(case):
        moved = reappoint_clock(clock, due=due, now=now, notice=notice)
    return moved.due_at or due
