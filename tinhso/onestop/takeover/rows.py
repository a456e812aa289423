"""The rows of a dossier that comes over: its case as it stood, the promise of the former system, its waits and history."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tinhso.casework import events
from tinhso.casework.public import (
    Case,
    CaseHistory,
    Clock,
    ClockPause,
    FormerCode,
    Note,
    Participant,
    Process,
    State,
    last_moment,
)
from tinhso.kernel.events.public import Actor, commit
from tinhso.kernel.people.public import Person
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect, PauseReason
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.onestop.bulk import Dossier, DossierHistory, Trip, trip_made, trip_of
from tinhso.onestop.dossier.events import DossierStarted
from tinhso.onestop.takeover.importable_dossier import NEVER_ACCEPTED, STATES_HERE, ImportableDossier

OUTCOMES = {3: "refused", 7: "withdrawn", 8: "refused", 9: "granted", 10: "granted"}
SUPPLEMENT_WORDS = "Yêu cầu bổ sung theo hệ thống cũ."
INSTANT = timedelta(seconds=1)


class Rows:
    """Makes them; `notes_needed` keys of notes are to be given."""

    def __init__(
        self,
        dossier: ImportableDossier,
        person: Person,
        process: Process,
        calendar: tuple[int | None, WorkCalendar],
    ) -> None:
        self.dossier, self.person, self.process = dossier, person, process
        self.calendar_id, self.calendar = calendar
        self.lines = list(lines_of(dossier))

    @property
    def notes_needed(self) -> int:
        return len(self.lines)

    def make(
        self, key: int, note_keys: list[int], trip_key: int, *, reply: TimeLimit, by: Actor, now: datetime
    ) -> tuple[CaseHistory, DossierHistory]:
        """The case with its clocks, turns, notes and events, and the dossier; `reply` is the desk's time to answer."""
        self.case = self._case(key)
        self.history = CaseHistory(self.case)
        self.history.former_codes = [FormerCode(case=self.case, code=code) for code in self.dossier.others]
        self._clocks(reply, now)
        self._seats(now)
        self._notes(note_keys, by, now)
        event = events.CaseTakenOver(
            case_id=key,
            kind=self.case.kind,
            code=self.case.code,
            source=self.case.source,
            agency_id=self.case.agency_id,
            state=self.case.state,
            step=self.case.step or None,
            received_at=self.dossier.dates.received,
            due_at=self.case.due_at,
            **self._further(),
        )
        dossier = self._dossier()
        begun = DossierStarted(
            case_id=key, version_id=dossier.version_id, level=dossier.level, person_id=self.case.person_id
        )
        trips = self._trips(dossier, trip_key)
        self.history.events += [(event, by, now), (begun, by, now)]
        self.history.events += [(trip_made(trip), by, trip.made_at) for trip in trips]
        return self.history, DossierHistory(dossier, [], trips=trips)

    def _trips(self, dossier: Dossier, key: int) -> list[Trip]:
        """What came over the counter was brought there."""
        at = self.case.submitted_at
        return (
            [trip_of(dossier, Trip.Why.RECEIPT, at, key=key)]
            if at and self.case.source == Case.Source.COUNTER
            else []
        )

    def _further(self) -> dict[str, Any]:
        """What else the row holds when it comes over: the case must follow from its events."""
        plain = (
            "desk_id",
            "process_id",
            "place_id",
            "officer_id",
            "accepted_at",
            "settled_at",
            "finished_at",
        )
        words = {name: getattr(self.case, name) or None for name in ("timeliness", "outcome")}
        settle = next((clock for clock in self.history.clocks if clock.name == Clock.Name.SETTLE), None)
        time = {"first_due_at": settle.first_due_at, "unit": settle.unit} if settle else {}
        return {name: getattr(self.case, name) for name in plain} | words | time | self._waits()

    def _waits(self) -> dict[str, Any]:
        waits = sorted(self.history.pauses, key=lambda one: one.started_at)
        return {
            "wait_reasons": tuple(one.reason for one in waits),
            "wait_began": tuple(one.started_at for one in waits),
            "wait_ended": tuple(one.ended_at for one in waits),
        }

    def _case(self, key: int) -> Case:
        dossier, dates, offer = self.dossier, self.dossier.dates, self.dossier.offer
        state = STATES_HERE[dossier.number]
        ended = dates.settled or (dates.finished if state == State.REFUSED else None)
        met = arithmetic.result(dates.due, ended) if dates.due and ended else ""
        paused = state in {State.WAITING_CITIZEN, State.PAUSED}
        return Case(
            pk=key,
            code=dossier.code,
            kind="dossier",
            title=offer.version.procedure.name[:500],
            state=state,
            step=dossier.step,
            process=self.process,
            agency=offer.agency,
            desk=offer.desk,
            officer_id=dossier.officer_id,
            person=self.person,
            place=offer.place,
            source=dossier.source,
            opened_at=dates.received,
            submitted_at=dates.received,
            accepted_at=None if dossier.number in NEVER_ACCEPTED else dates.received,
            due_at=None if paused or dossier.number in NEVER_ACCEPTED else dates.due,
            settled_at=ended,
            finished_at=dates.finished if state in {State.DONE, State.REFUSED, State.WITHDRAWN} else None,
            timeliness=met,
            outcome=OUTCOMES.get(dossier.number, ""),
        )

    def _dossier(self) -> Dossier:
        dossier = self.dossier
        return Dossier(
            case=self.case,
            version=dossier.offer.version,
            level=dossier.offer.level,
            applicant_name=dossier.cell("applicant"),
            applicant_id_number=dossier.cell("id_number"),
            phone=dossier.cell("phone"),
            email=dossier.cell("email"),
            address=dossier.cell("address"),
            result_by=dossier.result_by,
            salt=secrets.token_bytes(16),
        )

    def _clock(self, name: str, limit: TimeLimit, effect: Effect) -> Clock:
        return Clock(
            case=self.case,
            name=name,
            amount=limit.amount,
            unit=limit.unit,
            counting=limit.counting,
            source=limit.source[:300],
            effect=effect,
            calendar_id=self.calendar_id,
            started_at=self.dossier.dates.received,
        )

    def _clocks(self, reply: TimeLimit, now: datetime) -> None:
        """Before acceptance the desk's time to answer, by our rules; after it the date that was promised, as it is."""
        dossier, dates = self.dossier, self.dossier.dates
        if dossier.number == 1:
            clock = self._clock("reply", reply, Effect.PAUSE)
            clock.first_due_at = clock.due_at = arithmetic.first_due(
                arithmetic.Clock(reply, dates.received, self.calendar, self.calendar.cutoff)
            )
            self.history.clocks.append(clock)
        if dossier.number in NEVER_ACCEPTED or dates.due is None:
            return
        clock = self._clock("settle", dossier.offer.limit, dossier.effect)
        asked = [p for p in dossier.pauses if p.ended_at and p.reason is PauseReason.SUPPLEMENT]
        if dossier.effect is Effect.RESTART and asked:
            clock.restarted_at, clock.restarts = asked[-1].ended_at, len(asked)
        clock.first_due_at = dates.first_due or dates.due
        clock.taken_over_due = dates.due
        clock.taken_over_at = next((p.started_at for p in dossier.pauses if p.ended_at is None), now)
        clock.due_at = None if self.case.state in {State.WAITING_CITIZEN, State.PAUSED} else dates.due
        clock.stopped_at = self.case.settled_at or self.case.finished_at
        self.history.clocks.append(clock)
        self.history.pauses += [
            ClockPause(clock=clock, reason=p.reason, started_at=p.started_at, ended_at=p.ended_at)
            for p in dossier.pauses
        ]

    def _seats(self, now: datetime) -> None:
        """Whose turn it is: the step's role, the desk before acceptance, or the applicant; the desk sees all of its own."""
        case, turn = self.case, self._turn()
        seats = {
            (self.dossier.offer.desk.pk, "desk"): Participant(
                case=case, agency_id=self.dossier.offer.desk.pk, role="desk"
            )
        }
        if turn:
            place, role, act = turn
            row = seats.setdefault((place, role), Participant(case=case, agency_id=place, role=role))
            row.act, row.officer_id = act, case.officer_id if role == "examiner" else None
            row.open = case.state != State.WAITING_CITIZEN
            row.due_at = self._due_of_turn()
        applicant = Participant(case=case, person_id=self.person.pk, role="applicant")
        rows = [*seats.values(), applicant]
        if case.state == State.WAITING_CITIZEN:
            until = last_moment(case, now=self.dossier.pauses[-1].started_at)
            applicant.open, applicant.act, applicant.due_at = True, "supplement", until
            head = Participant(case=case, agency_id=case.agency_id, role="head", act="lapse", due_at=until)
            rows.append(head)
        self.history.participants = rows

    def _turn(self) -> tuple[int, str, str] | None:
        case = self.case
        if case.state == State.SUBMITTED:
            return self.dossier.offer.desk.pk, "desk", "receive"
        if not case.step or case.finished_at:
            return None
        step = self.process.step(case.step)
        place = self.dossier.offer.desk.pk if step.place == "desk" else case.agency_id
        return place, step.role, step.act

    def _due_of_turn(self) -> datetime | None:
        if self.case.state == State.SUBMITTED:
            return self.history.clocks[0].due_at
        return self.case.due_at

    def _notes(self, keys: list[int], by: Actor, now: datetime) -> None:
        """Each line of the former history: an erasable note, and its event with a commitment, at the time it tells."""
        for pk, (at, kind, text, shown) in zip(keys, self.lines, strict=True):
            note = Note(
                pk=pk,
                case=self.case,
                kind=kind,
                text=text,
                for_citizen=shown,
                written_at=min(at, now),
                salt=secrets.token_bytes(16),
            )
            self.history.notes.append(note)
            event = events.FormerStepTold(
                case_id=self.case.pk, note_id=pk, note=commit(bytes(note.salt), text)
            )
            self.history.events.append((event, by, min(at, now - INSTANT)))


def lines_of(dossier: ImportableDossier) -> Iterator[tuple[datetime, Note.Kind, str, bool]]:
    """When, what kind, the words, whether the applicant reads them: subject and remark, supplements, the history."""
    received = dossier.dates.received
    for heading, key in (("Trích yếu", "subject"), ("Ghi chú", "note")):
        if dossier.cell(key):
            yield received, Note.Kind.HISTORY, f"{heading}: {dossier.cell(key)}", False
    for pause, text in zip(dossier.pauses, dossier.asked, strict=True):
        if pause.reason is PauseReason.SUPPLEMENT:
            yield pause.started_at, Note.Kind.SUPPLEMENT, text or SUPPLEMENT_WORDS, True
        elif text:
            yield pause.started_at, Note.Kind.PAUSE, text, True
    for step in dossier.history:
        yield step.at, Note.Kind.HISTORY, step.text, step.shown


def reply_limit(hours: object) -> TimeLimit:
    return TimeLimit(Decimal(str(hours)), Unit.HOUR, "Trả lời hồ sơ trực tuyến")
