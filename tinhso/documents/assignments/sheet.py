"""What the page of one task and the list of them show, and which deeds they offer to whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State, can_act
from tinhso.documents.assignments.permissions import can_decide, can_follow, can_report, can_support, past_due
from tinhso.documents.assignments.way import APPROVE, CARRY_OUT, RECEIVE, STEPS
from tinhso.documents.models import Assignment, ExtensionRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Fact, Step, Table
from tinhso.lib.dates import vn_date, vn_datetime

TURN_DEEDS = {RECEIVE: ("tiep-nhan",), CARRY_OUT: ("ket-qua",), APPROVE: ("duyet", "tra-lai")}
TONES: dict[str, Any] = {"waiting": "soon", "granted": "ok", "refused": "late"}
QUIET = frozenset({"tien-do", "gia-han", "gan-van-ban", "phoi-hop", "don-doc"})


def waiting_extension(assignment: Assignment) -> ExtensionRequest | None:
    """One query."""
    return assignment.extensions.filter(state=ExtensionRequest.State.WAITING).select_related("by").first()


def open_deeds(
    assignment: Assignment, by: Actor, waiting: ExtensionRequest | None, now: datetime
) -> list[str]:
    """The deeds that this officer may do now; those of the turn first."""
    case = assignment.case
    if case.is_final:
        return []
    found: list[str] = []
    if can_act(case, by):
        found += TURN_DEEDS.get(case.step, ())
    if waiting is not None and can_decide(assignment, by):
        found.append("quyet-gia-han")
    if can_report(assignment, by):
        found += ["tien-do", "gan-van-ban", *(() if waiting or past_due(assignment, now) else ("gia-han",))]
    if can_support(assignment, by):
        found.append("phoi-hop")
    if can_follow(assignment, by):
        found += ["don-doc", "dung"]
    return found


def facts_of(assignment: Assignment) -> list[Fact]:
    case = assignment.case
    number = assignment.source.number if assignment.source else None
    supports = ", ".join(
        _("%(name)s (đã cho ý kiến %(at)s)") % {"name": one.agency.name, "at": vn_date(one.answered_at)}
        if one.answered_at
        else one.agency.name
        for one in assignment.supports.select_related("agency")
    )
    found = [
        (_("Cơ quan giao"), assignment.giver.name),
        (_("Người giao"), assignment.given_by.full_name),
        (_("Giao lúc"), vn_datetime(assignment.given_at)),
        (_("Giao tại văn bản"), number.full_number if number else ""),
        (_("Căn cứ giao"), assignment.source_words),
        (_("Cơ quan chủ trì"), case.agency.name),
        (_("Cơ quan phối hợp"), supports),
        (_("Người thực hiện"), case.officer.full_name if case.officer else ""),
        (_("Hạn hoàn thành"), vn_datetime(case.due_at) if case.due_at else ""),
        (_("Tiếp nhận lúc"), vn_datetime(assignment.received_at) if assignment.received_at else ""),
        (_("Báo cáo kết quả lúc"), vn_datetime(assignment.reported_at) if assignment.reported_at else ""),
        (_("Mã nhiệm vụ trên trục"), assignment.task_code if assignment.task_code != case.code else ""),
    ]
    return [Fact(label, str(value)) for label, value in found if value]


def steps_of(assignment: Assignment) -> list[Step]:
    """The way with where it stands."""
    case = assignment.case
    keys = [step.key for step in STEPS]
    here = keys.index(case.step) if case.step in keys else 0
    done = case.state == State.DONE
    return [
        Step(str(step.label), "done" if n < here or done else "now" if n == here else "next")
        for n, step in enumerate(STEPS)
    ]


def extensions_table(assignment: Assignment) -> Table:
    """Every later day that was asked for. One query."""
    head = [_("Hạn cũ"), _("Xin đến"), _("Lý do"), _("Người xin, lúc"), _("Quyết định")]
    rows = assignment.extensions.select_related("by", "decided_by")
    return Table(
        _("Xin gia hạn"),
        [Column(label) for label in head],
        [
            [
                vn_date(one.was_due),
                vn_date(one.until),
                one.reason,
                Cell(one.by.full_name, small=vn_datetime(one.at)),
                Cell(ExtensionRequest.State(one.state).label, small=_decision(one), tone=TONES[one.state]),
            ]
            for one in rows
        ],
    )


def _decision(one: ExtensionRequest) -> str:
    if one.decided_by is None:
        return ""
    return ". ".join(filter(None, (one.decided_by.full_name, vn_datetime(one.decided_at), one.answer)))


def assignments_table(assignments: Sequence[Assignment], now: datetime) -> Table:
    head = [_("Nhiệm vụ"), _("Giao tại"), _("Cơ quan chủ trì"), _("Hạn"), _("Tình trạng")]
    return Table(
        _("Nhiệm vụ được giao"),
        [Column(label) for label in head],
        [
            [
                Cell(one.content, url=reverse("assignment", args=[one.case.code]), small=one.case.code),
                Cell(source_of(one), small=one.giver.short_name),
                Cell(one.case.agency.name, small=one.case.officer.full_name if one.case.officer else ""),
                vn_date(one.case.due_at) or "–",
                state_cell(one, now),
            ]
            for one in assignments
        ],
    )


def source_of(assignment: Assignment) -> str:
    number = assignment.source.number if assignment.source else None
    return number.full_number if number else assignment.source_words


def state_cell(assignment: Assignment, now: datetime) -> Cell:
    """In time or late of what is done; the step, and that it is overdue, of what is open."""
    case = assignment.case
    if case.state == State.WITHDRAWN:
        return Cell(_("Đã dừng"))
    if case.is_final:
        late = case.timeliness == "late"
        return Cell(
            _("Hoàn thành quá hạn") if late else _("Hoàn thành đúng hạn"),
            small=vn_date(case.settled_at),
            tone="late" if late else "ok",
        )
    words = next((str(step.label) for step in STEPS if step.key == case.step), "")
    late = case.due_at is not None and case.due_at < now
    return Cell(_("%(step)s · quá hạn") % {"step": words} if late else words, tone="late" if late else "soon")
