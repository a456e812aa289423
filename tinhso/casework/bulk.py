"""COPY writer of whole cases with their clocks, turns, notes and events: for the demo and for imports.

Whoever calls has made the rows so that they could have come from the actions; receivers hear nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tinhso.casework import events
from tinhso.casework.clocks.calendars import office_calendar_id, work_calendar
from tinhso.casework.models import Case, Clock, ClockPause, FormerCode, Note, Participant, Process
from tinhso.casework.moves.opening import opened
from tinhso.casework.supplements.waiting_limit import end_of_patience, last_moment, patience_days
from tinhso.kernel.events.public import Actor, Event, copy_events
from tinhso.kernel.site.public import copy_rows, reserve_ids

__all__ = [
    "Case",
    "CaseHistory",
    "Clock",
    "ClockPause",
    "FormerCode",
    "Note",
    "Participant",
    "Process",
    "copy_histories",
    "end_of_patience",
    "events",
    "last_moment",
    "office_calendar_id",
    "opened",
    "patience_days",
    "work_calendar",
]

APPOINTS = (
    events.CaseAccepted,
    events.CaseTakenOver,
    events.CaseMovedAway,
    events.OpinionOpened,
    events.TimeBegunAgain,
)
"""The events that may appoint the first due moment of a case."""


@dataclass
class CaseHistory:
    """One case as it stands, and how it came there; rows refer to the case by object, keys are given in copying."""

    case: Case
    clocks: list[Clock] = field(default_factory=list)
    pauses: list[ClockPause] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    former_codes: list[FormerCode] = field(default_factory=list)
    events: list[tuple[Event, Actor, datetime]] = field(default_factory=list)


def first_appointed(history: CaseHistory) -> datetime | None:
    """What was appointed first, as its events say (`proof/case_rules.py`); None where nothing was."""
    appointed = (
        getattr(event, "first_due_at", None) or event.due_at
        for event, *_ in by_time(history)
        if isinstance(event, APPOINTS)
    )
    return next((due for due in appointed if due), None)


def by_time(history: CaseHistory) -> list[tuple[Event, Actor, datetime]]:
    return sorted(history.events, key=lambda event: event[2])


def copy_histories(histories: Iterable[CaseHistory]) -> int:
    """Write them in the caller's transaction; cases and notes have their keys already. Returns how many events."""
    every = list(histories)
    for one in every:
        one.case.first_due_at = first_appointed(one)
    copy_rows([h.case for h in every])
    clocks = [clock for h in every for clock in h.clocks]
    participants = [row for h in every for row in h.participants]
    pauses = [pause for h in every for pause in h.pauses]
    codes = [code for h in every for code in h.former_codes]
    for model, rows in (
        *((Clock, clocks), (Participant, participants), (ClockPause, pauses)),
        (FormerCode, codes),
    ):
        for key, row in zip(reserve_ids(model, len(rows)), rows, strict=True):
            row.pk = key
    for pause in pauses:
        pause.clock_id = pause.clock.pk
    for written in (clocks, pauses, participants, codes, [note for h in every for note in h.notes]):
        copy_rows(written)
    return copy_events(event for h in every for event in by_time(h))
