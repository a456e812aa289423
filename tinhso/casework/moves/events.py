from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Commitment, Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A case was opened: as a draft, at the counter, or by another case (an opinion)."""

    label: ClassVar[str] = "Mở hồ sơ"
    public: ClassVar[bool] = False
    kind: Code
    source: Code
    agency_id: int
    desk_id: int | None = None
    process_id: int | None = None
    place_id: int | None = None
    parent_id: int | None = None
    confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseSubmitted(Event):
    """The citizen, or the desk on paper, handed the case in; the time to answer it begins."""

    label: ClassVar[str] = "Đã nộp"
    public: ClassVar[bool] = True
    kind: Code
    code: Code
    agency_id: int
    reply_due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FormerStepTold(Event):
    """A line of a former system's history came over with the case; `at` of the event is when that system says it was."""

    label: ClassVar[str] = "Ghi chép của hệ thống cũ"
    public: ClassVar[bool] = True
    only_with_note: ClassVar[bool] = True
    note_id: int
    note: Commitment


@dataclass(frozen=True, kw_only=True)
class CaseTakenOver(Event):
    """A case that a former system had begun came over as it stood there: its state, its step and the date it promised."""

    label: ClassVar[str] = "Chuyển từ hệ thống cũ sang"
    public: ClassVar[bool] = True
    kind: Code
    code: Code
    source: Code
    agency_id: int
    state: Code
    step: Code | None
    received_at: datetime
    due_at: datetime | None
    desk_id: int | None = None
    process_id: int | None = None
    place_id: int | None = None
    officer_id: int | None = None
    accepted_at: datetime | None = None
    settled_at: datetime | None = None
    finished_at: datetime | None = None
    timeliness: Code | None = None
    outcome: Code | None = None
    first_due_at: datetime | None = None
    unit: Code | None = None
    wait_reasons: tuple[Code, ...] = ()
    wait_began: tuple[datetime, ...] = ()
    wait_ended: tuple[datetime | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(Event):
    """The desk received the case as complete; the time limit begins."""

    label: ClassVar[str] = "Đã tiếp nhận"
    public: ClassVar[bool] = True
    kind: Code
    step: Code
    due_at: datetime | None
    unit: Code | None = None  # of the limit


@dataclass(frozen=True, kw_only=True)
class CaseAdvanced(Event):
    """A step was done and the case went on to the next one."""

    label: ClassVar[str] = "Chuyển bước"
    public: ClassVar[bool] = True
    from_step: Code
    to_step: Code
    note_id: int | None = None
    note: Commitment | None = None


@dataclass(frozen=True, kw_only=True)
class CaseReturned(Event):
    """The case went back to an earlier step, with a reason."""

    label: ClassVar[str] = "Trả lại bước trước"
    public: ClassVar[bool] = False
    from_step: Code
    to_step: Code
    note_id: int
    note: Commitment


@dataclass(frozen=True, kw_only=True)
class CasePaused(Event):
    """The time limit stopped for a reason that the law lists (a financial duty, a public posting)."""

    label: ClassVar[str] = "Tạm dừng tính thời gian"
    public: ClassVar[bool] = True
    reason: Code
    note_id: int
    note: Commitment
    counts: bool = True  # False past the due moment: the time goes on


@dataclass(frozen=True, kw_only=True)
class CaseResumed(Event):
    """The reason for the pause is gone; the time limit runs again."""

    label: ClassVar[str] = "Tiếp tục giải quyết"
    public: ClassVar[bool] = True
    reason: Code
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Event):
    """The citizen threw the draft away; what it held is erased and it was never handed in."""

    label: ClassVar[str] = "Bỏ bản nháp"
    public: ClassVar[bool] = False
    kind: Code


@dataclass(frozen=True, kw_only=True)
class CaseRefused(Event):
    """The case was not received, or not granted, with the reason in writing (form 03)."""

    label: ClassVar[str] = "Từ chối"
    public: ClassVar[bool] = True
    step: Code | None
    note_id: int
    note: Commitment
    timeliness: Code | None


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    """The citizen took the case back before it was decided (thông báo dừng giải quyết hồ sơ)."""

    label: ClassVar[str] = "Công dân rút hồ sơ"
    public: ClassVar[bool] = True
    step: Code | None
    note_id: int | None
    note: Commitment | None


@dataclass(frozen=True, kw_only=True)
class SubmitterReleased(Event):
    """Whoever filed for somebody else does so no more and sees the case no more; the applicant goes on with it."""

    label: ClassVar[str] = "Người nộp hộ thôi thay mặt"
    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class CaseSettled(Event):
    """The result is ready (Đã xử lý xong): the clock stopped; early, on time or late stands fixed.

    `ready_at` is the moment at which it was ready, which may lie before the deed that says so.
    """

    label: ClassVar[str] = "Đã có kết quả"
    public: ClassVar[bool] = True
    outcome: Code
    from_step: Code
    to_step: Code
    timeliness: Code | None
    net_seconds: int
    gross_seconds: int
    ready_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFinished(Event):
    """The result was handed over; nobody waits any more."""

    label: ClassVar[str] = "Đã trả kết quả"
    public: ClassVar[bool] = True
    kind: Code
    outcome: Code


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event):
    """A head gave the case to an officer."""

    label: ClassVar[str] = "Phân công"
    public: ClassVar[bool] = False
    officer_id: int
    step: Code


@dataclass(frozen=True, kw_only=True)
class CaseForwarded(Event):
    """Another agency became competent for the case."""

    label: ClassVar[str] = "Chuyển cơ quan giải quyết"
    public: ClassVar[bool] = True
    from_agency_id: int
    to_agency_id: int
    note_id: int
    note: Commitment


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """The agency was dissolved and its successor took the open case over, as it stands."""

    label: ClassVar[str] = "Chuyển sang cơ quan kế tục"
    public: ClassVar[bool] = True
    from_agency_id: int
    to_agency_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class CaseReappointed(Event):
    """The agency apologised and set a new date, once (form 04)."""

    label: ClassVar[str] = "Xin lỗi và hẹn lại ngày trả"
    public: ClassVar[bool] = True
    old_due_at: datetime | None
    new_due_at: datetime
    note_id: int
    note: Commitment


@dataclass(frozen=True, kw_only=True)
class CaseRated(Event):
    """The citizen rated how the case was handled, 1 to 5."""

    label: ClassVar[str] = "Đánh giá"
    public: ClassVar[bool] = False
    stars: int


@dataclass(frozen=True, kw_only=True)
class CaseMovedAway(Event):
    """The case left public work for a confidential register; all agencies but the receiving one lost sight of it."""

    label: ClassVar[str] = "Chuyển sang sổ riêng, không công khai"
    public: ClassVar[bool] = True
    kind: Code
    from_agency_id: int
    to_agency_id: int
    process_id: int | None = None
    step: Code | None = None
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    unit: Code | None = None
