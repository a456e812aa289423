"""Yearly figures side by side: digital economy, labour productivity, e-commerce, help for enterprises."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlencode

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.figures import changed_rows, wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Figure, read
from tinhso.indicators.models import IndicatorVersion, MeasureCell
from tinhso.indicators.models.cells.measure_cell import Span
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.periods import Period, PeriodKind

GROUP, REFORM = "Kinh tế số", "Cải cách, đầu tư"
YEARS = 3


def group_versions(group: str) -> list[IndicatorVersion]:
    """The public indicators of a group in their order. One query."""
    found = [v for v in IndicatorVersion.objects.newest() if v.definition.group == group]
    return sorted((v for v in found if v.definition.public), key=lambda v: v.definition.order)


def year_table(day: date, shown: Sequence[IndicatorVersion], caption: str) -> Table:
    """These indicators over this year and those before. Four queries, one more for each stretch of days without cells."""
    years = [year_of(day.year - back, day) for back in range(YEARS - 1, -1, -1)]
    held, begun = BatchReader.read(shown, years), first_days(shown)
    heads = [_("Năm %(year)s") % {"year": year.start.year} for year in years]
    rows = [[_name(version), *(_cell(version, year, held, begun) for year in years)] for version in shown]
    columns = [Column(_("Chỉ tiêu")), *(Column(head, number=True) for head in heads)]
    return Table(caption, columns, rows)


def _name(version: IndicatorVersion) -> Cell:
    definition = version.definition
    return Cell(f"{definition.name} ({definition.unit})", small=definition.source)


def year_of(year: int, day: date) -> Period:
    """That year, up to the day where it is still running."""
    return Period.of(PeriodKind.YEAR, date(year, 1, 1)).up_to(day)


def first_days(shown: Iterable[IndicatorVersion]) -> dict[str, date]:
    """The first day of the first year of which a measure has cells. One query."""
    codes = {ref.code for version in shown for ref in version.definition.refs}
    cells = MeasureCell.objects.filter(measure__in=codes, span=Span.YEAR).order_by()
    return dict(cells.values_list("measure").annotate(first=Min("day")))


def _cell(version: IndicatorVersion, year: Period, held: BatchReader, begun: dict[str, date]) -> Cell | str:
    definition = version.definition
    figure = read(version, year, held=held)
    if figure.value is None or _has_no_rows(figure, begun):
        differs = changed_rows.words(changed_rows.differing(definition))
        return Cell(wording.value_text(None, definition), small=differs)
    url = f"{reverse('figure', args=[definition.address])}?{urlencode({'ky': figure.period.code})}"
    carried = wording.span(figure) if definition.agg_time == "last" else ""
    return Cell(wording.value_text(figure.value, definition), url=url, small=carried)


def _has_no_rows(figure: Figure, begun: dict[str, date]) -> bool:
    """No row in the period nor before it: nothing was entered yet, which is not zero."""
    if figure.n:
        return False
    days = (begun.get(ref.code) for ref in figure.definition.refs)
    return not any(day and day <= figure.period.end for day in days)
