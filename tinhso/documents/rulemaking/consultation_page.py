"""What the public pages of a draft under consultation show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import CommentAnswer, Consultation, PublicComment
from tinhso.documents.rulemaking.paragraphs import Paragraph, paragraphs_of
from tinhso.kernel.site.shapes import Fact
from tinhso.lib.dates import local, vn_date


@dataclass(frozen=True)
class CommentedParagraph:
    """A paragraph with how many comments on it everybody reads, and the page on which one comments."""

    paragraph: Paragraph
    count: int
    url: str


def consultation_state(consultation: Consultation, on: date) -> tuple[str, str]:
    """The words of its state, and the tone of their tag."""
    if consultation.takes_comments(on):
        return _("Đang lấy ý kiến"), "ok"
    if consultation.is_answered:
        return _("Đã công bố tiếp thu, giải trình"), "ok"
    return _("Đã hết thời hạn góp ý"), ""


def facts_of(consultation: Consultation) -> list[Fact]:
    """What it is, and its days up to the issue of the document, where it was issued here."""
    document, answered = consultation.document, consultation.is_answered
    found = [
        Fact(_("Loại văn bản"), name_of(document.type_code)),
        Fact(_("Cơ quan soạn thảo"), consultation.case.agency.name),
    ]
    days = (
        (_("Mở lấy ý kiến"), _day(consultation.opened_at)),
        (_("Nhận góp ý đến hết ngày"), consultation.closes_on),
        (_("Công bố tiếp thu, giải trình"), _day(consultation.case.settled_at) if answered else None),
    )
    found += [Fact(label, vn_date(day)) for label, day in days if day]
    if document.issued_at is not None and document.number is not None:
        words = _("Số %(number)s, ngày %(day)s")
        issued = {"number": document.number.full_number, "day": vn_date(document.number.dated)}
        found.append(Fact(_("Đã ban hành"), words % issued))
    return found


def _day(at: datetime | None) -> date | None:
    return local(at).date() if at else None


def shown_comments(consultation: Consultation) -> "QuerySet[PublicComment]":
    return consultation.comments.filter(state=PublicComment.State.SHOWN)


def commented_paragraphs(consultation: Consultation) -> list[CommentedParagraph]:
    """Every paragraph of the version. One query."""
    counts = dict(
        shown_comments(consultation).values_list("paragraph").annotate(n=Count("pk")).order_by("paragraph")
    )
    code = consultation.case.code
    return [
        CommentedParagraph(
            one, counts.get(one.number, 0), reverse("consultation_paragraph", args=[code, one.number])
        )
        for one in paragraphs_of(consultation.version)
    ]


def outcomes_of(consultation: Consultation) -> list[Fact]:
    """How many comments were adopted, in part, not; nothing before the answers are published. One query."""
    if not consultation.is_answered:
        return []
    rows = consultation.comments.values_list("answer__decision").annotate(n=Count("pk")).order_by()
    counts = dict(rows)
    return [Fact(one.label, str(counts.get(one.value, 0))) for one in CommentAnswer.Decision]


def paragraph_at(paragraphs: Sequence[Paragraph], number: int) -> Paragraph | None:
    """The paragraph of that number; None for 0, the whole. LookupError where there is none."""
    if number == 0:
        return None
    if number > len(paragraphs):
        raise LookupError(number)
    return paragraphs[number - 1]
