"""COPY writer of dossiers with what belongs to them, and what a dossier can be about on a day."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import TextField
from django.db.models.functions import MD5, Cast

from tinhso.kernel.events.public import raise_numbers
from tinhso.kernel.papers.public import paper_numbers
from tinhso.kernel.people.public import Agency, Competence, NoCompetence, competent_agency, desk_of
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import copy_rows, new_row, reserve_ids
from tinhso.lib.dates import HANOI
from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.check import checked_form
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.catalogue.papers import OTHER_PAPER, papers_of
from tinhso.onestop.catalogue.papers import Paper as PaperAsked
from tinhso.onestop.catalogue.places import LEVELS
from tinhso.onestop.catalogue.processes import process_of
from tinhso.onestop.catalogue.result_forms.layouts import layout_of, paper_kind
from tinhso.onestop.catalogue.result_forms.wording import OPEN, first_articles, first_name
from tinhso.onestop.catalogue.sensitive import sensitive_codes
from tinhso.onestop.dossier.actions.note_trip import trip_made
from tinhso.onestop.dossier.slips import NOTATIONS, place_name
from tinhso.onestop.models import (
    Attachment,
    CollectionAccount,
    Decision,
    Dossier,
    FeeCharge,
    HandOver,
    LinkedPart,
    PaperHandedIn,
    Payment,
    PortalDossier,
    PortalFee,
    ProactiveOffer,
    Procedure,
    ProcedureCompetence,
    ProcedureVersion,
    Refund,
    Slip,
    Trip,
)
from tinhso.onestop.money.actions.ask_fee import charges_of, fee_asked
from tinhso.onestop.offers.lines import fitting_lines, stop_lines, stopped_by
from tinhso.onestop.registration.records import parts_after, register_of
from tinhso.onestop.results.results import notation_of

__all__ = [
    "Attachment",
    "CollectionAccount",
    "Decision",
    "Dossier",
    "DossierHistory",
    "FeeCharge",
    "Forms",
    "HandOver",
    "LinkedPart",
    "Numbers",
    "OPEN",
    "OTHER_PAPER",
    "Offer",
    "PaperAsked",
    "PaperHandedIn",
    "Payment",
    "PortalDossier",
    "PortalFee",
    "ProactiveOffer",
    "Refund",
    "Slip",
    "Trip",
    "fee_asked",
    "charges_of",
    "copy_dossiers",
    "end_stopped_offers",
    "known_procedures",
    "offers_after",
    "first_articles",
    "first_name",
    "layout_of",
    "notation_of",
    "offers",
    "papers_of",
    "parts_after",
    "place_name",
    "process_of",
    "register_of",
    "paper_kind",
    "trip_made",
    "trip_of",
]


@dataclass(frozen=True)
class Offer:
    """A procedure at a place: who settles it, who receives for it, in what time and by which steps."""

    version: ProcedureVersion
    level: str
    agency: Agency
    desk: Agency
    place: AdminUnit | None
    limit: TimeLimit

    def has_step(self, key: str) -> bool:
        return any(step["key"] == key for step in self.version.process)


@dataclass
class DossierHistory:
    """A dossier with its slips, papers, fees, drafted decision and handing over; casework's bulk writes its case.

    A charge, its payments and trips have their keys already, since their events name them.
    """

    dossier: Dossier
    slips: list[Slip]
    decision: Decision | None = None
    hand_over: HandOver | None = None
    attachments: list[Attachment] = field(default_factory=list)
    handed_in: list[PaperHandedIn] = field(default_factory=list)
    charges: list[FeeCharge] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    portal: PortalDossier | None = None
    portal_fees: list[PortalFee] = field(default_factory=list)
    trips: list[Trip] = field(default_factory=list)
    parts: list[LinkedPart] = field(default_factory=list)
    offers: list[ProactiveOffer] = field(default_factory=list)


def offers(
    *, units: Iterable[AdminUnit], on: date, entered_days: int = 15, elsewhere: bool = False
) -> list[Offer]:
    """All that can be handed in on that day at the province and in these communes, in a fixed order.

    `elsewhere`: also what another system settles, as the register of civil status. Where the catalogue holds no time limit, the desk enters `entered_days` working days.
    """
    entered_limit = TimeLimit(Decimal(entered_days), Unit.WORKING_DAY, "Nhập tại nơi tiếp nhận")
    standing = ProcedureVersion.objects.in_force(on).filter(procedure__valid__contains=on)
    versions = standing.exclude(own_form=False, national={}, agency_text="")
    if not elsewhere:
        versions = versions.filter(settled_in="")
    seats = Seats(on)
    settled = ProcedureCompetence.objects.filter(valid__contains=on)
    competences = dict(settled.values_list("procedure", "competence"))
    found = []
    light = versions.defer("form", "national", "legal_basis", "order_text", "manner_text")
    for version in light.select_related("procedure__field").order_by("procedure__code"):
        if not version.channels:
            continue  # a school, a fund receives it itself
        level = LEVELS.get(competences.get(version.procedure_id, ""))  # type: ignore[call-overload]
        limit = version.limit_at(str(level)) or entered_limit
        for unit in [None] if level == "province" else list(units) if level else []:
            if both := seats.of(version.procedure.field.code, str(level), unit):
                found.append(Offer(version, str(level), *both, unit, limit))
    return found


class Seats:
    """Who settles and who receives on a day, as `places.seats_for` says; what the fields of a place share is asked once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.rows: dict[tuple[str, str], Agency | None] = {}
        for row in Competence.objects.on(on).select_related("agency").order_by("-pk"):
            self.rows[row.field, row.level] = row.agency
        self.committees: dict[tuple[str, int | None], Agency | None] = {}
        self.desks: dict[int, Agency | None] = {}

    def of(self, field: str, level: str, unit: AdminUnit | None) -> tuple[Agency, Agency] | None:
        """None where the data name no agency or no desk."""
        if (field, level) not in self.rows:
            return None
        agency = self.rows[field, level] or self._committee(field, level, unit)
        desk = self._desk(agency) if agency else None
        return (agency, desk) if agency and desk else None

    def _committee(self, field: str, level: str, unit: AdminUnit | None) -> Agency | None:
        key = (level, unit.pk if unit else None)
        if key not in self.committees:
            try:
                self.committees[key] = competent_agency(field, level, unit, self.on)
            except NoCompetence:
                self.committees[key] = None
        return self.committees[key]

    def _desk(self, agency: Agency) -> Agency | None:
        if agency.pk not in self.desks:
            self.desks[agency.pk] = desk_of(agency, self.on)
        return self.desks[agency.pk]


