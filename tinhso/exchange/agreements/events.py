"""What happens to agreements that casework cannot know. Reasons stand in their rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class AgreementApplied(Event):
    """A consumer applied to share data of a service; the provider may object until that moment."""

    label: ClassVar[str] = "Đề nghị chia sẻ dữ liệu"
    case_id: int
    service_id: int
    sharing: Code
    objection_until: datetime


@dataclass(frozen=True, kw_only=True)
class AgreementAppraised(Event):
    """The provider's data officer looked at scope, purpose and safety and proposes to share."""

    label: ClassVar[str] = "Đã thẩm định đề nghị chia sẻ dữ liệu"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementApproved(Event):
    """The provider shares: calls are let through from the first day on, until the last."""

    label: ClassVar[str] = "Đã duyệt thỏa thuận chia sẻ dữ liệu"
    case_id: int
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class AgreementObjected(Event):
    """The provider does not share, for scope or for safety; the consumer may dispute it."""

    label: ClassVar[str] = "Từ chối chia sẻ dữ liệu"
    case_id: int
    ground: Code


@dataclass(frozen=True, kw_only=True)
class ObjectionDisputed(Event):
    """The consumer does not accept an objection; the arbiter of the province decides."""

    label: ClassVar[str] = "Đề nghị giải quyết việc từ chối chia sẻ"
    case_id: int
    agreement_id: int


@dataclass(frozen=True, kw_only=True)
class DisputeDecided(Event):
    """The arbiter decided: with `shared` the agreement is in force against the objection, else the objection stands."""

    label: ClassVar[str] = "Đã giải quyết việc từ chối chia sẻ"
    case_id: int
    agreement_id: int
    shared: bool


@dataclass(frozen=True, kw_only=True)
class AgreementSuspended(Event):
    """No call under this agreement is let through any more, from now on."""

    label: ClassVar[str] = "Tạm dừng thỏa thuận chia sẻ dữ liệu"
    case_id: int
    ground: Code


@dataclass(frozen=True, kw_only=True)
class AgreementResumed(Event):
    """A suspended agreement is in force again."""

    label: ClassVar[str] = "Nối lại thỏa thuận chia sẻ dữ liệu"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementQuotaChanged(Event):
    """How often may be called under an agreement has changed."""

    label: ClassVar[str] = "Đổi hạn mức của thỏa thuận"
    case_id: int
    per_second: int
    per_day: int
    concurrent: int


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(Event):
    """The agreement ended before its last day, for ever."""

    label: ClassVar[str] = "Chấm dứt thỏa thuận chia sẻ dữ liệu"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementReviewed(Event):
    """The provider looked an agreement over after a year: it goes on, or ends."""

    label: ClassVar[str] = "Rà soát thỏa thuận chia sẻ dữ liệu"
    case_id: int
    agreement_id: int
    goes_on: bool
