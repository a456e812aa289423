"""What can be counted of requests for information."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tinhso.citizen.information_access import figures
from tinhso.kernel.site.declare import Measure

REGISTER = _("Sổ yêu cầu cung cấp thông tin của các cơ quan")


def of_requests(code: str, name: Any, rows: Any, counts_on: str, *dims: tuple[str, str]) -> Measure:
    """A measure over requests, by the agency that answers, that opens each row."""
    return Measure(
        code=code,
        name=name,
        unit=_("yêu cầu"),
        rows=rows,
        counts_on=counts_on,
        agency="case__agency",
        dims=(("channel", "channel"), *dims),
        row_label="case__code",
        row_url=("desk_information_request", "case__code"),
        case="case__code",
        visible=figures.seen_by,
        source=REGISTER,
    )


MEASURES = [
    of_requests(
        "information.received",
        _("Yêu cầu cung cấp thông tin tiếp nhận"),
        figures.received_requests,
        "case__submitted_at",
    ),
    of_requests(
        "information.ended",
        _("Yêu cầu cung cấp thông tin đã giải quyết"),
        figures.ended_requests,
        "case__settled_at",
        ("verdict", "verdict"),
        ("result", "result"),
    ),
    of_requests(
        "information.refused",
        _("Yêu cầu cung cấp thông tin bị từ chối toàn bộ hoặc một phần"),
        figures.refused_requests,
        "case__settled_at",
        ("ground", "ground"),
    ),
    of_requests(
        "information.published",
        _("Câu trả lời cung cấp thông tin được công khai"),
        figures.published_answers,
        "published_at",
    ),
]
