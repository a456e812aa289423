from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


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
