"""What happens to communication plans, their tasks, the agenda, guidance and reach. Words lie in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CommunicationPlanStarted(Event):
    """An editor wrote a plan; it waits for its approval."""

    plan_id: int
    agency_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class CommunicationPlanApproved(Event):
    """The agency's head or approver let the plan be carried out."""

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class PlanTopicAdded(Event):
    """A plan has a topic for a month."""

    topic_id: int
    plan_id: int
    month: date


@dataclass(frozen=True, kw_only=True)
class CommunicationTaskGiven(Event):
    """An agency has a task of a plan to carry out."""

    plan_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class CommunicationTaskReported(Event):
    """The agency says what it did."""

    linked: bool


@dataclass(frozen=True, kw_only=True)
class AgendaEntryAdded(Event):
    """Something on that day is to be covered by an agency."""

    entry_id: int
    agency_id: int
    covered_by_id: int
    day: date


@dataclass(frozen=True, kw_only=True)
class AgendaEntryDropped(Event):
    """It is covered no more."""

    entry_id: int


@dataclass(frozen=True, kw_only=True)
class GuidanceSent(Event):
    """Guidance went to so many agencies."""

    guidance_id: int
    agencies: int


@dataclass(frozen=True, kw_only=True)
class GuidanceConfirmed(Event):
    """Somebody at an agency confirmed to have read it."""

    guidance_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ReachEntered(Event):
    """A number of all together, of a page and a month, with its evidence; `replaced` where it corrects an earlier one."""

    reach_id: int
    channel_id: int
    month: date
    kind: Code
    value: int
    replaced: bool
