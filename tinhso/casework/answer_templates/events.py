"""What happens to the answer templates of an agency."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class AnswerTemplateWritten(Event):
    """An agency wrote an answer template, or gave it other words."""

    label: ClassVar[str] = "Ghi mẫu trả lời"
    public: ClassVar[bool] = False
    template_id: int
    agency_id: int
    kind: Code
    ver: int


@dataclass(frozen=True, kw_only=True)
class AnswerTemplateRetired(Event):
    """An answer template is offered no more."""

    label: ClassVar[str] = "Thôi dùng mẫu trả lời"
    public: ClassVar[bool] = False
    template_id: int
    agency_id: int
