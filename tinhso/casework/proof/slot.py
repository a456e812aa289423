"""The comparison of cases, as `tinhso verify` runs it."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from tinhso.casework.proof.compare import Compared
from tinhso.casework.proof.comparison_runs import compare_changed, compare_whole
from tinhso.casework.proof.lines import lines_of
from tinhso.kernel.events.public import Comparison, ComparisonResult
from tinhso.kernel.site import clock

CASES = "cases"


def whole(progress: Callable[[int], None]) -> ComparisonResult:
    return compare_records(compare_whole(now=clock.now(), progress=progress))


def changed(progress: Callable[[int], None]) -> ComparisonResult:
    return compare_records(compare_changed(now=clock.now(), progress=progress))


def compare_records(found: Compared) -> ComparisonResult:
    return ComparisonResult(lines_of(found), found.cases, found.uncheckable)


COMPARISON = Comparison(_("hồ sơ, việc"), whole, changed, code=CASES, order=10)
