"""After the calendar changed: which promised dates are no longer what the calendar says, and setting them right.

Nothing moves by itself: an administrator looks at the count first. Of a clock with a new appointment the promised
date stands; a due moment that has passed does not move to a later one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tinhso.casework.calendar.permissions import check_can_keep_calendars
from tinhso.casework.clocks.clocks import clock_of
from tinhso.casework.clocks.events import DueRecomputed
from tinhso.casework.models import Case, Clock, Participant
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.lib.legal_time import clock as arithmetic


@dataclass(frozen=True)
class DueChange:
    clock_id: int
    case_id: int
    clock: str
    before: datetime
    after: datetime


@dataclass(frozen=True)
class Recount:
    """How many running clocks were looked at, and how many of their dates move to later and to earlier."""

    checked: int
    later: int
    earlier: int

    @property
    def changed(self) -> int:
        return self.later + self.earlier


def recount_due(*, now: datetime) -> Recount:
    """The dry run: changes nothing."""
    changes = list(due_changes(now))
    later = sum(change.after > change.before for change in changes)
    return Recount(Clock.objects.running().count(), later, len(changes) - later)


def recompute_due(*, by: Actor, now: datetime) -> Recount:
    """Set the dates of running clocks right, one transaction and one event each; may be run again.

    Raises: NotAdministrator.
    """
    check_can_keep_calendars(by)
    checked = Clock.objects.running().count()
    moved = [change for change in due_changes(now) if _apply(change, by, now)]
    later = sum(change.after > change.before for change in moved)
    return Recount(checked, later, len(moved) - later)


def due_changes(now: datetime) -> Iterator[DueChange]:
    """The running clocks whose date is not what their calendar says now, but those that are late already."""
    running = Clock.objects.running().prefetch_related("pauses").order_by("pk")
    for clock in running.iterator(chunk_size=1000):
        before, after = clock.due_at, arithmetic.due(clock_of(clock))
        if before is not None and after is not None and before != after and not before < min(now, after):
            yield DueChange(clock.pk, clock.case_id, clock.name, before, after)


@transaction.atomic
def _apply(change: DueChange, by: Actor, now: datetime) -> bool:
    """False if the clock was paused, stopped or moved in the meantime."""
    clock = Clock.objects.running().filter(pk=change.clock_id, due_at=change.before)
    if not clock.update(due_at=change.after):
        return False
    Case.objects.filter(pk=change.case_id, due_at=change.before).update(due_at=change.after)
    turns = Participant.objects.filter(case_id=change.case_id, open=True, due_at=change.before)
    turns.update(due_at=change.after)
    event = DueRecomputed(
        case_id=change.case_id,
        clock=Code(change.clock),
        old_due_at=change.before,
        new_due_at=change.after,
    )
    record(event, by=by, at=now)
    return True
