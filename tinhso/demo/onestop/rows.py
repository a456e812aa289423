"""The rows of one synthetic dossier, and what every deed does to them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from math import ceil
from random import Random

from django.db.models import Model

from tinhso.casework.bulk import (
    Case,
    CaseHistory,
    Clock,
    Note,
    Participant,
    Process,
    end_of_patience,
    patience_days,
)
from tinhso.casework.public import State
from tinhso.demo.onestop.answers import Filling
from tinhso.demo.onestop.teams import Team
from tinhso.kernel.events.public import Actor, Event
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.law.public import rule
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import new_row, reserve_ids
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.onestop.bulk import (
    Dossier,
    DossierHistory,
    Forms,
    Numbers,
    Offer,
    PaperAsked,
    PortalDossier,
    Slip,
    Trip,
    known_procedures,
    papers_of,
    place_name,
    process_of,
    trip_made,
    trip_of,
)

REPLY = TimeLimit(Decimal(8), Unit.HOUR, "Trả lời hồ sơ trực tuyến")
KEYS_AT_ONCE = 500
USES_ACCOUNT = 0.93  # of the dossiers of people with an account so many are handed in online
BY_POST = 0.12  # of all others so many come by post


class Keys:
    """New keys of tables, some hundreds asked at once: for rows that events name before they are written."""

    def __init__(self) -> None:
        self._left: dict[type[Model], list[int]] = {}

    def of(self, model: type[Model]) -> int:
        left = self._left.setdefault(model, [])
        if not left:
            left += reversed(reserve_ids(model, KEYS_AT_ONCE))
        return left.pop()


@dataclass(frozen=True)
class Setting:
    """What all stories of one loading share.

    `scans` stand for whatever was handed in as a file; `accounts` are the keys of persons who have one.
    """

    now: datetime
    calendar: WorkCalendar
    calendar_id: int | None
    effect: Effect
    numbers: Numbers
    own_portal: bool
    units: list[AdminUnit]
    scans: list[StoredFile]
    accounts: set[int] = field(default_factory=set)
    forms: Forms = field(default_factory=Forms)
    keys: Keys = field(default_factory=Keys)
    processes: dict[int, Process] = field(default_factory=dict)
    papers: dict[int, list[PaperAsked]] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    dues: dict[tuple[TimeLimit, date], datetime] = field(default_factory=dict)
    rules: dict[tuple[str, date], int] = field(default_factory=dict)
    assigned: dict[int, bool] = field(default_factory=dict)
    registers: Counter[tuple[int, str]] = field(default_factory=Counter)

    @cached_property
    def known_codes(self) -> frozenset[str]:
        """The procedures that may be offered as somebody's next step, by the catalogue of the opening day."""
        return known_procedures(self.now.date())

    @cached_property
    def names(self) -> dict[str, str]:
        """The communes of the day by their codes, as texts of results name them."""
        return {unit.code: unit.name for unit in self.units}

    def registered(self, agency: Agency, book: str) -> int:
        """The next number in that book of the agency's register of civil status."""
        self.registers[agency.pk, book] += 1
        return self.registers[agency.pk, book]

    def due(self, limit: TimeLimit, started_at: datetime) -> datetime:
        """What is promised at the receipt. Of all units but hours it depends on the day alone, and is kept."""
        if limit.unit is Unit.HOUR:
            return self.calendar.add_working_seconds(started_at, ceil(limit.amount * 3600))
        key = (limit, self.calendar.counted_from(started_at, self.calendar.cutoff).date())
        if key not in self.dues:
            plain = arithmetic.Clock(
                limit=limit, started_at=started_at, calendar=self.calendar, cutoff=self.calendar.cutoff
            )
            self.dues[key] = arithmetic.first_due(plain)
        return self.dues[key]

    def code_days(self, at: datetime) -> int:
        """How long a payment code holds that is given at that moment."""
        key = ("fee.code_days", at.date())
        if key not in self.rules:
            self.rules[key] = rule("fee.code_days", on=key[1])
        return self.rules[key]

    def patience_until(self, at: datetime) -> datetime:
        """The last moment for a supplement asked at `at`; every office of the demo works by the one calendar."""
        day = at.astimezone(HANOI).date()
        key = ("patience", day)
        if key not in self.rules:
            self.rules[key] = patience_days(day)
        return end_of_patience(self.calendar, day + timedelta(days=self.rules[key]))

    def ask_until(self, settle: Clock) -> datetime:
        """The last moment for a supplement of what was received at the start of that clock, by the rule of that day."""
        key = ("supplement.return_days", settle.started_at.astimezone(HANOI).date())
        if key not in self.rules:
            self.rules[key] = rule(key[0], on=key[1])
        days = TimeLimit(Decimal(self.rules[key]), Unit.WORKING_DAY, "")
        return min(self.due(days, settle.started_at), settle.first_due_at)

    def process(self, offer: Offer) -> Process:
        """The steps of its version; asked of the database once."""
        if offer.version.pk not in self.processes:
            self.processes[offer.version.pk] = process_of(offer.version)
        return self.processes[offer.version.pk]

    def is_assigned(self, offer: Offer) -> bool:
        """Whether its head assigns it; at a commune the officer of the field takes it straight from the desk."""
        if offer.version.pk not in self.assigned:
            self.assigned[offer.version.pk] = offer.has_step("assign")
        return self.assigned[offer.version.pk]

    def papers_of(self, offer: Offer) -> list[PaperAsked]:
        """What its version asks to be handed in."""
        if offer.version.pk not in self.papers:
            self.papers[offer.version.pk] = papers_of(offer.version)
        return self.papers[offer.version.pk]

    def place_of(self, agency: Agency) -> str:
        """The place that its letterhead names."""
        if agency.pk not in self.places:
            self.places[agency.pk] = place_name(agency, self.now.date())
        return self.places[agency.pk]


