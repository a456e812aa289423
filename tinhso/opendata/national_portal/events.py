from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class NationalDeliveryQueued(Event):
    """A list or records wait to be delivered to data.gov.vn."""

    label: ClassVar[str] = "Xếp hàng gửi Cổng dữ liệu quốc gia"
    public: ClassVar[bool] = True
    messages: int


@dataclass(frozen=True, kw_only=True)
class NationalDeliveryEnded(Event):
    """A message to data.gov.vn was received there, refused, or given up after several tries."""

    label: ClassVar[str] = "Kết quả gửi Cổng dữ liệu quốc gia"
    public: ClassVar[bool] = True
    delivery_id: int
    outcome: Code
