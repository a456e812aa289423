"""What the page of one arriving document and the list of them show, and which deeds they offer to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State, can_act
from tinhso.documents.incoming.permissions import can_urge, can_write
from tinhso.documents.incoming.statuses import has_status
from tinhso.documents.incoming.supporting import SHARE as SUPPORT_SHARE
from tinhso.documents.incoming.supporting import SUPPORT
from tinhso.documents.incoming.way import APPROVE, DIRECT, HANDLE, SHARE, STEPS, type_of_letter
from tinhso.documents.models import ArrivingDocument, ArrivingFile, DocumentSupport, HandlingStatus
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.site.shapes import Cell, Column, Fact, FileRow, Step, Table
from tinhso.lib.dates import vn_date, vn_datetime

BEFORE = ("vao-so", "tu-choi")
TURN_DEEDS = {
    "": BEFORE,
    DIRECT: ("chi-dao", "luu"),
    SHARE: ("phan-cong",),
    HANDLE: ("bat-dau", "bao-cao"),
    APPROVE: ("duyet", "tra-lai"),
}
QUIET = frozenset({"y-kien", "don-doc", "luu", "bat-dau"})


def open_deeds(document: ArrivingDocument, by: Actor, now: datetime) -> list[str]:
    """The deeds that this officer may do now; those of the turn first."""
    case = document.case
    found: list[str] = []
    if not case.is_final and document.frozen_at is None and can_act(case, by):
        found += TURN_DEEDS.get(case.step, ())
    if "bat-dau" in found and has_status(document, HandlingStatus.Code.PROCESSING):
        found.remove("bat-dau")
    if can_write(document, by, now):
        found.append("y-kien")
    if can_urge(document, by, now):
        found.append("don-doc")
    return found


def open_support_deeds(support: DocumentSupport, by: Actor) -> list[str]:
    """What this officer may do with a supporting part."""
    case = support.case
    if case.is_final or support.document.frozen_at is not None or not can_act(case, by):
        return []
    return {SUPPORT_SHARE: ["phan-cong"], SUPPORT: ["cho-y-kien"]}.get(case.step, [])


@dataclass(frozen=True)
class SupportLine:
    """A supporting part with whoever does it and what the reader may do with it."""

    support: DocumentSupport
    who: str
    state: str
    deeds: list[str]


def supports_of(document: ArrivingDocument, by: Actor) -> list[SupportLine]:
    rows = document.supports.select_related("case__agency", "case__officer", "case__process")
    return [
        SupportLine(
            one,
            one.case.officer.full_name if one.case.officer else one.case.agency.name,
            _support_state(one),
            open_support_deeds(one, by),
        )
        for one in rows
    ]


def _support_state(support: DocumentSupport) -> str:
    if support.case.is_final:
        return _("Đã cho ý kiến") if support.case.state == State.DONE else _("Không cần phối hợp nữa")
    return _("Chờ phân công") if support.case.step == SUPPORT_SHARE else _("Đang phối hợp")


def facts_of(document: ArrivingDocument) -> list[Fact]:
    arrival = (
        _("%(number)d, vào sổ %(at)s")
        % {"number": document.arrival_number, "at": vn_datetime(document.registered_at)}
        if document.arrival_number
        else ""
    )
    found = [
        (_("Cơ quan ban hành"), _with_code(document.issuer_name, document.issuer_ident)),
        (_("Số, ký hiệu"), document.full_number),
        (_("Ngày của văn bản"), vn_date(document.dated)),
        (_("Loại"), type_of_letter(document)),
        (_("Người ký"), document.signer),
        (_("Số trang"), str(document.pages or "")),
        (_("Mã định danh văn bản"), document.document_ident),
        (_("Đến lúc"), vn_datetime(document.received_at)),
        (_("Cách đến"), ArrivingDocument.Channel(document.channel).label),
        (_("Số đến"), arrival),
        (_("Hạn trả lời ghi trên văn bản"), vn_date(document.answer_by)),
        (_("Vào sổ dù trùng vì"), document.duplicate_reason),
    ]
    return [Fact(label, str(value)) for label, value in found if value]


def _with_code(name: str, code: str) -> str:
    return f"{name} ({code})" if code else name


def steps_of(document: ArrivingDocument) -> list[Step]:
    """The way with where it stands; the register comes first."""
    case = document.case
    labels = [_("Vào sổ"), *(str(step.label) for step in STEPS)]
    keys = ["", *(step.key for step in STEPS)]
    here = keys.index(case.step) if case.step in keys else 0
    done = case.state == State.DONE
    return [
        Step(label, "done" if n < here or done else "now" if n == here else "next")
        for n, label in enumerate(labels)
    ]


def files_of(document: ArrivingDocument, files: Sequence[ArrivingFile]) -> list[FileRow]:
    scans = {StoredFile.State.CLEAN: "clean", StoredFile.State.INFECTED: "refused"}
    return [
        FileRow(
            one.description or one.file.name,
            one.file.size,
            url=reverse("arriving_file", args=[document.case.code, one.pk]),
            scan=scans.get(StoredFile.State(one.file.state), "waiting"),  # type: ignore[arg-type]
        )
        for one in files
    ]


def statuses_table(document: ArrivingDocument) -> Table:
    """What the sender is told of, oldest first. One query."""
    rows = document.statuses.select_related("by")
    return Table(
        _("Trạng thái báo cho nơi gửi"),
        [Column(label) for label in (_("Trạng thái"), _("Lúc"), _("Người ghi"))],
        [
            [
                Cell(f"{one.code} · {HandlingStatus.Code(one.code).label}", small=one.note),
                vn_datetime(one.at),
                one.by.full_name if one.by else _("hệ thống"),
            ]
            for one in rows
        ],
    )


def documents_table(documents: Sequence[ArrivingDocument], now: datetime) -> Table:
    head = [_("Trích yếu"), _("Cơ quan ban hành"), _("Số, ký hiệu"), _("Số đến"), _("Bước"), _("Hạn")]
    return Table(
        _("Văn bản đến"),
        [Column(label) for label in head],
        [
            [
                Cell(
                    one.subject, url=reverse("arriving_document", args=[one.case.code]), small=one.case.code
                ),
                one.issuer_name,
                Cell(one.full_number or "–", small=vn_date(one.dated)),
                str(one.arrival_number or "–"),
                _step_cell(one, now),
                vn_datetime(one.case.due_at) if one.case.due_at and not one.case.is_final else "–",
            ]
            for one in documents
        ],
    )


def _step_cell(document: ArrivingDocument, now: datetime) -> Cell:
    case = document.case
    if case.is_final:
        return Cell(
            _("Từ chối tiếp nhận") if case.state == State.REFUSED else _("Đã giải quyết xong"), tone="ok"
        )
    words = next((str(step.label) for step in STEPS if step.key == case.step), _("Chờ vào sổ"))
    late = case.due_at is not None and case.due_at < now
    shown = _("%(step)s · quá hạn") % {"step": words} if late else words
    return Cell(shown, tone="late" if late else "soon")
