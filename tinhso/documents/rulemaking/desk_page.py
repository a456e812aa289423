"""What the desk's pages of consultations show."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State, can_act
from tinhso.documents.models import Consultation, PublicComment
from tinhso.documents.rulemaking.way import ANSWER, COLLECT, PUBLISHED
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import vn_date

OPENING_DEEDS = ("mo", "khong-mo")
PUBLISHING_DEED = "cong-bo"


def open_deeds(consultation: Consultation, by: Actor) -> tuple[str, ...]:
    """What a head decides before it is opened, and the drafter at the end. One query at most."""
    case = consultation.case
    found = (
        OPENING_DEEDS if case.state == State.SUBMITTED else (PUBLISHING_DEED,) if case.step == ANSWER else ()
    )
    return found if found and not case.is_final and can_act(case, by) else ()


def is_answerable(consultation: Consultation, by: Actor) -> bool:
    """Whether this officer answers comments now. One query at most."""
    case = consultation.case
    return case.step in (COLLECT, ANSWER) and not case.is_final and can_act(case, by)


def state_cell(consultation: Consultation, on: date) -> Cell:
    case = consultation.case
    if case.state == State.REFUSED:
        return Cell(_("Không mở"), tone="")
    if consultation.opened_at is None:
        return Cell(_("Chờ lãnh đạo mở"), tone="soon")
    if consultation.takes_comments(on):
        return Cell(_("Đang lấy ý kiến"), tone="ok")
    if case.step == PUBLISHED:
        return Cell(_("Đã công bố kết quả"), tone="ok")
    return Cell(_("Cần tiếp thu, giải trình") if case.step == ANSWER else _("Hết thời hạn"), tone="soon")


def consultations_table(consultations: Sequence[Consultation], on: date) -> Table:
    head = [_("Dự thảo"), _("Trạng thái"), _("Nhận góp ý đến hết"), _("Góp ý")]
    numbers = (False, False, False, True)
    return Table(
        _("Dự thảo lấy ý kiến"),
        [Column(label, number=number) for label, number in zip(head, numbers, strict=True)],
        [
            [
                Cell(one.title, url=reverse("consultation_desk", args=[one.case.code]), small=one.case.code),
                state_cell(one, on),
                vn_date(one.closes_on) if one.closes_on else "–",
                str(one.every_comment),  # type: ignore[attr-defined]
            ]
            for one in consultations
        ],
    )


def counts_of(consultation: Consultation) -> list[Fact]:
    """How many comments there are in each state. One query."""
    rows = dict(consultation.comments.values_list("state").annotate(n=Count("pk")).order_by("state"))
    return [Fact(state.label, str(rows.get(state.value, 0))) for state in PublicComment.State]


def missing_answers(consultation: Consultation) -> int:
    """One query."""
    return consultation.comments.filter(answer=None).count()