@dataclass(frozen=True)
class Fate:
    """An end that the plan of the year has fixed: granted, refused at the desk or withdrawn, and the moments.

    `completed_at` is when the citizen completed what the examiner had asked for.
    """

    outcome: str
    accepted_at: datetime
    ends_at: datetime
    completed_at: datetime | None = None


@dataclass(frozen=True)
class Plot:
    """How one dossier goes: when it came, and where it has to stand now ("" lets it run as far as the time).

    `person` is set where it is one of the cast; `owes` leaves its fee unpaid; `given` are answers that are not drawn.
    """

    offer: Offer
    submitted_at: datetime
    stop: str = ""
    fate: Fate | None = None
    person: Person | None = None
    owes: bool = False
    given: Mapping[str, str] = field(default_factory=dict)


class Rows:
    """A submitted dossier; the deeds of its story change and add rows."""

    def __init__(
        self,
        plot: Plot,
        team: Team,
        person: Person,
        keys: tuple[int, list[int]],
        setting: Setting,
        rng: Random,
    ) -> None:
        self.plot, self.team, self.person, self.setting, self.rng = plot, team, person, setting, rng
        self.offer, self.note_keys, self.last = plot.offer, list(keys[1]), plot.submitted_at
        self.citizen = Actor(person_id=person.pk, identity_level=2)
        self.seats: dict[tuple[int, str], Participant] = {}
        self.paper: Paper | None = None
        withdrawn = bool(plot.fate and plot.fate.outcome == "withdrawn")
        uses_account = withdrawn or plot.person is not None or rng.random() < USES_ACCOUNT
        self.online = person.pk in setting.accounts and uses_account
        self.case = self._opened(keys[0])
        self.history = CaseHistory(self.case)
        self.dossier = DossierHistory(self._dossier(), [])
        if self.case.source == Case.Source.NATIONAL_PORTAL:
            code = f"G{self.case.submitted_at:%y%m%d}-MP-{keys[0]:07}"
            self.dossier.portal = new_row(PortalDossier, dossier=self.dossier.dossier, national_code=code)

    def _opened(self, key: int) -> Case:
        at = self.plot.submitted_at
        other = Case.Source.POST if self.rng.random() < BY_POST else Case.Source.COUNTER
        portal = Case.Source.OWN_PORTAL if self.setting.own_portal else Case.Source.NATIONAL_PORTAL
        return new_row(
            Case,
            pk=key,
            code=self.setting.numbers.dossier(self.offer.desk, at),
            kind="dossier",
            title=self.offer.version.procedure.name[:500],
            state=State.SUBMITTED,
            process=self.setting.process(self.offer),
            agency=self.offer.agency,
            desk=self.offer.desk,
            person=self.person,
            place=self.offer.place,
            source=portal if self.online else other,
            opened_at=at - timedelta(minutes=self.rng.randint(5, 50)),
            submitted_at=at,
            ver=2,
        )

    def _dossier(self) -> Dossier:
        by = Dossier.ResultBy.ONLINE if self.online else Dossier.ResultBy.DESK
        dossier = new_row(
            Dossier,
            case=self.case,
            version=self.offer.version,
            level=self.offer.level,
            answers=self._answers(by),
            applicant_name=self.person.full_name,
            applicant_id_number=self.person.id_number,
            phone=self.person.phone,
            address=self.person.address,
            result_by=by,
            salt=self.rng.randbytes(16),
        )
        if self.case.source == Case.Source.POST:
            dossier.post_number = f"MP{self.case.pk:09}VN"
            dossier.post_received_on = self.plot.submitted_at.date()
        return dossier

    def _answers(self, result_by: str) -> dict[str, object]:
        """Drawn from the dossier's code, so that they hang on nothing else."""
        filling = Filling(
            self.person,
            self.setting.units,
            self.plot.submitted_at.date(),
            self.offer.version.procedure.name,
            result_by,
            Random(self.case.code),  # noqa: S311
            self.plot.given,
        )
        return filling.answers(self.setting.forms.of(self.offer.version))

    def _trip(self, why: Trip.Why, at: datetime) -> None:
        """Somebody came to the desk."""
        trip = trip_of(self.dossier.dossier, why, at, key=self.setting.keys.of(Trip))
        self.dossier.trips.append(trip)
        self._event(trip_made(trip), self.team.desk, at)

    def _event(self, event: Event, by: Actor, at: datetime) -> None:
        self.history.events.append((event, by, at))

    def _move(self, **changes: object) -> None:
        self.case.ver += 1
        for name, value in changes.items():
            setattr(self.case, name, value)

    def _end(self, state: State, at: datetime, **changes: object) -> None:
        self._move(state=state, finished_at=at, **changes)
        self._close()

    def _close(self) -> None:
        for row in self.seats.values():
            row.open = False

    def _turn(self, role: str, act: str, due_at: datetime | None) -> Participant:
        self._close()
        seat = self.offer.desk.pk if role == "desk" else self.offer.agency.pk
        row = self._seated((seat, role), role, agency_id=seat)
        row.open, row.act, row.due_at = True, act, due_at
        return row

    def _seated(self, key: tuple[int, str], role: str, **whose: int) -> Participant:
        if key not in self.seats:
            self.seats[key] = new_row(Participant, case=self.case, role=role, **whose)
        return self.seats[key]

    def _seat_lapse(self, until: datetime) -> None:
        """The head may end it when the supplement never comes."""
        seat = self.offer.agency.pk
        row = self._seated((seat, "head"), "head", agency_id=seat)
        row.open, row.act, row.due_at = False, "lapse", until

    def _seat_person(self, act: str, *, is_open: bool, due_at: datetime | None = None) -> None:
        self._close()
        row = self._seated((0, "applicant"), "applicant", person_id=self.person.pk)
        row.open, row.act, row.due_at = is_open, act, due_at

    def _clock(self, name: str, limit: TimeLimit, at: datetime, effect: Effect) -> Clock:
        clock = new_row(
            Clock,
            case=self.case,
            name=name,
            amount=limit.amount,
            unit=limit.unit,
            counting=limit.counting,
            source=limit.source[:300],
            effect=effect,
            calendar_id=self.setting.calendar_id,
            started_at=at,
        )
        clock.first_due_at = clock.due_at = self.setting.due(limit, at)
        self.history.clocks.append(clock)
        return clock

    def _plain(self, clock: Clock) -> arithmetic.Clock:
        return arithmetic.Clock(
            limit=clock.limit(),
            started_at=clock.started_at,
            calendar=self.setting.calendar,
            cutoff=self.setting.calendar.cutoff,
            effect=Effect(clock.effect),
            pauses=tuple(pause.interval() for pause in self.history.pauses if pause.clock is clock),
            restarted_at=clock.restarted_at,
        )

    def _stop(self, clock: Clock, at: datetime) -> arithmetic.Timeliness:
        clock.stopped_at = at
        assert clock.due_at is not None
        return arithmetic.result(clock.due_at, at)

    def _note(self, kind: Note.Kind, text: str, at: datetime) -> Note:
        for_citizen = kind != Note.Kind.FINDING
        note = new_row(
            Note,
            pk=self.note_keys.pop(),
            case=self.case,
            kind=kind,
            text=text,
            for_citizen=for_citizen,
            author_id=self.team.examiner.user_id,
            written_at=at,
            salt=self.rng.randbytes(16),
        )
        self.history.notes.append(note)
        return note

    def _slip(
        self, form: Slip.Form, at: datetime, *, due_at: datetime | None = None, note: Note | None = None
    ) -> None:
        officer = self.team.desk if form == Slip.Form.RECEIPT else self.team.examiner
        slip = new_row(
            Slip,
            dossier=self.dossier.dossier,
            form=form,
            number=self.setting.numbers.slip(self.offer.desk, form.value, at),
            note=note,
            due_at=due_at,
            officer_id=officer.user_id or 0,
            made_at=at,
        )
        self.dossier.slips.append(slip)
