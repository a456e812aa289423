from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DocumentSent(Event):
    """The axis has taken a message about the document for one of its recipients."""

    label: ClassVar[str] = "Trục liên thông đã nhận văn bản"
    case_id: int
    recipient_id: int
    message_id: int


@dataclass(frozen=True, kw_only=True)
class AxisMessageHeld(Event):
    """The axis refused a message, or did not answer for a day: somebody has to look."""

    case_id: int
    message_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class AxisMessageRepeated(Event):
    """Somebody sent a message again that was stuck or waited."""

    case_id: int
    message_id: int


@dataclass(frozen=True, kw_only=True)
class AxisMessageSkipped(Event):
    """Somebody set a message aside for good, with a reason."""

    case_id: int
    message_id: int


@dataclass(frozen=True, kw_only=True)
class TakeBackAsked(Event):
    """The agency asked a recipient to give the document back; he agrees or declines."""

    label: ClassVar[str] = "Yêu cầu lấy lại văn bản"
    case_id: int
    recipient_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentChangeOrdered(Event):
    """Its signer or the head of the agency ordered that an issued document is recalled, replaced or corrected."""

    label: ClassVar[str] = "Chỉ đạo thu hồi, thay thế, đính chính"
    case_id: int
    order_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class DocumentChangeOrderDropped(Event):
    """Such an order was taken back before anybody carried it out."""

    label: ClassVar[str] = "Rút chỉ đạo thu hồi, thay thế, đính chính"
    case_id: int
    order_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentCorrected(Event):
    """An official letter (`letter_id`) corrects an issued document."""

    label: ClassVar[str] = "Đính chính văn bản"
    case_id: int
    letter_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRecalled(Event):
    """The agency recalled an issued document: it is frozen, and its recipients destroy it."""

    label: ClassVar[str] = "Thu hồi văn bản"
    case_id: int
    recipients: int


@dataclass(frozen=True, kw_only=True)
class DocumentRecipientsAdded(Event):
    """An issued document goes to so many further recipients over the axis."""

    label: ClassVar[str] = "Gửi thêm nơi nhận"
    case_id: int
    recipients: int


@dataclass(frozen=True, kw_only=True)
class DocumentUpdated(Event):
    """What an issued document says of itself, or its accompanying files, changed; so many recipients are told."""

    label: ClassVar[str] = "Cập nhật văn bản đã phát hành"
    case_id: int
    update_id: int
    recipients: int


@dataclass(frozen=True, kw_only=True)
class DocumentReplaced(Event):
    """Another issued document (`document_id`) takes the place of this one; so many recipients are told."""

    label: ClassVar[str] = "Văn bản được thay thế"
    case_id: int
    document_id: int
    recipients: int


@dataclass(frozen=True, kw_only=True)
class ReceiverStatusReceived(Event):
    """A recipient told what became of the document."""

    label: ClassVar[str] = "Nơi nhận báo trạng thái"
    case_id: int
    recipient_id: int
    code: Code


@dataclass(frozen=True, kw_only=True)
class AxisArrivalHeld(Event):
    """A message of the axis came and could not be taken: it is held for the clerk, of a secret one nothing is kept."""

    agency_id: int
    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class AxisArrivalRetried(Event):
    """The clerk tried to take a held message again; its row says how that went."""

    agency_id: int
    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class AxisArrivalDropped(Event):
    """The clerk set a held message of the axis aside for good, with a reason."""

    agency_id: int
    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class AxisReplySent(Event):
    """The axis has taken a state of handling for the sender of an arriving document."""

    label: ClassVar[str] = "Đã báo trạng thái cho nơi gửi"
    case_id: int
    reply_id: int
    code: Code


@dataclass(frozen=True, kw_only=True)
class AxisReplyHeld(Event):
    """The axis refused a state of handling, or did not answer for a day: somebody has to look."""

    case_id: int
    reply_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class AxisReplyMended(Event):
    """The clerk sent a state of handling again, or set it aside."""

    case_id: int
    reply_id: int
