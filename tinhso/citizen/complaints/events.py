"""What happens in the private register of complaints and denunciations that casework cannot know."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ComplaintRegistered(Event):
    """A complaint or denunciation stands in the private register; the accused agency is not in the log."""

    label: ClassVar[str] = "Đã ghi sổ riêng"
    case_id: int
    kind: Code  # complaint, denunciation
    channel: Code  # report, feedback, counter, portal


@dataclass(frozen=True, kw_only=True)
class ComplaintAccepted(Event):
    """The complaint or denunciation is taken up (thụ lý); the time for settling it begins."""

    label: ClassVar[str] = "Đã thụ lý"
    public: ClassVar[bool] = True
    case_id: int


@dataclass(frozen=True, kw_only=True)
class DenunciationMovedOut(Event):
    """Words, sender and files of a denunciation left this networked machine on paper; number, agency, clock, state stay."""

    label: ClassVar[str] = "Đã đưa nội dung tố cáo ra khỏi máy nối mạng"
    case_id: int
    files: int
    size: int
