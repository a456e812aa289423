"""What can be counted of feedback; rows 5.1 to 5.3 of QĐ 766/QĐ-TTg are read off these three."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tinhso.citizen.feedback import figures as feedback_figures
from tinhso.kernel.site.declare import Measure

REGISTER = _("Sổ phản ánh, kiến nghị của tỉnh")


def of_feedback(code: str, name: Any, rows: Any, counts_on: str, *dims: tuple[str, str]) -> Measure:
    """A measure over feedback, by the agency that answers, that opens each row."""
    return Measure(
        code=code,
        name=name,
        unit=_("phản ánh"),
        rows=rows,
        counts_on=counts_on,
        agency="case__agency",
        dims=(("class", "found"), *dims),
        row_label="case__code",
        row_url=("desk_feedback", "case__code"),
        case="case__code",
        visible=feedback_figures.seen_by,
        source=REGISTER,
    )


MEASURES = [
    of_feedback(
        "feedback.received",
        _("Phản ánh, kiến nghị tiếp nhận"),
        feedback_figures.received,
        "case__submitted_at",
        ("source", "case__source"),
    ),
    of_feedback(
        "feedback.handled",
        _("Phản ánh, kiến nghị đã xử lý"),
        feedback_figures.timed_feedback,
        "case__settled_at",
        ("verdict", "verdict"),
    ),
    of_feedback(
        "feedback.opinion",
        _("Phản ánh, kiến nghị đã xử lý, theo ý kiến người gửi"),
        feedback_figures.opinions,
        "case__settled_at",
        ("opinion", "opinion"),
    ),
]
