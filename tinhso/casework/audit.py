"""What an auditor reads of a case: its events and their seals, and nothing personal."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.casework.history import event_kinds
from tinhso.casework.models import Case
from tinhso.casework.states import State
from tinhso.kernel.events.public import EventProof, EventRow, Seal, proof_of, timeline


@dataclass(frozen=True)
class AuditedEvent:
    """One line of the list: the number in the log, what happened, when by law and when it was written."""

    id: int
    label: str
    name: str
    at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class Head:
    """The last seal of the chain; who notes it outside can see later that nothing before it was rewritten."""

    number: int
    hash: str
    count: int
    created_at: datetime


def head() -> Head | None:
    """None before the first seal. One query that leaves the leaves where they are."""
    columns = ("number", "hash", "count", "created_at")
    row = Seal.objects.filter(log=Seal.Log.EVENTS).order_by("-number").values_list(*columns).first()
    return Head(*row) if row else None


def events_of(code: str) -> list[AuditedEvent] | None:
    """The events of the case of that code, oldest first; None if there is no such case. Two queries."""
    pk = Case.objects.filter(code=code).exclude(state=State.DRAFT).values_list("pk", flat=True).first()
    if pk is None:
        return None
    return [
        AuditedEvent(row.id, label_of(row.name), row.name, row.at, row.recorded_at) for row in timeline(pk)
    ]


def event_with_proof(pk: int) -> tuple[EventRow, EventProof | None] | None:
    """The event and its way to the seal; None for an unknown number, no proof while it waits to be sealed."""
    row = EventRow.objects.filter(pk=pk).first()
    return (row, proof_of(pk)) if row else None


def label_of(name: str) -> str:
    """What the timeline calls this event; its name in the log where it has no line there."""
    return str(getattr(event_kinds().get(name), "label", name))


def code_of(case_id: int | None) -> str:
    """The code of the event's case; empty without one and for a draft, whose code is not for others."""
    cases = Case.objects.filter(pk=case_id or 0).exclude(state=State.DRAFT)
    return cases.values_list("code", flat=True).first() or ""
