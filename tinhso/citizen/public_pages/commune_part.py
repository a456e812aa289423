"""What the page of a commune tells of the reports that everybody reads."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.citizen.models import Report
from tinhso.citizen.models.report import CLOSED
from tinhso.kernel.site.declare import CommunePart
from tinhso.lib.numbers import vn_number

Line = tuple[str | Promise, str, str]


def commune_reports(code: str, day: date) -> Sequence[Line]:
    """Published ones of places in it, answered and waiting, each with its list. One query; none: nothing to tell."""
    rows = Report.objects.published().filter(commune__code=code, commune__valid__contains=day)
    closed = Q(case__state__in=CLOSED)
    counts = rows.aggregate(closed=Count("pk", filter=closed), waiting=Count("pk", filter=~closed))
    if not any(counts.values()):
        return []
    lists = (
        (_("Đã trả lời"), "closed", counts["closed"]),
        (_("Đang xử lý"), "open", counts["waiting"]),
    )
    return [
        (label, vn_number(n), f"{reverse('public_reports')}?{urlencode({'xa': code, 'trang-thai': state})}")
        for label, state, n in lists
    ]


COMMUNE_REPORTS = CommunePart(gettext_lazy("Phản ánh và trả lời công khai"), commune_reports, order=10)
