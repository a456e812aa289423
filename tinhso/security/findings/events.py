"""What happens to findings. Titles, places and reasons stand in their rows."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class FindingOpened(Event):
    """A weakness was found on a machine for the first time, and has to be mended by its deadline."""

    finding_id: int
    machine_id: int | None
    agency_id: int | None
    kind: Code
    severity: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FindingReopened(Event):
    """A finding is open that was not: it was found anew after being mended, or a decision over it ended."""

    finding_id: int
    agency_id: int | None
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FindingMended(Event):
    """A report that looked there did not show a finding any more, or a coordinator saw the evidence."""

    finding_id: int
    machine_id: int | None
    agency_id: int | None
    kind: Code
    mended_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MendingReported(Event):
    """An officer said that a finding is mended; the next report in scope, or a coordinator, confirms it."""

    finding_id: int
    agency_id: int | None


@dataclass(frozen=True, kw_only=True)
class DecisionProposed(Event):
    """Somebody proposed to accept the risk of a finding until a day, by another person's decision."""

    finding_id: int
    decision_id: int
    approver_id: int
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    """A finding is a false alarm, is worked on, or its risk is accepted, until a day."""

    finding_id: int
    decision_id: int
    kind: Code
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class DecisionEnded(Event):
    """A decision over a finding holds no longer, or was refused by whom it waited for."""

    finding_id: int
    decision_id: int
