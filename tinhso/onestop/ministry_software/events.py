from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class FieldCopied(Event):
    """An officer ticked that the answer to a question stands in the ministry's software, or took the tick back."""

    label: ClassVar[str] = "Đánh dấu đã chép sang phần mềm ngành"
    field: Code
    copied: bool
