from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PeriodicReportOpened(Event):
    """An agency owes a report of a period from now on; its time runs."""

    label: ClassVar[str] = "Mở báo cáo định kỳ phải nộp"
    regime: Code
    agency_id: int
    period: Code
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PeriodicReportSent(Event):
    """The agency's head sent it: its figures and words are frozen, and these are their SHA-256."""

    label: ClassVar[str] = "Gửi báo cáo định kỳ"
    sending_id: int
    sha256: Code


@dataclass(frozen=True, kw_only=True)
class PeriodicReportAccepted(Event):
    """The receiving agency accepted what was sent last."""

    label: ClassVar[str] = "Nhận báo cáo định kỳ"
    sending_id: int
