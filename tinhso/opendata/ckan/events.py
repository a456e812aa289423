from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ApiTokenMade(Event):
    """An agency's publisher made a key for a program that writes."""

    label: ClassVar[str] = "Tạo khóa ghi dữ liệu mở"
    token_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ApiTokenRevoked(Event):
    """A key for a program that writes was revoked."""

    label: ClassVar[str] = "Thu hồi khóa ghi dữ liệu mở"
    token_id: int
    agency_id: int
