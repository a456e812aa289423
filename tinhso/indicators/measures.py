"""What the registers of this package can count."""

from typing import Any

from django.db.models import DateField, F, Func, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import CriteriaSet, ExternalRank, Recognition
from tinhso.kernel.site.declare import Measure


def ranks() -> "QuerySet[ExternalRank]":
    """A published rank counts in the year that was assessed, on its first day."""
    first_day = Func(F("assessed_year"), Value(1), Value(1), function="make_date", output_field=DateField())
    return ExternalRank.objects.annotate(assessed_on=first_day)


RANKED: dict[str, Any] = {
    "unit": _("thứ hạng"),
    "counts_on": "assessed_on",
    "dims": (("index", "index"),),
    "row_label": "source",
    "of_people": False,
    "source": _("Thứ hạng do bộ, ngành công bố"),
}
MEASURES = [
    Measure(code="indicators.rank", name=_("Thứ hạng được công bố"), rows=ranks, value="rank", **RANKED),
    Measure(
        code="indicators.rank_of",
        name=_("Số tỉnh, thành phố được xếp hạng"),
        rows=lambda: ranks().filter(n__isnull=False),
        value="n",
        **RANKED,
    ),
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
