"""The chart of a figure: the twelve whole months to the end of its period, the same ones a year before, and the plan."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.definitions.definition import Aggregation, Definition
from tinhso.indicators.figure_page.queries import months_shown, without_hidden
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Compared, Figure, read_months
from tinhso.indicators.figures.targets import Target
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.periods import PublicAgencies, PublicPeriods
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period


def trend(
    version: IndicatorVersion,
    day: date,
    scope: Scope,
    held: BatchReader | None = None,
    public: PublicPeriods | None = None,
    agencies: PublicAgencies | None = None,
    target: Target | None = None,
) -> Chart | None:
    """For the `public` those months that it may read; None where fewer than two have a value. A sum of months is drawn in
    columns from zero, a rate or a stock as a line."""
    months = months_shown(day)
    if public and agencies:
        points = [Compared(f, None) for m in months if (f := public.months.get(m))]
        figures = [without_hidden(one, scope, public, agencies).now for one in points]
        before: dict[Period, float] = {}
    else:
        figures = read_months(version, months, scope, held)
        before = _before(version, months, scope, held)
    known = [one for one in figures if one.value is not None]
    return _chart(version.definition, known, before, target) if len(known) > 1 else None


def _before(
    version: IndicatorVersion, months: Sequence[Period], scope: Scope, held: BatchReader | None
) -> dict[Period, float]:
    """The values a year before by the month that they stand behind; what had not begun has none."""
    earlier = [month.same_last_year() for month in months]
    found = read_months(version, earlier, scope, held)
    begins = [day for ref in version.definition.refs if (day := (scope.first or {}).get(ref.code))]
    begun = max(begins, default=date.min)
    return {
        month: float(one.value)
        for month, one in zip(months, found, strict=True)
        if one.value is not None and one.period.start >= begun
    }


def _chart(
    definition: Definition, known: Sequence[Figure], before: dict[Period, float], target: Target | None
) -> Chart:
    by_month = definition.is_ratio or definition.agg_time is Aggregation.LAST
    goal = target if target and by_month else None
    ends = [known[0].period, known[-1].period]
    title = _("%(name)s theo tháng, %(first)s đến %(last)s, %(unit)s") % {
        "name": definition.name,
        "first": f"{ends[0].start:%m/%Y}",
        "last": f"{ends[1].start:%m/%Y}",
        "unit": definition.unit,
    }
    percent = "%" if definition.unit == "%" else ""
    return Chart(
        "line" if by_month else "bars",
        title,
        [f"{one.period.start:%m/%Y}" for one in known],
        [float(one.value) for one in known if one.value is not None],
        unit=definition.unit,
        places=definition.decimals,
        label_head=_("Tháng"),
        goal=float(goal.value) if goal else None,
        goal_label=_("kế hoạch %(n)s") % {"n": f"{vn_number(wording.plain(goal.value))}{percent}"}
        if goal
        else "",
        before=[before.get(one.period) for one in known] if before else (),
        before_label=_("năm trước") if before else "",
        note=_("Nguồn: %(source)s") % {"source": definition.source},
    )
