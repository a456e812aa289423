"""What happens when connections are tested."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ConnectionChecked(Event):
    """Somebody had the address of a service called in one environment; `reached` says how far the call came."""

    label: ClassVar[str] = "Kiểm tra kết nối của dịch vụ"
    service_id: int
    environment: Code
    reached: Code
