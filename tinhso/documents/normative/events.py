"""What happens to normative documents that casework and the registers cannot know. Texts stand in their rows."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class RuleStepBegun(Event):
    """A step of its way that others do, or that follows the issue, began; its case says by whom and until when."""

    label: ClassVar[str] = "Bắt đầu bước xây dựng, công bố văn bản quy phạm pháp luật"
    case_id: int
    document_id: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class RuleStepReported(Event):
    """What came of it, by the date of the paper that says so."""

    label: ClassVar[str] = "Ghi kết quả bước xây dựng, công bố văn bản quy phạm pháp luật"
    case_id: int
    document_id: int
    kind: Code
    verdict: Code | None = None
    dated: date


@dataclass(frozen=True, kw_only=True)
class RuleProcedureShortened(Event):
    """Its drafter or a head wrote down that the draft goes by the shortened procedure; its row says why and by whose decision."""

    label: ClassVar[str] = "Áp dụng trình tự, thủ tục rút gọn"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class RuleEffectSet(Event):
    """From when it is in force, and until when by its own words."""

    label: ClassVar[str] = "Ghi hiệu lực văn bản quy phạm pháp luật"
    case_id: int
    effective_on: date
    expires_on: date | None


@dataclass(frozen=True, kw_only=True)
class RuleRelated(Event):
    """It amends, replaces or repeals an earlier one; `earlier_id` where that is kept here."""

    label: ClassVar[str] = "Ghi văn bản bị sửa đổi, thay thế, bãi bỏ"
    case_id: int
    relation_id: int
    kind: Code
    earlier_id: int | None


@dataclass(frozen=True, kw_only=True)
class RuleTextChanged(Event):
    """It changes one paragraph of an earlier one; the words lie in the row."""

    label: ClassVar[str] = "Ghi nội dung sửa đổi văn bản"
    case_id: int
    change_id: int
    earlier_id: int
    paragraph: int
    kind: Code


@dataclass(frozen=True, kw_only=True)
class RuleTextChangeDropped(Event):
    """What was written down so was a mistake."""

    label: ClassVar[str] = "Bỏ nội dung sửa đổi ghi nhầm"
    case_id: int
    change_id: int
