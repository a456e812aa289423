"""Advisories of the specialised unit and what agencies answer. Words stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class AdvisoryIssued(Event):
    """An advisory was addressed to so many agencies, to be answered until that day."""

    advisory_id: int
    kind: Code
    severity: int
    audience: Code
    agencies: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class AdvisoryAcknowledged(Event):
    """The security officer of an agency has read the advisory."""

    advisory_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class AdvisoryAnswered(Event):
    """An agency says that it did what was to be done, or is not affected; the reason stands in the row."""

    advisory_id: int
    agency_id: int
    outcome: Code
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class AdvisoryAnswerReturned(Event):
    """The specialised unit did not accept the answer of an agency: it is to be answered anew, by the same day."""

    advisory_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class AdvisoryUrged(Event):
    """The specialised unit urged so many agencies that had not answered."""

    advisory_id: int
    agencies: int


@dataclass(frozen=True, kw_only=True)
class AdvisoryWithdrawn(Event):
    """The advisory asks nobody for anything any more; what was answered stays."""

    advisory_id: int
