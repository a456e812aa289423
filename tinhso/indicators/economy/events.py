from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ProgrammeEntered(Event):
    """A programme that helps enterprises was entered."""

    label: ClassVar[str] = "Nhập chương trình hỗ trợ doanh nghiệp"
    public: ClassVar[bool] = True
    programme_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class SupportEntered(Event):
    """What a firm got from a programme was entered."""

    label: ClassVar[str] = "Nhập lượt hỗ trợ doanh nghiệp"
    programme_id: int
    support_id: int


@dataclass(frozen=True, kw_only=True)
class SupportRevoked(Event):
    """A support that had been entered wrong was taken back; why stands with it."""

    label: ClassVar[str] = "Bỏ lượt hỗ trợ nhập sai"
    programme_id: int
    support_id: int
