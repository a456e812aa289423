"""What happens to given tasks that casework cannot know. Texts stand in their rows."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class AssignmentGiven(Event):
    """A committee gave a task to an agency (`agency_id`), out of a document (`source_id`) or without one."""

    label: ClassVar[str] = "Giao nhiệm vụ"
    case_id: int
    giver_id: int
    agency_id: int
    supports: int
    source_id: int | None


@dataclass(frozen=True, kw_only=True)
class AssignmentReceived(Event):
    """The agency received the task; its head named who carries it out."""

    label: ClassVar[str] = "Tiếp nhận nhiệm vụ"
    case_id: int
    officer_id: int


@dataclass(frozen=True, kw_only=True)
class AssignmentNoteWritten(Event):
    """Progress, a supporting part, an urging, the result, or why it was returned; `percent` of a progress report."""

    label: ClassVar[str] = "Ghi báo cáo, đôn đốc nhiệm vụ"
    case_id: int
    note_id: int
    kind: Code
    percent: int | None = None


@dataclass(frozen=True, kw_only=True)
class AssignmentExtensionAsked(Event):
    """The agency asked for a later day."""

    label: ClassVar[str] = "Xin gia hạn nhiệm vụ"
    case_id: int
    extension_id: int
    until: date


@dataclass(frozen=True, kw_only=True)
class AssignmentExtensionDecided(Event):
    """The giver granted or refused the later day."""

    label: ClassVar[str] = "Quyết định gia hạn nhiệm vụ"
    case_id: int
    extension_id: int
    decision: Code


@dataclass(frozen=True, kw_only=True)
class AssignmentLetterLinked(Event):
    """A document was linked to the task: `direction` is out or in."""

    label: ClassVar[str] = "Gắn văn bản với nhiệm vụ"
    case_id: int
    letter_id: int
    direction: Code
