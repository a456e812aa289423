"""What happens to cyber incidents beside the moves of their cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CyberIncidentReported(Event):
    """A cyber incident was reported, by any officer or out of alerts; `exercise` goes the same way and is in no figure."""

    label: ClassVar[str] = "Báo sự cố an toàn thông tin mạng"
    agency_id: int
    incident_kind: Code
    exercise: bool


@dataclass(frozen=True, kw_only=True)
class CyberIncidentVerified(Event):
    """It is one, of that kind: its tasks and its reports to the authorities are written down."""

    label: ClassVar[str] = "Xác minh là sự cố"
    incident_kind: Code


@dataclass(frozen=True, kw_only=True)
class CyberIncidentClassified(Event):
    """How severe it is by the listed criteria."""

    label: ClassVar[str] = "Phân loại mức độ"
    severity: Code


@dataclass(frozen=True, kw_only=True)
class CyberIncidentRestored(Event):
    """What was hit works again: the time for the final report begins."""

    label: ClassVar[str] = "Đã khôi phục hoạt động"


@dataclass(frozen=True, kw_only=True)
class CyberIncidentSummarised(Event):
    """Cause and lesson are written; the head lets it be closed or gives it back."""

    label: ClassVar[str] = "Tổng kết nguyên nhân, bài học"


@dataclass(frozen=True, kw_only=True)
class CyberIncidentMerged(Event):
    """It is one with another incident and waits there with all that is written of it."""

    label: ClassVar[str] = "Gộp vào sự cố khác"
    into_id: int


@dataclass(frozen=True, kw_only=True)
class CyberIncidentParted(Event):
    """It was not one with the other after all, and goes on by itself."""

    label: ClassVar[str] = "Tách khỏi sự cố khác"
    from_id: int


@dataclass(frozen=True, kw_only=True)
class CyberIncidentHandedOn(Event):
    """The duty passed to another unit: the incident lies there from now on."""

    label: ClassVar[str] = "Chuyển đơn vị chuyên trách mới"
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class IncidentAlertAdded(Event):
    """An alert belongs to the incident."""

    label: ClassVar[str] = "Gộp cảnh báo"
    alert_id: int
    source: Code


@dataclass(frozen=True, kw_only=True)
class IncidentAlertParted(Event):
    """An alert does not belong to the incident after all; its line stays."""

    label: ClassVar[str] = "Tách cảnh báo"
    alert_id: int


@dataclass(frozen=True, kw_only=True)
class IncidentAssetAdded(Event):
    """A system or machine of the agency is affected."""

    asset_id: int


@dataclass(frozen=True, kw_only=True)
class IncidentEntryWritten(Event):
    """A line of the timeline was written; it is never changed."""

    entry_id: int
    entry_kind: Code


@dataclass(frozen=True, kw_only=True)
class IncidentTaskAdded(Event):
    """A task beyond those of the template."""

    task_id: int


@dataclass(frozen=True, kw_only=True)
class IncidentTaskDone(Event):
    """A task was ticked."""

    task_id: int


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(Event):
    """A file is evidence of the incident; its digest is in the row, not here."""

    label: ClassVar[str] = "Thêm chứng cứ"
    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class EvidenceHandedOver(Event):
    """Evidence went from one hand to another; `intact` says whether the file then had its digest."""

    label: ClassVar[str] = "Bàn giao chứng cứ"
    transfer_id: int
    intact: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceHoldChanged(Event):
    """Evidence is held for the law beyond its time, or no longer."""

    evidence_id: int
    held: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceFileErased(Event):
    """The file of evidence went with its time; digest and hand-overs stay."""

    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class IncidentReportRequired(Event):
    """The law asks for a report of the incident; until when is fixed."""

    report_id: int
    report_kind: Code
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class IncidentReportSent(Event):
    """A report was sent, in time or late."""

    label: ClassVar[str] = "Đã gửi báo cáo theo quy định"
    report_id: int
    report_kind: Code
    sent_at: datetime
    late: bool


@dataclass(frozen=True, kw_only=True)
class DataBreachNoted(Event):
    """Personal data were breached in the incident; `persons_due` says whether those concerned have to learn of it."""

    label: ClassVar[str] = "Ghi vi phạm dữ liệu cá nhân"
    persons_due: bool
