"""What happens to drafts of rules under consultation that casework cannot know. Texts stand in their rows."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ConsultationProposed(Event):
    """Whoever drafts it proposed to ask everybody for comments on this version of a document."""

    label: ClassVar[str] = "Đề nghị lấy ý kiến dự thảo"
    case_id: int
    document_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ConsultationOpened(Event):
    """A head of the agency opened the draft to everybody; comments are taken until the end of that day."""

    label: ClassVar[str] = "Mở lấy ý kiến dự thảo"
    case_id: int
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class ConsultationClosed(Event):
    """Its time is over; so many comments came."""

    label: ClassVar[str] = "Hết thời hạn lấy ý kiến dự thảo"
    case_id: int
    comments: int


@dataclass(frozen=True, kw_only=True)
class PublicCommentWritten(Event):
    """Somebody commented on a draft; it waits for a moderator. Who it was stands nowhere in the log."""

    case_id: int
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class PublicCommentDecided(Event):
    """A moderator lets a comment on a draft through, or hides it; it counts and is answered either way."""

    case_id: int
    comment_id: int
    shown: bool


@dataclass(frozen=True, kw_only=True)
class CommentsAnswered(Event):
    """The drafter answered so many comments alike; others read it once the answers are published."""

    label: ClassVar[str] = "Trả lời góp ý dự thảo"
    case_id: int
    answer_id: int
    decision: Code
    comments: int


@dataclass(frozen=True, kw_only=True)
class AnswersPublished(Event):
    """Everybody reads what became of the comments on a draft, and why."""

    label: ClassVar[str] = "Công bố tiếp thu, giải trình góp ý"
    case_id: int
    answers: int


@dataclass(frozen=True, kw_only=True)
class OpinionReportDrafted(Event):
    """The report of opinions became a draft of an outgoing document."""

    label: ClassVar[str] = "Lập báo cáo tổng hợp ý kiến"
    case_id: int
    document_id: int
