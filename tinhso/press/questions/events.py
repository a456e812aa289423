"""What happens to what the press asks and reports that casework cannot know. Words lie in their rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class PressIssueOpened(Event):
    """A journalist asked, or an article of an outlet was entered; answered until `due_at`."""

    label: ClassVar[str] = "Đã tiếp nhận nội dung báo chí nêu"
    case_id: int
    origin: Code
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OutletArticleAdded(Event):
    """One more article of an outlet is about the same issue."""

    label: ClassVar[str] = "Đã ghi bài báo"
    case_id: int
    outlet_article_id: int


@dataclass(frozen=True, kw_only=True)
class PressIssueAssigned(Event):
    """The agency that verifies and answers."""

    label: ClassVar[str] = "Đã giao cơ quan kiểm tra, trả lời báo chí"
    case_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class IssueFileAttached(Event):
    """Evidence of what the agency found was laid beside the issue."""

    case_id: int
    file_id: int


@dataclass(frozen=True, kw_only=True)
class PressIssueVerified(Event):
    """The agency found out what is true of it; `finding` is a commitment, `files` the pieces of evidence."""

    label: ClassVar[str] = "Đã xác minh nội dung báo chí nêu"
    case_id: int
    finding: Commitment
    files: int


@dataclass(frozen=True, kw_only=True)
class PressIssueAnswered(Event):
    """The agency answered in a legal form of the day, with what it did about it; answer and measures are commitments."""

    label: ClassVar[str] = "Đã trả lời báo chí"
    case_id: int
    form: Code
    answer: Commitment
    measures: Commitment | None = None


@dataclass(frozen=True, kw_only=True)
class PressIssueRefused(Event):
    """Not answered, on a ground that the rules of the day list."""

    label: ClassVar[str] = "Đã từ chối cung cấp thông tin"
    case_id: int
    ground: Code


@dataclass(frozen=True, kw_only=True)
class PressIssuePublished(Event):
    """The answer stands on the portal; `article_id` is an article of ours that tells of it."""

    label: ClassVar[str] = "Đã đăng trả lời báo chí"
    case_id: int
    answer: Commitment
    article_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PressIssueClosed(Event):
    """Answered to whoever asked, and not put on the portal."""

    label: ClassVar[str] = "Đã kết thúc, không đăng"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class OutletCorrectionRequested(Event):
    """The outlet was asked to correct an article, until that day."""

    label: ClassVar[str] = "Đã yêu cầu cơ quan báo chí cải chính"
    case_id: int
    correction_id: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class OutletCorrectionClosed(Event):
    """What came of a request for correction."""

    label: ClassVar[str] = "Đã ghi kết quả yêu cầu cải chính"
    case_id: int
    correction_id: int
    outcome: Code


@dataclass(frozen=True, kw_only=True)
class PressCardsErased(Event):
    """The numbers of press cards whose term is over were erased."""

    requests: int
