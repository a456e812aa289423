"""What an edXML message says (QCVN 102:2016/BTTTT), without how it is written.

Element names are those of the standard, also where they are misspelt there ("Bussiness").
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
FORMER_NAMESPACE = "http://www.e-doc.vn/Schema/"


class Business(StrEnum):
    """BussinessDocType: what the message wants with its document."""

    NEW = "0"
    RECALL = "1"
    UPDATE = "2"
    REPLACE = "3"


class Status(StrEnum):
    """StatusCode (QĐ 28/2018/QĐ-TTg): what became of a document at its receiver; 13, 15 and 16 are about taking back."""

    ARRIVED = "01"
    REJECTED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    PROCESSING = "05"
    FINISHED = "06"
    TAKE_BACK = "13"
    AGREED = "15"
    DECLINED = "16"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Status.ARRIVED: "Đã đến",
    Status.REJECTED: "Từ chối tiếp nhận",
    Status.ACCEPTED: "Đã tiếp nhận",
    Status.ASSIGNED: "Phân công xử lý",
    Status.PROCESSING: "Đang xử lý",
    Status.FINISHED: "Hoàn thành",
    Status.TAKE_BACK: "Yêu cầu lấy lại",
    Status.AGREED: "Đồng ý yêu cầu lấy lại, cập nhật",
    Status.DECLINED: "Từ chối yêu cầu lấy lại, cập nhật",
}


@dataclass(frozen=True)
class Organ:
    """One that sends or receives; `code` is OrganId."""

    code: str
    name: str
    superior: str = ""  # OrganizationInCharge
    address: str = ""
    email: str = ""
    phone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True)
class Staff:
    department: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True)
class Reference:
    """ResponseFor: the document that this message is about. `code` is number and notation together."""

    organ: str
    code: str
    document_id: str
    issued_on: date | None = None


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    content_type: str = "application/pdf"
    description: str = ""
    content_id: str = ""


@dataclass(frozen=True)
class Replacement:
    """One document that a replacing one takes the place of, for these receivers."""

    document_id: str
    organs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """BussinessDocumentInfo of an update: whether the text changed, whether the receivers did (0 added, 1 left out)."""

    document: bool = True
    receivers: bool = False
    receiver_types: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Trace:
    """One hop: which organ had the message, when (in Hà Nội, without a zone, as the standard writes it)."""

    organ: str
    at: datetime | None


@dataclass(frozen=True)
class DocumentMessage:
    sender: Organ
    receivers: tuple[Organ, ...]
    document_id: str
    number: str
    notation: str
    issued_on: date | None
    subject: str
    type_name: str
    place: str = ""
    type_code: str = "1"  # 1 administrative, 2 legal; DocumentType.Type
    type_detail: str = "0"
    content: str = ""
    competence: str = ""
    position: str = ""
    signer: str = ""
    due_on: date | None = None
    places: tuple[str, ...] = ()
    priority: str = "0"
    sphere: str = ""
    typist: str = ""
    copies: int = 1
    pages: int = 1
    appendices: tuple[str, ...] = ()
    answers: tuple[Reference, ...] = ()
    steering: str = "0"
    tasks: tuple[str, ...] = ()
    traces: tuple[Trace, ...] = ()
    business: Business = Business.NEW
    reason: str = ""
    paper: bool = False
    changes: Changes | None = None
    replacements: tuple[Replacement, ...] = ()
    staff: Staff = field(default_factory=Staff)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class StatusMessage:
    sender: Organ
    about: Reference
    status: Status
    at: datetime | None
    description: str = ""
    staff: Staff = field(default_factory=Staff)


Message = DocumentMessage | StatusMessage
