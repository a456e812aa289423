from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.kind import kind_of
from tinhso.casework.case.permissions import NotYourTurn, can_act
from tinhso.casework.case.seats import seat_of
from tinhso.casework.clocks.clocks import start_clock
from tinhso.casework.models import Case, Clock, ClockPause, Participant, Process
from tinhso.casework.models.case import Conflict
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseMovedAway
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.legal_time.time_limit import TimeLimit


class AlreadyClosed(Conflict):
    """What has ended cannot be set apart any more: a new case is opened for it."""


@transaction.atomic
def set_apart_case(
    *,
    case: Case,
    ver: int,
    kind: str,
    title: str,
    process: Process,
    agency: Agency,
    limit: TimeLimit,
    by: Actor,
    now: datetime,
) -> None:
    """Take a case out of public work into a confidential register: no other agency sees that it exists any more.

    It becomes a case of `kind` at the first step of `process`, at `agency` alone; whoever handed it in keeps
    sight of it. By whoever has the turn, the desk that received it, or the system for a citizen's own.
    Raises: NotYourTurn, Stale, AlreadyClosed.
    """
    if not kind_of(kind).confidential:
        raise ValueError(kind)
    if not (by.system or can_act(case, by) or (by.is_officer and by.agency_id == case.desk_id)):
        raise NotYourTurn(case.pk)
    if case.is_final:
        raise AlreadyClosed(case.pk)
    old, step = case.agency_id, process.first()
    _clear(case)
    _move(case, ver, kind, title, process, agency, now)
    due = start_clock(case, Clock.Name.SETTLE, limit, now=now).first_due_at
    case.appoint(due)
    turns.give_turn(case.pk, agency_id=seat_of(case, step), role=step.role, act=step.act, due_at=due)
    event = CaseMovedAway(
        case_id=case.pk,
        kind=Code(kind),
        from_agency_id=old,
        to_agency_id=agency.pk,
        process_id=process.pk,
        step=Code(step.key),
        accepted_at=case.accepted_at,
        due_at=due,
        unit=Code(limit.unit),
    )
    record(event, by=by, at=now)


def _move(
    case: Case, ver: int, kind: str, title: str, process: Process, agency: Agency, now: datetime
) -> None:
    state: dict[str, Any] = {} if case.state == State.IN_PROGRESS else {"state": State.IN_PROGRESS}
    seat: dict[str, Any] = {"agency": agency, "desk": None, "officer": None, "place": None, "parent": None}
    case.move(
        ver=ver,
        step=process.first().key,
        process=process,
        kind=kind,
        title=title,
        confidential=True,
        accepted_at=case.accepted_at or now,
        settled_at=None,
        outcome="",
        timeliness="",
        **seat,
        **state,
    )


def _clear(case: Case) -> None:
    """Neither turns nor times of the work that ends here; its deeds stay in the log."""
    ClockPause.objects.filter(clock__case=case).delete()
    Clock.objects.filter(case=case).delete()
    Participant.objects.filter(case=case, agency__isnull=False).delete()
    Participant.objects.filter(case=case, open=True).update(open=False)
