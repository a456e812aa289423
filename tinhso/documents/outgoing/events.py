"""What happens to outgoing documents that casework and papers cannot know. Texts stand in their rows."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DocumentDrafted(Event):
    """An official began to draft a document of that type."""

    label: ClassVar[str] = "Bắt đầu soạn thảo văn bản"
    case_id: int
    type_code: Code


@dataclass(frozen=True, kw_only=True)
class DraftVersionWritten(Event):
    """A further version of the draft was written."""

    label: ClassVar[str] = "Ghi phiên bản dự thảo"
    case_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DraftCommented(Event):
    """Somebody on the routing list commented on a paragraph of a version, or answered for its comment being done."""

    label: ClassVar[str] = "Góp ý dự thảo"
    case_id: int
    comment_id: int
    resolved: bool


@dataclass(frozen=True, kw_only=True)
class DraftApproved(Event):
    """Somebody answers by name for the content, or for the form, of this version."""

    label: ClassVar[str] = "Duyệt dự thảo văn bản"
    case_id: int
    version: int
    part: Code
    post_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentPaperDrawn(Event):
    """The document was drawn up for its signer, as it will be signed."""

    case_id: int
    paper_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentIssued(Event):
    """The document bears number, date and both signatures and is on its way; how many agencies receive it."""

    label: ClassVar[str] = "Phát hành văn bản"
    case_id: int
    paper_id: int
    number_id: int
    recipients: int


@dataclass(frozen=True, kw_only=True)
class DocumentReaderSeated(Event):
    """A role at an agency, or an officer in it, was put on the routing list to read along."""

    label: ClassVar[str] = "Thêm người xem văn bản"
    case_id: int
    agency_id: int
    role: Code
    officer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentRightDecided(Event):
    """A head of the agency confirmed a right on the document that somebody gave by hand, or took it back."""

    label: ClassVar[str] = "Quyết định về quyền xem văn bản"
    case_id: int
    officer_id: int
    role: Code
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class DocumentFileAttached(Event):
    """The drafter let a file go along with the document."""

    label: ClassVar[str] = "Kèm tệp vào văn bản"
    case_id: int
    attached_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentFileTakenOff(Event):
    """The drafter took a file off the document; it stays in its history."""

    label: ClassVar[str] = "Bỏ tệp kèm văn bản"
    case_id: int
    attached_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRelated(Event):
    """The drafter named another document as related to the draft, or as answered by it."""

    label: ClassVar[str] = "Gắn văn bản liên quan"
    case_id: int
    relation_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class DocumentRelationDropped(Event):
    """The drafter took such a document off the draft."""

    label: ClassVar[str] = "Bỏ văn bản liên quan"
    case_id: int
    relation_id: int


@dataclass(frozen=True, kw_only=True)
class PaperDeliveryRecorded(Event):
    """The clerk wrote down that copies of the document went out on paper."""

    label: ClassVar[str] = "Gửi bản giấy"
    case_id: int
    delivery_id: int
    way: Code
    copies: int


@dataclass(frozen=True, kw_only=True)
class PaperDeliveryCancelled(Event):
    """A row about copies on paper was struck out: it had been written by mistake."""

    label: ClassVar[str] = "Gạch bỏ dòng gửi bản giấy"
    case_id: int
    delivery_id: int
