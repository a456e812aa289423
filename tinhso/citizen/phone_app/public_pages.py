"""The public pages of this system, for search engines."""

from collections.abc import Sequence

from django.urls import reverse

from tinhso.citizen.models import Report
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site import clock


def agency_paths(most: int) -> Sequence[str]:
    rows = Agency.objects.on(clock.today()).exclude(kind=Agency.Kind.DIVISION)
    return [reverse("agency_page", args=[code]) for code in rows.values_list("code", flat=True)[:most]]


def report_paths(most: int) -> Sequence[str]:
    rows = Report.objects.published().order_by("-case__opened_at").values_list("case__code", flat=True)
    return [reverse("report", args=[code]) for code in rows[:most]]
