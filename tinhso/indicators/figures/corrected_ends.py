"""Which figures count by the day on which a case ended, and how many of these days were corrected in a period."""

from collections.abc import Iterable

from django.urls import reverse

from tinhso.casework.public import Corrected, corrected_in
from tinhso.indicators.cells.amounts import EVERYTHING, Scope
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.site.declare import Measure, all_of
from tinhso.lib.periods import Period


def counts_by_ends(version: IndicatorVersion) -> bool:
    codes = {ref.code for ref in version.definition.refs}
    measures = [one for one in all_of(Measure) if one.code in codes and one.case]
    return any(one.counts_on.endswith("settled_at") for one in measures)


def corrected_of(version: IndicatorVersion, period: Period, scope: Scope) -> Corrected | None:
    """The ends that were corrected among the cases of this figure; None where it does not count by them. One query."""
    return corrected_in(period.start, period.end, scope.agencies) if counts_by_ends(version) else None


def corrected_among(versions: Iterable[IndicatorVersion], period: Period, scope: Scope) -> set[int]:
    """The ids of those whose figure of that period counts corrected ends. One query at most."""
    found = {version.pk for version in versions if counts_by_ends(version)}
    return found if found and corrected_in(period.start, period.end, scope.agencies).count else set()


def corrected_pages(period: Period) -> set[str]:
    """The paths of the pages of figures of that period that tell of corrections. Two queries."""
    versions = list(IndicatorVersion.objects.newest())
    marked = corrected_among(versions, period, EVERYTHING)
    return {
        f"{reverse('figure', args=[one.definition.address])}?ky={period.code}"
        for one in versions
        if one.pk in marked
    }
