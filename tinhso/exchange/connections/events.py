"""What happens when connections are tested."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ConnectionChecked(Event):
    """Somebody had the address of a service called in one environment; `reached` says how far the call came."""

    label: ClassVar[str] = "Kiểm tra kết nối của dịch vụ"
    service_id: int
    environment: Code
    reached: Code


@dataclass(frozen=True, kw_only=True)
class ProviderCertificateSeen(Event):
    """Where a service answers, a certificate was seen for the first time since it was placed there, or another one than before; `fingerprint` is SHA-256 of it."""

    label: ClassVar[str] = "Thấy chứng thư mới của máy chủ cung cấp"
    service_id: int
    environment: Code
    fingerprint: Code
    ends_at: datetime
