from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PlanEntered(Event):
    """A plan was entered with so many targets."""

    label: ClassVar[str] = "Nhập kế hoạch và chỉ tiêu kế hoạch"
    public: ClassVar[bool] = True
    plan_id: int
    targets: int


@dataclass(frozen=True, kw_only=True)
class TargetSet(Event):
    """A plan's target for an indicator in a period was entered, or corrected by another revision."""

    label: ClassVar[str] = "Nhập, sửa chỉ tiêu kế hoạch"
    public: ClassVar[bool] = True
    plan_id: int
    indicator: Code
    period: Code
    revision: int


@dataclass(frozen=True, kw_only=True)
class FundingSet(Event):
    """A plan's money from a source in a year was entered, or corrected by another revision."""

    label: ClassVar[str] = "Nhập, sửa kinh phí kế hoạch"
    public: ClassVar[bool] = True
    plan_id: int
    year: int
    source: Code
    revision: int


@dataclass(frozen=True, kw_only=True)
class TaskGiven(Event):
    """An agency was given a task of a plan; its time runs."""

    label: ClassVar[str] = "Giao nhiệm vụ"
    public: ClassVar[bool] = True
    plan_id: int
    agency_id: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ProgressReported(Event):
    """The agency said how far a task has come, or that it is `finished`; words and evidence stand with the report."""

    label: ClassVar[str] = "Báo cáo tiến độ"
    report_id: int
    percent: int
    finished: bool = False
