"""A case goes on under another process or another limit, inside the transaction of the action that says so.

These are no actions, as in `clocks.py`: the system that calls them checks the permission and tells people by an event of
its own. What they set in the case stands in casework's events, so that the case follows from these alone.
"""

from datetime import datetime

from tinhso.casework.case import turns
from tinhso.casework.case.seats import current_step, seat_of
from tinhso.casework.clocks import running
from tinhso.casework.clocks.clocks import relimit_clock, start_clock
from tinhso.casework.clocks.events import DueRecomputed
from tinhso.casework.models import Case, Clock, ClockPause, Process
from tinhso.casework.models.states import State
from tinhso.casework.models.step import Step
from tinhso.casework.moves.events import CaseAssigned
from tinhso.casework.moves.rerouting_events import CaseDirected, CaseRelimited, CaseRerouted, TimeBegunAgain
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.legal_time.time_limit import TimeLimit


class WaitsElsewhere(Exception):
    """The case stands still for a reason at its present step, so it cannot be given to another seat now."""


def reroute_case(*, case: Case, ver: int, process: Process, step: str, by: Actor, now: datetime) -> None:
    """Put the case at `step` ("" before it is accepted) of another process. Stale, WaitsElsewhere; KeyError for no such step.

    Whoever has the turn keeps it where role, place and act stay the same; else the new seat gets it.
    """
    old, new = (current_step(case), process.step(step)) if case.step else (None, None)
    case_same = new is None or old is None or _seat(old) == _seat(new)
    if not case_same and case.state == State.PAUSED:
        raise WaitsElsewhere(case.pk)
    case.move(ver=ver, process=process, step=step)
    if not case_same and new is not None and case.state == State.IN_PROGRESS:
        seat = seat_of(case, new)
        turns.give_turn(case.pk, agency_id=seat, role=new.role, act=new.act, due_at=case.due_at)
    event = CaseRerouted(case_id=case.pk, process_id=process.pk, step=Code(step) if step else None)
    record(event, by=by, at=now)


def _seat(step: Step) -> tuple[str, str, str]:
    return (step.role, step.place, step.act)


def relimit_case(*, case: Case, limit: TimeLimit, by: Actor, now: datetime) -> None:
    """Count the running settlement anew with another limit from the same receipt; DueRecomputed if the date moves.

    A due moment that has passed does not move to a later one: what is late stays so, with the limit that it had.
    """
    clock = running.clock_named(case, "settle")
    if clock is None or (before := clock.due_at) is None or not relimit_clock(clock, limit, now=now):
        return
    record(CaseRelimited(case_id=case.pk, unit=Code(limit.unit)), by=by, at=now)
    if clock.due_at is None or clock.due_at == before:
        return
    case.appoint(clock.due_at)
    turns.set_due(case.pk, clock.due_at)
    event = DueRecomputed(case_id=case.pk, clock=Code(clock.name), old_due_at=before, new_due_at=clock.due_at)
    record(event, by=by, at=now)


def begin_anew(*, case: Case, limit: TimeLimit, by: Actor, now: datetime) -> None:
    """The settlement's time ends and another begins with a new step; the caller has moved the case."""
    ClockPause.objects.filter(clock__case=case, clock__name=Clock.Name.SETTLE).delete()
    Clock.objects.filter(case=case, name=Clock.Name.SETTLE).delete()
    old, due = case.due_at, start_clock(case, Clock.Name.SETTLE, limit, now=now).first_due_at
    case.appoint(due)
    turns.set_due(case.pk, due)
    event = TimeBegunAgain(case_id=case.pk, due_at=due, unit=Code(limit.unit), old_due_at=old)
    record(event, by=by, at=now)


def name_officer(*, case: Case, officer_id: int, by: Actor, now: datetime, at: Agency | None = None) -> None:
    """Give the turn at the present step to this officer by name; the caller has made sure of the post and moved the case.

    `at` is another agency than the step's own, whose officer has this one turn (a second party that signs along).
    """
    step = current_step(case)
    case.move(ver=case.ver, officer_id=officer_id)
    turns.give_turn(
        case.pk,
        agency_id=at.pk if at else seat_of(case, step),
        role=step.role,
        act=step.act,
        officer_id=officer_id,
        due_at=case.due_at,
    )
    record(CaseAssigned(case_id=case.pk, officer_id=officer_id, step=step.key), by=by, at=now)


def turn_elsewhere(*, case: Case, officer_id: int, at: Agency) -> None:
    """The present step is done by this officer of another agency than the step's own; who handles the case stays."""
    step = current_step(case)
    turns.give_turn(
        case.pk, agency_id=at.pk, role=step.role, act=step.act, officer_id=officer_id, due_at=case.due_at
    )


def direct_case(
    *, case: Case, ver: int, agency: Agency, place: AdminUnit | None, title: str, by: Actor, now: datetime
) -> None:
    """Name the agency that the case is for, where it lies and its title; whoever has the turn keeps it. Stale."""
    case.move(ver=ver, agency=agency, title=title, place=place)
    event = CaseDirected(case_id=case.pk, agency_id=agency.pk, place_id=place.pk if place else None)
    record(event, by=by, at=now)
