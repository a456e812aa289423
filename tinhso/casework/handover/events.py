from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class CaseHandedOn(Event):
    """What was named for one officer was handed over to another by the head, with a reason."""

    label: ClassVar[str] = "Bàn giao cho người khác"
    public: ClassVar[bool] = False
    from_officer_id: int
    to_officer_id: int
    step: Code | None
    note_id: int
    note: Commitment
