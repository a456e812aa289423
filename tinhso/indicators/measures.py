"""What the registers of this package can count."""

from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import CriteriaSet, Recognition
from tinhso.kernel.site.declare import Measure

MEASURES = [
    Measure(
        code="indicators.recognised_communes",
        name=_("Xã được công nhận chuyển đổi số cấp xã"),
        unit=_("xã"),
        rows=lambda: Recognition.objects.filter(criteria__subject=CriteriaSet.Subject.COMMUNE),
        counts_on="decided_on",
        ends_on="ended_on",
        agency="agency",
        place="agency__unit",
        row_label="agency__name",
        row_url=("criteria_set", "criteria__code"),
        of_people=False,
        source=_("Quyết định công nhận xã chuyển đổi số"),
    ),
    Measure(
        code="indicators.communes_recognised",
        name=_("Xã được công nhận chuyển đổi số cấp xã trong kỳ"),
        unit=_("xã"),
        rows=lambda: Recognition.objects.filter(criteria__subject=CriteriaSet.Subject.COMMUNE),
        counts_on="decided_on",
        agency="agency",
        place="agency__unit",
        row_label="agency__name",
        row_url=("criteria_set", "criteria__code"),
        of_people=False,
        source=_("Quyết định công nhận xã chuyển đổi số"),
    ),
]
