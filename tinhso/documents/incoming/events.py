"""What happens to arriving documents that casework cannot know. Texts stand in their rows."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DocumentArrived(Event):
    """A document of another agency arrived at this one by that channel; its row says whose and what about."""

    label: ClassVar[str] = "Văn bản đến"
    case_id: int
    agency_id: int
    channel: Code
    files: int


@dataclass(frozen=True, kw_only=True)
class ArrivingDocumentRegistered(Event):
    """It got the next number of the agency's register of arriving documents; `duplicates` that the clerk was shown."""

    label: ClassVar[str] = "Vào sổ văn bản đến"
    case_id: int
    agency_id: int
    year: int
    number: int
    duplicates: int


@dataclass(frozen=True, kw_only=True)
class HandlingStatusWritten(Event):
    """What its sender is told: 01 arrived, 02 refused, 03 registered, 04 assigned, 05 in handling, 06 finished."""

    case_id: int
    status_id: int
    status: Code


@dataclass(frozen=True, kw_only=True)
class DocumentDirected(Event):
    """The leader directed who handles it (`agency_id`), and how many units or officers support."""

    label: ClassVar[str] = "Chỉ đạo xử lý văn bản đến"
    case_id: int
    agency_id: int
    supports: int


@dataclass(frozen=True, kw_only=True)
class DocumentResultReported(Event):
    """Whoever handled it reported the result; `answer_id` is the case of the outgoing document that answers it."""

    label: ClassVar[str] = "Báo cáo kết quả xử lý văn bản đến"
    case_id: int
    answer_id: int | None


@dataclass(frozen=True, kw_only=True)
class HandlingNoteWritten(Event):
    """Somebody on the routing list wrote an opinion, or whoever follows it urged the unit that has it."""

    label: ClassVar[str] = "Ý kiến, đôn đốc văn bản đến"
    case_id: int
    note_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class TakeBackReceived(Event):
    """The sender of an arriving document asks for it back, or recalls it: a recalled one is frozen."""

    label: ClassVar[str] = "Nơi gửi yêu cầu lấy lại, thu hồi"
    case_id: int
    take_back_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class TakeBackAnswered(Event):
    """The clerk agreed that the document goes back, or declined."""

    label: ClassVar[str] = "Trả lời yêu cầu lấy lại, thu hồi"
    case_id: int
    take_back_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class ArrivingDocumentDestroyed(Event):
    """Files and metadata of an arriving document were destroyed, for its sender took it back."""

    label: ClassVar[str] = "Hủy văn bản đến bị thu hồi"
    case_id: int
    files: int


@dataclass(frozen=True, kw_only=True)
class ArrivingDocumentUpdated(Event):
    """The sender of an arriving document updated it; its version row says what stood there, and whether it counts."""

    label: ClassVar[str] = "Nơi gửi cập nhật văn bản"
    case_id: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class ArrivingDocumentReplaced(Event):
    """The sender of an arriving document sent another (`document_id`) in its place."""

    label: ClassVar[str] = "Nơi gửi thay thế văn bản"
    case_id: int
    document_id: int
