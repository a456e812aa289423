"""What happens to subscriptions and their deliveries, as far as somebody did it or has to look."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SubscriptionMade(Event):
    """A system is told of a topic from now on."""

    label: ClassVar[str] = "Đăng ký nhận sự kiện"
    subscription_id: int
    service_id: int
    system_id: int


@dataclass(frozen=True, kw_only=True)
class SubscriptionMoved(Event):
    """What it is told goes to another address from now on."""

    label: ClassVar[str] = "Đổi địa chỉ nhận sự kiện"
    subscription_id: int


@dataclass(frozen=True, kw_only=True)
class SubscriptionPaused(Event):
    """Nothing is sent until it is taken up again; nothing is missed."""

    label: ClassVar[str] = "Tạm dừng nhận sự kiện"
    subscription_id: int
    ground: Code


@dataclass(frozen=True, kw_only=True)
class SubscriptionResumed(Event):
    """What waited goes out."""

    label: ClassVar[str] = "Nhận sự kiện trở lại"
    subscription_id: int


@dataclass(frozen=True, kw_only=True)
class SubscriptionEnded(Event):
    """It is told nothing any more."""

    label: ClassVar[str] = "Chấm dứt nhận sự kiện"
    subscription_id: int


@dataclass(frozen=True, kw_only=True)
class DeliveryHeld(Event):
    """A notice could not be delivered and waits for somebody; `answer` is the last status, 0 where nobody answered."""

    label: ClassVar[str] = "Sự kiện không gửi được"
    delivery_id: int
    answer: int


@dataclass(frozen=True, kw_only=True)
class DeliveryRepeated(Event):
    """Somebody sent a notice anew."""

    label: ClassVar[str] = "Gửi lại sự kiện"
    delivery_id: int


@dataclass(frozen=True, kw_only=True)
class DeliverySkipped(Event):
    """Somebody set a notice aside for good; the reason stands in the row."""

    label: ClassVar[str] = "Bỏ qua sự kiện"
    delivery_id: int
