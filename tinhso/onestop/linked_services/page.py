"""What pages show of the parts that other systems settle: each with its state, time limit, number and copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.casework.public import Case, where_is
from tinhso.casework.public import State as CaseState
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator
from tinhso.onestop.models import Dossier, LinkedAnswer, LinkedMessage, LinkedPart
from tinhso.onestop.registration.records import parts_after, record_of

PAGE = 50
State = LinkedPart.State
TONES = {State.ASKED: "soon", State.SETTLED: "ok", State.REFUSED: "late", State.SKIPPED: ""}
ON_THE_WAY, STUCK = ["waiting", "sending"], "stuck"


@dataclass(frozen=True)
class PartShown:
    """One line: what is done, by whom, how it stands. `part` is None while it waits for the registration before it."""

    kind: str
    name: str
    agency: str
    words: str
    tone: str
    part: LinkedPart | None = None
    message: LinkedMessage | None = None
    copy_name: str = ""

    @property
    def person_number(self) -> str:
        return str(self.part.details.get("SoDinhDanh", "")) if self.part else ""

    @property
    def book(self) -> str:
        return str(self.part.details.get("Quyen", "")) if self.part else ""


def parts_shown(dossier: Dossier, on: datetime) -> list[PartShown]:
    """Every part of the dossier in the order in which they follow; empty where nothing is settled elsewhere. Three queries."""
    if not dossier.version.settled_in:
        return []
    record = record_of(dossier.version)
    made = {part.kind: part for part in dossier.linked_parts.select_related("file", "officer")}
    if record is None and not made:
        return []
    last = last_messages(made.values())
    rules = {rule.kind: rule for rule in parts_after(dossier, on.date())}
    lines = [
        line_of(
            LinkedPart.Kind.CIVIL_STATUS,
            record.name if record else LinkedPart.Kind.CIVIL_STATUS.label,
            dossier.case.agency.name,
            made,
            last,
            copy=record.copy if record else _("Bản sao điện tử"),
        )
    ]
    for kind in LinkedPart.Kind.values[1:]:
        if kind in rules or kind in made:
            rule = rules.get(kind)
            name = rule.name if rule else LinkedPart.Kind(kind).label
            lines.append(line_of(kind, name, rule.agency if rule else "", made, last))
    return lines


def line_of(
    kind: str,
    name: str,
    agency: str,
    made: dict[str, LinkedPart],
    last: dict[int, LinkedMessage],
    *,
    copy: str = "",
) -> PartShown:
    part = made.get(kind)
    if part is None:
        waits = (
            _("Chưa ghi Sổ hộ tịch")
            if kind == LinkedPart.Kind.CIVIL_STATUS
            else _("Chờ đăng ký khai sinh xong")
        )
        return PartShown(kind, name, agency, waits, "")
    tone = TONES[State(part.state)]
    return PartShown(kind, name, agency, part.get_state_display(), tone, part, last.get(part.pk), copy)


def last_messages(parts: Iterable[LinkedPart]) -> dict[int, LinkedMessage]:
    """The latest request of each part. One query."""
    ids = [part.pk for part in parts]
    return {row.part_id: row for row in LinkedMessage.objects.filter(part__in=ids).order_by("part", "number")}


def where_now(shown: Sequence[PartShown], case: Case) -> str:
    """Where the case stands, and that the register has it where it does."""
    at_work = case.state == CaseState.IN_PROGRESS and case.step == "examine"
    return _("Chờ phần mềm hộ tịch cấp số") if at_work and registration_asked(shown) else where_is(case)


def registration_asked(shown: Sequence[PartShown]) -> bool:
    """The register has the dossier and has not answered."""
    first = shown[0].part if shown else None
    return first is not None and first.state == State.ASKED


def waiting_words(case_ids: Sequence[int]) -> dict[int, str]:
    """What the worklist says of dossiers whose registration another system has, refused or settled. One query."""
    words = {
        State.ASKED: _("Chờ phần mềm hộ tịch cấp số"),
        State.SETTLED: _("Phần mềm hộ tịch đã cấp số"),
        State.REFUSED: _("Phần mềm hộ tịch từ chối"),
    }
    found = LinkedPart.objects.filter(
        dossier__in=case_ids, kind=LinkedPart.Kind.CIVIL_STATUS, dossier__case__step="examine"
    )
    rows = found.values_list("dossier", "state")
    return {pk: words[State(state)] for pk, state in rows if state in words}


@dataclass(frozen=True)
class LinkedExchange:
    """What is on its way to the software of civil status and of linked services, and what of its answers is held."""

    waiting: int
    stuck: int
    oldest: datetime | None
    rows: Sequence[LinkedMessage]
    held: Sequence[LinkedAnswer]
    more: bool


def visible_parts(by: Actor) -> QuerySet[LinkedPart]:
    """An administrator sees all, without what is personal; others those of the dossiers in which they take part."""
    if by.holds(Administrator):
        return LinkedPart.objects.all()
    return LinkedPart.objects.filter(dossier__in=Dossier.objects.visible_to(by))


def linked_exchange(by: Actor, *, state: str = "", code: str = "") -> LinkedExchange:
    """Three queries. `state` is one of the messages' states, "" for all that is open; `code` a dossier's code."""
    seen = LinkedMessage.objects.filter(part__in=visible_parts(by))
    open_ = Q(state__in=[*ON_THE_WAY, STUCK])
    unanswered = Q(state="confirmed", part__state=State.ASKED)
    chosen = seen.filter(state=state) if state else seen if code else seen.filter(open_ | unanswered)
    if code:
        chosen = chosen.filter(part__dossier__case__code=code)
    rows = list(chosen.select_related("part__dossier__case").order_by("-pk")[: PAGE + 1])
    counts = seen.aggregate(
        waiting=Count("pk", filter=Q(state__in=ON_THE_WAY) | unanswered),
        stuck=Count("pk", filter=Q(state=STUCK)),
        oldest=Min("at", filter=open_ | unanswered),
    )
    held = LinkedAnswer.objects.filter(state__in=["waiting", "held"]).order_by("-pk")
    return LinkedExchange(
        counts["waiting"],
        counts["stuck"],
        counts["oldest"],
        rows[:PAGE],
        list(held[:PAGE]),
        len(rows) > PAGE,
    )
