from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event
from tinhso.onestop.linked_services import labels as linked_labels


@dataclass(frozen=True, kw_only=True)
class LinkedPartAsked(Event):
    """Another system was asked for its part of a dossier: the register of civil status, the police, social insurance."""

    label: ClassVar[str] = "Đã gửi hệ thống khác giải quyết"
    labels: ClassVar[dict[str, str]] = linked_labels.PART_LABELS
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
