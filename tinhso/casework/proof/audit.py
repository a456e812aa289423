"""What an auditor reads of a case: its events and their seals, and nothing personal."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from tinhso.casework.history.history import event_kinds
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.casework.proof.compare import compare
from tinhso.casework.proof.comparison_runs import last_run
from tinhso.casework.proof.last_comparison import noted
from tinhso.casework.proof.lines import lines_of
from tinhso.casework.proof.scope import these
from tinhso.kernel.events.public import Actor, EventProof, EventRow, Seal, comparisons, proof_of, timeline
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.people.roles import Auditor, Head, Supervisor
from tinhso.kernel.site.declare import Text


@dataclass(frozen=True)
class AuditedEvent:
    """One line of the list: the number in the log, what happened, when by law and when it was written."""

    id: int
    label: str
    name: str
    at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class ChainHead:
    """The last seal of the chain; who notes it outside can see later that nothing before it was rewritten."""

    number: int
    hash: str
    count: int
    created_at: datetime


def head() -> ChainHead | None:
    """None before the first seal. One query that leaves the leaves where they are."""
    columns = ("number", "hash", "count", "created_at")
    row = Seal.objects.filter(log=Seal.Log.EVENTS).order_by("-number").values_list(*columns).first()
    return ChainHead(*row) if row else None


@dataclass(frozen=True)
class Comparison:
    """What the last comparison of rows with events found; `lines` name what still differs, for auditors alone."""

    at: datetime
    whole: bool
    cases: int
    differing: int
    uncheckable: int
    lines: list[str]


def last_comparison(actor: Actor) -> Comparison | None:
    """None before the first. One query; what differed is read again for auditors, so that the page says how it is now."""
    last = last_run()
    if last is None:
        return None
    run_noted = last.compared
    lines = lines_of(compare(these(run_noted.still))) if run_noted.still and actor.holds(Auditor) else []
    return Comparison(
        last.at, run_noted.whole, run_noted.cases, run_noted.differing, run_noted.uncheckable, lines
    )


@dataclass(frozen=True)
class RecordsFound:
    """What the last comparison of records of one kind found; `lines` name what differs now, for auditors alone."""

    at: datetime
    word: Text
    checked: int
    differing: int
    uncheckable: int
    lines: list[str]


def last_of_records(actor: Actor) -> list[RecordsFound]:
    """Empty before the first. Kinds that differ are compared again for auditors, so that the page says how it is now."""
    last, known = noted(), {one.code: one for one in comparisons(slow=False)}
    return [
        RecordsFound(
            last.kinds_at,
            known[kind.code].word,
            kind.checked,
            kind.differing,
            kind.uncheckable,
            known[kind.code].whole(lambda n: None).lines if kind.differing and actor.holds(Auditor) else [],
        )
        for kind in last.kinds
        if kind.code in known and last.kinds_at is not None
    ]


def followed_by(actor: Actor, on: date) -> "QuerySet[Case]":
    """The cases whose codes, events and seals this officer may follow; the case itself stays its participants'.

    An auditor: every case. Whoever leads or follows an agency: those of it and of all below it, but for confidential ones.
    Everybody: those in which they take part.
    """
    cases = Case.objects.exclude(state=State.DRAFT)
    if actor.holds(Auditor):
        return cases
    seen = Q(pk__in=Case.objects.visible_to(actor).values("pk"))
    if actor.holds(Head) or actor.holds(Supervisor):
        mine = Agency.objects.filter(pk=actor.agency_id or 0).first()
        seen |= Q(agency__in=agencies_below(mine, on) if mine else (), confidential=False)
    return cases.filter(seen)


def only_followed(rows: "QuerySet[Any]", case: str, actor: Actor, on: date) -> "QuerySet[Any]":
    """Of these rows those whose `case` (a field, "pk" of cases themselves) is `followed_by` the actor."""
    return (
        rows if actor.holds(Auditor) else rows.filter(**{f"{case}__in": followed_by(actor, on).values("pk")})
    )


def events_of(code: str, cases: "QuerySet[Case]") -> list[AuditedEvent] | None:
    """The events of that one of the cases, oldest first; None if it is not among them. Two queries."""
    pk = cases.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        return None
    return [
        AuditedEvent(row.id, label_of(row.name), row.name, row.at, row.recorded_at) for row in timeline(pk)
    ]


def event_with_proof(pk: int, actor: Actor, on: date) -> tuple[EventRow, EventProof | None] | None:
    """The event and its way to the seal, no proof while it waits to be sealed.

    None for an unknown number and for what this actor may not follow; events of no case are the auditor's.
    """
    row = EventRow.objects.filter(pk=pk).first()
    if row is None or not actor.holds(Auditor) and not _follows(row.case_id, actor, on):
        return None
    return row, proof_of(pk)


def _follows(case_id: int | None, actor: Actor, on: date) -> bool:
    return case_id is not None and followed_by(actor, on).filter(pk=case_id).exists()


def label_of(name: str) -> str:
    """What the timeline calls this event; its name in the log where it has no line there."""
    return str(getattr(event_kinds().get(name), "label", name))


def code_of(case_id: int | None) -> str:
    """The code of the event's case; empty without one and for a draft, whose code is not for others."""
    cases = Case.objects.filter(pk=case_id or 0).exclude(state=State.DRAFT)
    return cases.values_list("code", flat=True).first() or ""
