"""What the page of one outgoing document shows, and which deeds it offers to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State, can_act
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import Approval, DraftComment, DraftVersion, OutgoingDocument
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.permissions import can_comment, can_take_back
from tinhso.documents.outgoing.versions import text_of
from tinhso.documents.outgoing.way import CONTENT, COSIGN, DRAFT, FORM, ISSUE, SIGN, STEPS, steps_of_two
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Fact, Step, Table
from tinhso.lib.dates import vn_date, vn_datetime

TURN_DEEDS = {
    DRAFT: ("trinh", "bo"),
    CONTENT: ("duyet-noi-dung", "tra-lai"),
    FORM: ("dat-the-thuc", "tra-lai"),
    COSIGN: ("tra-lai",),
    SIGN: ("tra-lai",),
}


@dataclass(frozen=True)
class Paragraph:
    """A line of the newest version with its number and what was said about it."""

    number: int
    text: str
    comments: Sequence[DraftComment]


def open_deeds(document: OutgoingDocument, by: Actor) -> list[str]:
    """The deeds that this officer may do now; those of the turn first."""
    case = document.case
    found: list[str] = []
    if not case.is_final and can_act(case, by):
        found += TURN_DEEDS.get(case.step, ())
    elif can_take_back(document, by):
        found += TURN_DEEDS[COSIGN]
    if not case.is_final and can_comment(document, by):
        found += ["gop-y", "them-nguoi-xem"]
    return found


def held_deeds(document: OutgoingDocument) -> tuple[str, ...]:
    """Those that wait until everybody's comments on the draft are answered; it is still written on."""
    return TURN_DEEDS[DRAFT] if document.case.state == State.PAUSED else ()


def waits_for(document: OutgoingDocument, by: Actor) -> str:
    """ "sign" or "issue" where the document waits for this officer's key, else ""."""
    case = document.case
    if case.is_final or case.step not in (COSIGN, SIGN, ISSUE) or not can_act(case, by):
        return ""
    return ISSUE if case.step == ISSUE else SIGN


def facts_of(document: OutgoingDocument, on: date) -> list[Fact]:
    """Who decides is said of a draft, as it would be printed that day; later the paper says it."""
    authority = expected_authority(document, on) if document.paper is None else None
    names = ", ".join(f"{one.name} ({one.ident_code})" for one in document.recipients.all())
    found = [
        (_("Loại"), name_of(document.type_code)),
        (_("Độ khẩn"), OutgoingDocument.Urgency(document.urgency).label),
        (_("Phạm vi lưu hành"), document.get_circulation_display() if document.is_restricted else ""),
        (_("Thẩm quyền ban hành"), authority.issuer if authority else ""),
        (_("Người soạn"), document.drafted_by.full_name),
        (_("Người duyệt nội dung"), document.reviewer.full_name if document.reviewer else ""),
        (_("Người cùng ký"), _second_of(document)),
        (_("Người ký"), document.signer.full_name if document.signer else ""),
        (_("Số, ký hiệu"), document.number.full_number if document.number else ""),
        (_("Ngày ban hành"), vn_date(document.number.dated) if document.number else ""),
        (_("Hạn trả lời"), vn_date(document.answer_by)),
        (_("Gửi theo mã định danh"), names),
    ]
    return [Fact(label, str(value)) for label, value in found if value]


def _second_of(document: OutgoingDocument) -> str:
    if document.cosigner is None or document.cosigner_agency is None:
        return ""
    return f"{document.cosigner.full_name}, {document.cosigner_agency.name}"


def steps_of(document: OutgoingDocument) -> list[Step]:
    """The way with where it stands."""
    route = document.case.process.route() if document.case.process else list(STEPS)
    keys = [step.key for step in route]
    here = keys.index(document.case.step) if document.case.step in keys else 0
    done = document.case.is_final and document.issued_at is not None
    return [
        Step(step.label, "done" if n < here or done else "now" if n == here else "next")
        for n, step in enumerate(route)
    ]


def paragraphs_of(version: DraftVersion, comments: Sequence[DraftComment]) -> list[Paragraph]:
    lines = text_of(version).every_line
    mine = [one for one in comments if one.version_id == version.pk]
    return [
        Paragraph(n, line, [one for one in mine if one.paragraph == n]) for n, line in enumerate(lines, 1)
    ]


def approvals_table(document: OutgoingDocument) -> Table:
    """Who answers for what, lapsed ones too. One query."""
    rows = Approval.objects.filter(version__document=document).select_related("by", "version")
    head = [_("Phần"), _("Phiên bản"), _("Người duyệt"), _("Lúc"), _("Hiệu lực")]
    return Table(
        _("Duyệt nội dung, thể thức"),
        [Column(label) for label in head],
        [
            [
                Approval.Part(one.part).label,
                str(one.version.number),
                Cell(one.by.full_name, small=one.post_title),
                vn_datetime(one.at),
                Cell(_("còn"), tone="ok")
                if one.lapsed_at is None
                else Cell(_("đã hết, văn bản trả lại"), tone=""),
            ]
            for one in rows
        ],
    )


def versions_table(document: OutgoingDocument, versions: Sequence[DraftVersion]) -> Table:
    """Each version with the way to what it changed."""
    return Table(
        _("Các phiên bản dự thảo"),
        [Column(label) for label in (_("Phiên bản"), _("Người viết"), _("Lúc"))],
        [
            [
                Cell(
                    _("Phiên bản %(n)d") % {"n": one.number},
                    url=reverse("outgoing_changes", args=[document.case.code, one.number]),
                ),
                one.by.full_name,
                vn_datetime(one.at),
            ]
            for one in versions
        ],
    )


def documents_table(documents: Sequence[OutgoingDocument], now: datetime) -> Table:
    head = [_("Trích yếu"), _("Loại"), _("Số, ký hiệu"), _("Bước"), _("Hạn"), _("Người soạn")]
    return Table(
        _("Văn bản đi"),
        [Column(label) for label in head],
        [
            [
                Cell(
                    one.subject,
                    url=reverse("outgoing_document", args=[one.case.code]),
                    small=one.case.code,
                ),
                name_of(one.type_code),
                one.number.full_number if one.number else "–",
                _step_cell(one, now),
                vn_datetime(one.case.due_at) if one.case.due_at and not one.case.is_final else "–",
                one.drafted_by.full_name,
            ]
            for one in documents
        ],
    )


def _step_cell(document: OutgoingDocument, now: datetime) -> Cell:
    case = document.case
    if document.issued_at is not None:
        return Cell(_("Đã phát hành"), tone="ok")
    if case.is_final:
        return Cell(_("Đã bỏ dự thảo"), tone="")
    words = next((step.label for step in steps_of_two("") if step.key == case.step), case.step)
    late = case.due_at is not None and case.due_at < now
    shown = _("%(step)s · quá hạn") % {"step": words} if late else words
    return Cell(shown, tone="late" if late else "soon")
