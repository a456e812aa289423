"""What happens to requests for information that casework cannot know."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class InformationRequested(Event):
    """Somebody wants information of an agency; by which channel, and whether for somebody else."""

    channel: Code  # page, email, post, counter
    represented: bool


@dataclass(frozen=True, kw_only=True)
class InformationRequestAccepted(Event):
    """A request is valid; `weight` says which of the law's days run."""

    label: ClassVar[str] = "Yêu cầu hợp lệ, đã lập phiếu tiếp nhận"
    case_id: int
    weight: Code  # simple, complex
    number: int


@dataclass(frozen=True, kw_only=True)
class InformationCostsNotified(Event):
    """The asker learns the costs in đồng and the day of giving."""

    label: ClassVar[str] = "Đã thông báo chi phí, thời điểm cung cấp"
    case_id: int
    cost: int
    number: int


@dataclass(frozen=True, kw_only=True)
class InformationTimeExtended(Event):
    """The days of the law were extended, once, with a reason."""

    label: ClassVar[str] = "Đã gia hạn cung cấp thông tin"
    case_id: int
    days: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ThirdPartyConsulted(Event):
    """Whoever the information is about was written to, or has answered (`agrees`)."""

    label: ClassVar[str] = "Đã hỏi ý kiến bên thứ ba"
    case_id: int
    agrees: bool | None = None


@dataclass(frozen=True, kw_only=True)
class InformationAnswered(Event):
    """The information was given; `ground` is of the part that was refused."""

    label: ClassVar[str] = "Đã cung cấp thông tin"
    case_id: int
    answer: Commitment
    files: int
    ground: Code | None = None


@dataclass(frozen=True, kw_only=True)
class InformationFileAttached(Event):
    """A file lies with the answer that is being written."""

    case_id: int
    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class InformationRefused(Event):
    """The whole was refused on a listed ground."""

    label: ClassVar[str] = "Đã lập thông báo từ chối"
    case_id: int
    ground: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class InformationPublished(Event):
    """Question and answer stand on the public page in neutral words; both are commitments."""

    label: ClassVar[str] = "Đã công khai câu trả lời, không có người yêu cầu"
    case_id: int
    question: Commitment
    answer: Commitment


@dataclass(frozen=True, kw_only=True)
class InformationWithheld(Event):
    """Given to the asker but not published, for a reason that stands in the register."""

    label: ClassVar[str] = "Đã cung cấp, không công khai"
    case_id: int
    reason: Commitment


@dataclass(frozen=True, kw_only=True)
class PublicInformationEntered(Event):
    """An agency says where it has published an item of the yearly list."""

    entry_id: int
    agency_id: int
    year: int
    item: Code


@dataclass(frozen=True, kw_only=True)
class PublicInformationRemoved(Event):
    """That entry was taken off the list again."""

    entry_id: int
    agency_id: int
    year: int
    item: Code
