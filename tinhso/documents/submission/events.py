"""What happens to submission slips. Their words stand in their rows."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SubmissionSlipWritten(Event):
    """The drafter wrote the slip by which the draft is laid before a leader, or wrote it anew."""

    label: ClassVar[str] = "Ghi phiếu trình"
    case_id: int
    slip_id: int
    leader_id: int


@dataclass(frozen=True, kw_only=True)
class SubmissionSlipDirected(Event):
    """The leader wrote a direction on the slip."""

    label: ClassVar[str] = "Lãnh đạo cho ý kiến vào phiếu trình"
    case_id: int
    slip_id: int
    decision: Code
    post_id: int
