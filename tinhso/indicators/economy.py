"""Yearly figures side by side: digital economy, labour productivity, e-commerce, help for enterprises."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators import wording
from tinhso.indicators.figures import Figure, read
from tinhso.indicators.models import IndicatorVersion, MeasureCell
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.periods import Period, PeriodKind

GROUP = "Kinh tế số"
YEARS = 3


def year_table(day: date) -> Table:
    """The public indicators of the group over this year and those before; a few queries for each figure."""
    years = [day.year - back for back in range(YEARS - 1, -1, -1)]
    found = [v for v in IndicatorVersion.objects.newest() if v.definition.group == GROUP]
    shown = sorted((v for v in found if v.definition.public), key=lambda v: v.definition.order)
    columns = [Column(_("Chỉ tiêu")), *(Column(_("Năm %(year)s") % {"year": y}, number=True) for y in years)]
    rows = [[_name(version), *(_cell(version, year, day) for year in years)] for version in shown]
    return Table(_("Kinh tế số qua các năm"), columns, rows)


def _name(version: IndicatorVersion) -> Cell:
    definition = version.definition
    return Cell(f"{definition.name} ({definition.unit})", small=definition.source)


def _cell(version: IndicatorVersion, year: int, day: date) -> Cell | str:
    definition = version.definition
    figure = read(version, Period.of(PeriodKind.YEAR, date(year, 1, 1)).up_to(day))
    if figure.value is None or _nothing_told(figure):
        return _("chưa có số liệu")
    url = f"{reverse('figure', args=[definition.address])}?{urlencode({'ky': figure.period.code})}"
    carried = wording.span(figure) if definition.agg_time == "last" else ""
    return Cell(wording.told(figure.value, definition), url=url, small=carried)


def _nothing_told(figure: Figure) -> bool:
    """No row in the period nor before it: nothing was entered yet, which is not zero."""
    if figure.n:
        return False
    codes = [ref.code for ref in figure.definition.refs]
    return not MeasureCell.objects.filter(measure__in=codes, day__lte=figure.period.end).exists()