class Forms:
    """The forms of versions, each read once; many versions share one."""

    def __init__(self) -> None:
        self._keys: dict[int, tuple[str, ...]] = {}
        self._forms: dict[tuple[str, ...], FormDefinition] = {}

    def of(self, version: ProcedureVersion) -> FormDefinition:
        """The definition by which that version asks."""
        if not self._keys:
            digest = MD5(Cast("form", TextField()))
            self._keys = {pk: (key,) for pk, key in ProcedureVersion.objects.values_list("pk", digest)}
        key = self._keys[version.pk]
        if key not in self._forms:
            self._forms[key] = checked_form(version.form)
        return self._forms[key]


class Numbers:
    """The numbers that the real counters would have given, counted here and handed to them at the end."""

    def __init__(self) -> None:
        self.lasts: Counter[str] = Counter()

    def dossier(self, desk: Agency, at: datetime) -> str:
        ident, day = desk.old_ident_code or desk.ident_code, f"{at:%y%m%d}"
        return f"{ident}-{day}-{self._next(f'dossier:{ident}:{day}'):04}"

    def slip(self, desk: Agency, form: str, at: datetime) -> str:
        return f"{self._next(f'slip:{desk.code}:{form}:{at.year}'):02}/{NOTATIONS[form]}"

    def result(self, agency: Agency, kind: str, at: datetime) -> int:
        """The clerk's number of a result of that kind."""
        return self._next(paper_numbers(agency.pk, kind, at.year))

    def receipt(self, desk: Agency, at: datetime) -> str:
        """The number of the receipt for a fee that was paid."""
        series = f"{desk.ident_code or desk.pk}-{at:%y}E"
        return f"{series}-{self._next(f'bien-lai:{series}'):07}"

    def _next(self, scope: str) -> int:
        self.lasts[scope] += 1
        return self.lasts[scope]

    def hand_back(self) -> None:
        """Let the counters go on after the last number of each scope."""
        raise_numbers(dict(self.lasts))


def copy_dossiers(dossiers: Iterable[DossierHistory]) -> None:
    """Write them in the caller's transaction, after their cases."""
    every = list(dossiers)
    copy_rows([d.dossier for d in every])
    copy_rows([d.portal for d in every if d.portal])
    copy_rows([charge for d in every for charge in d.charges])
    copy_rows([payment for d in every for payment in d.payments])
    copy_rows([trip for d in every for trip in d.trips])
    copy_rows([part for d in every for part in d.parts])
    for model, rows in (
        (PortalFee, [row for d in every for row in d.portal_fees]),
        (Slip, [slip for d in every for slip in d.slips]),
        (Attachment, [row for d in every for row in d.attachments]),
        (PaperHandedIn, [row for d in every for row in d.handed_in]),
        (Decision, [d.decision for d in every if d.decision]),
        (HandOver, [d.hand_over for d in every if d.hand_over]),
        (ProactiveOffer, [row for d in every for row in d.offers]),
    ):
        for key, row in zip(reserve_ids(model, len(rows)), rows, strict=True):
            row.pk = key
        copy_rows(rows)


def known_procedures(on: date) -> frozenset[str]:
    """The codes of those that may be offered on a day. Two queries."""
    codes = Procedure.objects.filter(valid__contains=on).values_list("code", flat=True)
    return frozenset(codes) - sensitive_codes()


def offers_after(dossier: Dossier, at: datetime, known: Container[str]) -> list[ProactiveOffer]:
    """What its person is offered after it was granted at that moment, by `known_procedures`; unsaved."""
    day = at.astimezone(HANOI).date()
    lines = fitting_lines(dossier.version.procedure.code, dossier.answers, known, day)
    return [
        new_row(
            ProactiveOffer,
            dossier=dossier,
            person_id=dossier.case.person_id,
            code=line.code,
            made_at=at,
            until=day + timedelta(days=line.days),
        )
        for line in lines
    ]


def end_stopped_offers() -> int:
    """Offers that later dossiers of the same person silence end with these, as in the deed; how many. Once all are written."""
    granted = Dossier.objects.filter(
        version__procedure__code__in={one.after for one in stop_lines()},
        case__outcome="granted",
        case__person__in=ProactiveOffer.objects.values("person"),
    )
    ended = 0
    for code, person, at in granted.values_list(
        "version__procedure__code", "case__person", "case__settled_at"
    ):
        if person is None or at is None:
            continue
        day = at.astimezone(HANOI).date()
        open_ones = ProactiveOffer.objects.open_for(person, day).filter(made_at__lt=at)
        stopped = open_ones.filter(code__in=stopped_by(code, day))
        ended += stopped.update(until=day - timedelta(days=1))
    return ended


def trip_of(dossier: Dossier, why: Trip.Why, at: datetime, *, key: int) -> Trip:
    """Somebody came to the desk; `trip_made` is its event."""
    return new_row(Trip, pk=key, dossier=dossier, why=why, made_at=at)
