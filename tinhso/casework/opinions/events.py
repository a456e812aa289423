"""The opinion of another agency: asked for on the one case, opened and answered as a case of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class OpinionAsked(Event):
    """Another agency was asked for its opinion, with a deadline of its own."""

    label: ClassVar[str] = "Lấy ý kiến"
    public: ClassVar[bool] = False
    opinion_case_id: int
    agency_id: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(Event):
    """The agency that was asked gave its opinion."""

    label: ClassVar[str] = "Đã có ý kiến"
    public: ClassVar[bool] = False
    opinion_case_id: int
    note_id: int
    note: Commitment
    timeliness: Code | None


@dataclass(frozen=True, kw_only=True)
class OpinionOpened(Event):
    """The case of an opinion that another agency asked for (`OpinionAsked` stands on that one's timeline)."""

    code: Code
    kind: Code
    source: Code
    step: Code
    agency_id: int
    parent_id: int
    confidential: bool
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpinionAnswered(Event):
    """The case of an opinion ended with the answer (`OpinionGiven` stands on the timeline of who asked)."""

    outcome: Code
    timeliness: Code | None
