"""What goes to other systems and comes from them: the national portal, the shared software of civil status."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event
from tinhso.onestop import linked_labels


@dataclass(frozen=True, kw_only=True)
class PortalDossierReceived(Event):
    """A dossier came in from the national portal and lies at its desk."""

    label: ClassVar[str] = "Nhận từ Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = True
    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class PortalFeeReceived(Event):
    """The national portal told that a fee of this dossier was paid there; đồng."""

    label: ClassVar[str] = "Đã nộp phí, lệ phí tại Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = True
    fee_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class LinkedPartAsked(Event):
    """Another system was asked for its part of a dossier: the register of civil status, the police, social insurance."""

    label: ClassVar[str] = "Đã gửi hệ thống khác giải quyết"
    labels: ClassVar[dict[str, str]] = linked_labels.ASKED
    public: ClassVar[bool] = True
    part_id: int
    part: Code
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LinkedPartSettled(Event):
    """Another system settled its part; number and copy stand in the part."""

    label: ClassVar[str] = "Hệ thống khác đã có kết quả"
    labels: ClassVar[dict[str, str]] = linked_labels.SETTLED
    public: ClassVar[bool] = True
    part_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class LinkedPartRefused(Event):
    """Another system turned its part down, in words that stand in the part; the other parts stay as they are."""

    label: ClassVar[str] = "Hệ thống khác từ chối"
    labels: ClassVar[dict[str, str]] = linked_labels.REFUSED
    public: ClassVar[bool] = True
    part_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class LinkedPartSkipped(Event):
    """An officer said that a part is done by other means, with a reason that stands in the part."""

    label: ClassVar[str] = "Không làm qua hệ thống khác"
    labels: ClassVar[dict[str, str]] = linked_labels.SKIPPED
    public: ClassVar[bool] = True
    part_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class LinkedMessageHeld(Event):
    """Another system does not take a request of ours: it refused its form, or was away for too long."""

    label: ClassVar[str] = "Tin gửi hệ thống khác bị kẹt"
    public: ClassVar[bool] = False
    message_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class LinkedMessageRepeated(Event):
    """Somebody sent a request to another system again."""

    label: ClassVar[str] = "Gửi lại tin cho hệ thống khác"
    public: ClassVar[bool] = False
    message_id: int


@dataclass(frozen=True, kw_only=True)
class LinkedAnswerSkipped(Event):
    """Somebody set an answer of another system aside, with a reason in its row."""

    answer_id: int


@dataclass(frozen=True, kw_only=True)
class PortalArrivalHeld(Event):
    """A message of the national portal could not be applied; it is kept and somebody has to look."""

    arrival_id: int
    error: Code


@dataclass(frozen=True, kw_only=True)
class PortalArrivalSkipped(Event):
    """Somebody set a message of the national portal aside, with a reason in its row."""

    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class DossierSynchronised(Event):
    """The national portal confirmed that message, which told it the whole dossier."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class PortalMessageHeld(Event):
    """The national portal does not take a message of ours: it refused it, or was away for too long."""

    label: ClassVar[str] = "Tin gửi Cổng Dịch vụ công quốc gia bị kẹt"
    public: ClassVar[bool] = False
    message_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class PortalMessageRepeated(Event):
    """Somebody sent a stuck message to the national portal again."""

    label: ClassVar[str] = "Gửi lại tin cho Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = False
    message_id: int


@dataclass(frozen=True, kw_only=True)
class PortalMessageSkipped(Event):
    """Somebody set a message to the national portal aside, with a reason in its row; the next ones go on."""

    label: ClassVar[str] = "Bỏ qua tin gửi Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = False
    message_id: int
