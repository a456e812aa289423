from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ThresholdCrossed(Event):
    """A figure went past its threshold; the named roles are told once."""

    label: ClassVar[str] = "Số liệu vượt ngưỡng"
    rule: Code
    indicator: Code
    told: int


@dataclass(frozen=True, kw_only=True)
class ThresholdCleared(Event):
    """A figure came back behind its threshold."""

    label: ClassVar[str] = "Số liệu về trong ngưỡng"
    rule: Code
    indicator: Code


@dataclass(frozen=True, kw_only=True)
class AgencyUrged(Event):
    """Leaders urged an agency about what is overdue there; its heads were told, the words stand in the urging."""

    label: ClassVar[str] = "Đôn đốc cơ quan"
    agency_id: int
    overdue: int
    told: int


@dataclass(frozen=True, kw_only=True)
class UrgingAnswered(Event):
    """The head of an agency answered an urging; the words stand in the urging."""

    label: ClassVar[str] = "Trả lời đôn đốc"
    agency_id: int
