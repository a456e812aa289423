"""Where a dossier stands, in the ten states of the national portal (QCVN 120:2019/BTTTT, TrangThaiHoSo).

One table from our state and the point that the dossier has reached; events are read into it one by one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.casework.events import (
    CaseAccepted,
    CaseAdvanced,
    CaseAssigned,
    CaseEndCorrected,
    CaseFinished,
    CaseForwarded,
    CaseMoved,
    CasePaused,
    CaseReappointed,
    CaseRefused,
    CaseResumed,
    CaseReturned,
    CaseSettled,
    CaseSubmitted,
    CaseWithdrawn,
    DueRecomputed,
    SupplementCompleted,
    SupplementLapsed,
    SupplementRequested,
)
from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import EventRow, name_of
from tinhso.lib.legal_time.clock import PauseReason

Point = tuple[State, str]

PORTAL_STATES: Mapping[Point, int] = {
    (State.SUBMITTED, ""): 1,
    (State.IN_PROGRESS, "received"): 2,
    (State.REFUSED, "before"): 3,
    (State.IN_PROGRESS, ""): 4,
    (State.PAUSED, ""): 4,  # the portal has no state of its own for a pause by law
    (State.WAITING_CITIZEN, ""): 5,
    (State.PAUSED, "financial"): 6,
    (State.WITHDRAWN, ""): 7,
    (State.REFUSED, ""): 8,
    (State.IN_PROGRESS, "settled"): 9,
    (State.DONE, ""): 10,
}


@dataclass(frozen=True)
class Report:
    """What the portal is told of one event: its state, and whether the whole dossier is sent anew (`sync`).

    `point` None keeps the state before. `due_key` names the field of the event that holds a new due date; `undue`
    says that there is none while the dossier waits.
    """

    point: Callable[[dict[str, Any]], Point] | None
    sync: bool
    label: str
    due_key: str = ""
    undue: bool = False


def _always(state: State, detail: str = "") -> Callable[[dict[str, Any]], Point]:
    return lambda payload: (state, detail)


def _paused(payload: dict[str, Any]) -> Point:
    return State.PAUSED, "financial" if payload["reason"] == PauseReason.FINANCIAL_DUTY else ""


def _refused(payload: dict[str, Any]) -> Point:
    return State.REFUSED, "" if payload["step"] else "before"


def _completed(payload: dict[str, Any]) -> Point:
    return (State.IN_PROGRESS if payload["step"] else State.SUBMITTED), ""


WORKING = _always(State.IN_PROGRESS)
REPORTS: Mapping[str, Report] = {
    name_of(event): report
    for event, report in {
        CaseSubmitted: Report(_always(State.SUBMITTED), True, "Đã nộp hồ sơ"),
        CaseAccepted: Report(_always(State.IN_PROGRESS, "received"), True, "Đã tiếp nhận hồ sơ", "due_at"),
        CaseAssigned: Report(WORKING, False, "Đã phân công thụ lý"),
        CaseAdvanced: Report(WORKING, False, "Chuyển bước"),
        CaseReturned: Report(WORKING, False, "Trả lại bước trước"),
        SupplementRequested: Report(
            _always(State.WAITING_CITIZEN), True, "Yêu cầu bổ sung hồ sơ", undue=True
        ),
        SupplementCompleted: Report(_completed, True, "Đã nhận bổ sung", "due_at"),
        CasePaused: Report(_paused, True, "Tạm dừng tính thời gian", undue=True),
        CaseResumed: Report(WORKING, True, "Tiếp tục giải quyết", "due_at"),
        CaseForwarded: Report(None, True, "Chuyển cơ quan giải quyết"),
        CaseMoved: Report(None, True, "Chuyển sang cơ quan kế tục"),
        CaseReappointed: Report(None, True, "Xin lỗi và hẹn lại ngày trả", "new_due_at"),
        DueRecomputed: Report(None, True, "Tính lại ngày hẹn trả", "new_due_at"),
        CaseRefused: Report(_refused, True, "Từ chối hồ sơ"),
        SupplementLapsed: Report(_refused, True, "Dừng giải quyết vì quá hạn bổ sung"),
        CaseWithdrawn: Report(_always(State.WITHDRAWN), True, "Công dân rút hồ sơ"),
        CaseSettled: Report(_always(State.IN_PROGRESS, "settled"), True, "Đã có kết quả"),
        CaseEndCorrected: Report(None, True, "Đính chính ngày có kết quả"),
        CaseFinished: Report(_always(State.DONE), True, "Đã trả kết quả"),
    }.items()
}
"""Name of the event → what the portal is told."""


def state_after(row: EventRow, before: int) -> int:
    """The portal's state after this event, `before` where the event changes none."""
    point = REPORTS[row.name].point
    return PORTAL_STATES[point(row.payload)] if point else before


def due_after(row: EventRow, before: datetime | None) -> datetime | None:
    """The due date after this event."""
    if REPORTS[row.name].undue:
        return None
    key = REPORTS[row.name].due_key
    if not key or ("step" in row.payload and not row.payload["step"]):
        return before  # before acceptance the clock is that of the desk's answer, not of the result
    text = row.payload.get(key)
    return datetime.fromisoformat(text) if text else None


def point_of(case: Case, pause_reason: str = "") -> Point:
    """Where a case stands now; `pause_reason` is that of its running pause."""
    state = State(case.state)
    if state == State.PAUSED and pause_reason == PauseReason.FINANCIAL_DUTY:
        return state, "financial"
    if state == State.REFUSED and case.accepted_at is None:
        return state, "before"
    if state == State.IN_PROGRESS and case.settled_at:
        return state, "settled"
    untouched = case.process is not None and case.step == case.process.first().key
    if state == State.IN_PROGRESS and untouched and case.officer_id is None:
        return state, "received"
    return state, ""


def portal_state(case: Case, pause_reason: str = "") -> int | None:
    """The portal's state of a case as it stands now; None for a draft, of which the portal knows nothing."""
    return PORTAL_STATES.get(point_of(case, pause_reason))
