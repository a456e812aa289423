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
