"""Who gave a case to whom, when, and whether the step before was in its time: what form 05 prints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tinhso.casework.clocks.calendars import work_calendar
from tinhso.casework.history.history import event_kinds, names_of
from tinhso.casework.models import Case, Clock
from tinhso.kernel.events.public import TimelineLine, timeline
from tinhso.kernel.people.public import Agency
from tinhso.lib.legal_time.clock import result
from tinhso.lib.legal_time.working_time import WorkCalendar

CITIZEN = "Người nộp hồ sơ"
TO_CITIZEN = {"SupplementRequested", "CaseRefused", "SupplementLapsed", "CaseFinished"}
FROM_CITIZEN = {"CaseAccepted", "SupplementCompleted", "CaseWithdrawn"}


@dataclass(frozen=True)
class Movement:
    """One passing on. `timeliness` is that of the step which ended with it, "" where the law gives it no time.

    `giver` and `taker` are seats or the citizen; the names are those of officers, "" where no officer acted.
    """

    at: datetime
    what: str
    giver: str
    taker: str
    giver_name: str = ""
    taker_name: str = ""
    timeliness: str = ""


def movements(case: Case) -> list[Movement]:
    """Every passing on of the case, oldest first, from its events alone. Four queries and one per agency it went to."""
    lines = [line for line in timeline(case.pk) if line.name.rpartition(".")[2] in MOVES]
    names = names_of({line.actor_id for line in lines if line.actor_id} | officers_of(lines))
    timing = Timing(case)
    found = [moved(case, line, names, timing) for line in lines]
    for n, line in enumerate(lines[1:]):
        if not found[n].taker_name and found[n].taker == found[n + 1].giver != CITIZEN:
            found[n] = replace(found[n], taker_name=names.get(line.actor_id or 0, ""))
    return found


def officers_of(lines: Sequence[TimelineLine]) -> set[int]:
    ids = ("officer_id", "from_officer_id", "to_officer_id")
    return {line.payload[name] for line in lines for name in ids if line.payload.get(name)}


def moved(case: Case, line: TimelineLine, names: dict[int, str], timing: "Timing") -> Movement:
    name, payload = line.name.rpartition(".")[2], line.payload
    here = payload.get("from_step") or payload.get("step")
    giver, taker = seat(case, here), seat(case, payload.get("to_step") or here)
    actor = names.get(payload.get("from_officer_id") or line.actor_id or 0, "")
    officer_name = names.get(payload.get("officer_id") or payload.get("to_officer_id") or 0, "")
    if name == "CaseForwarded":
        giver, taker = agency(payload["from_agency_id"]), agency(payload["to_agency_id"])
    if name in FROM_CITIZEN:
        giver = CITIZEN
    if name in TO_CITIZEN:
        taker = CITIZEN
    return Movement(
        at=line.at,
        what=str(getattr(event_kinds()[line.name], "label", "")),
        giver=giver,
        taker=taker,
        giver_name="" if giver == CITIZEN else actor,
        taker_name=officer_name or (actor if giver == CITIZEN else ""),
        timeliness=timing.of(name, here or "", line.at),
    )


def seat(case: Case, step: str | None) -> str:
    """The agency at which that step is done; the desk where the case is not in its steps."""
    place = "desk"
    if step and case.process:
        place = case.process.step(step).place
    return case.desk.name if place == "desk" and case.desk else case.agency.name


def agency(pk: int) -> str:
    return Agency.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


class Timing:
    """Measures each step against its share of the time limit, in working time without the waits."""

    def __init__(self, case: Case) -> None:
        self.case, self.begun, self.step = case, case.accepted_at, ""
        self.clock = (
            Clock.objects.filter(case=case, name=Clock.Name.SETTLE).prefetch_related("pauses").first()
        )
        self.calendar = work_calendar(self.clock.calendar_id) if self.clock else None

    def of(self, name: str, step: str, at: datetime) -> str:
        """early, on_time or late for the step that ends with this event; "" for what ends none."""
        if name in WAITS or not step:
            return ""
        begun, self.begun = self.begun, at
        if name in FROM_CITIZEN or begun is None or self.clock is None or self.calendar is None:
            return ""
        allowed = self.allowed(self.clock, self.calendar, step)
        if not allowed:
            return ""
        due = self.calendar.add_working_seconds(begun, allowed + self.waited(self.calendar, begun, at))
        return str(result(due, at))

    def allowed(self, clock: Clock, calendar: WorkCalendar, step: str) -> int:
        """Working seconds that the step has."""
        share = self.case.process.step(step).share if self.case.process else 0
        return round(share * calendar.working_seconds(clock.started_at, clock.first_due_at))

    def waited(self, calendar: WorkCalendar, begun: datetime, at: datetime) -> int:
        """Working seconds of the waits that lie in the step."""
        assert self.clock is not None
        spans = [(max(begun, p.started_at), min(at, p.ended_at or at)) for p in self.clock.pauses.all()]
        return sum(calendar.working_seconds(start, end) for start, end in spans if end > start)


WAITS = {"SupplementRequested", "CaseWithdrawn", "OpinionAsked", "OpinionGiven", "CasePaused", "CaseResumed"}
WAITS |= {"CaseHandedOn"}  # another officer at the same step: it ends none
WAITS |= {"CaseTakenOver"}
MOVES = TO_CITIZEN | FROM_CITIZEN | WAITS - {"OpinionAsked", "OpinionGiven"}
MOVES |= {"CaseAdvanced", "CaseReturned", "CaseAssigned", "CaseSettled", "CaseForwarded"}
