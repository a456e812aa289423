"""One figure of the executive page agency by agency, as a table and as CSV: the worst first, or by the asked column."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.definitions.definition import Direction
from tinhso.indicators.executive.agencies import AgencyRow, url_of
from tinhso.indicators.executive.tiles import judged
from tinhso.indicators.figures import ranking, wording
from tinhso.indicators.figures.figures import Figure, read_by
from tinhso.indicators.figures.targets import targets_of
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period


def ranked_table(rows: Sequence[AgencyRow], version: IndicatorVersion, csv_url: str = "") -> Table:
    """Of the figure by which agencies are ranked: with what is overdue now."""
    definition = version.definition
    columns = [
        Column(_("Cơ quan")),
        Column(_("Trên tổng số"), number=True),
        Column(f"{definition.name} ({definition.unit})", number=True),
        Column(_("Khoảng tin cậy 95%"), number=True),
        Column(_("So với kế hoạch")),
        Column(_("Đang quá hạn"), number=True),
        Column(_("Lâu nhất"), number=True),
    ]
    return Table(_("Theo cơ quan"), columns, [_ranked_row(row) for row in rows], csv_url)


def _ranked_row(row: AgencyRow) -> list[Cell | str]:
    verdict: Cell | str = Cell(row.verdict, tone=row.tone) if row.verdict else "–"  # type: ignore[arg-type]
    late = Cell(str(row.late.n), tone="late") if row.late.n else "0"
    name = Cell(row.agency.name, url=row.url)
    return [name, row.parts, row.rate_text, row.interval or "–", verdict, late, row.since]


def agencies_table(version: IndicatorVersion, period: Period, scope: Scope, csv_url: str = "") -> Table:
    """The figure of each agency with rows, the worst first and those of too few cases last, the way to its trace, and what it
    lacks to the plan."""
    found = read_by(version, period, "agency", scope)
    agencies = Agency.objects.filter(pk__in=[pk for pk, figure in found.items() if pk and figure.n])
    definition = version.definition
    columns = [Column(_("Cơ quan")), Column(f"{definition.name} ({definition.unit})", number=True)]
    if definition.is_ratio:
        columns += [Column(_("Trên tổng số"), number=True), Column(_("Khoảng tin cậy 95%"), number=True)]
    columns.append(Column(_("So với kế hoạch")))
    down, least = definition.direction is Direction.DOWN, ranking.least_cases(period.end)
    few = {pk for pk, figure in found.items() if ranking.is_of_few(figure, least)}
    ranked = sorted(agencies, key=lambda a: (a.pk in few, _worst(found[a.pk], down=down)))
    targets = targets_of([version.indicator.code])
    apart = ("", _("dưới %(n)s, không xếp") % {"n": vn_number(least)}, "")
    rows = [
        _row(agency, found[agency.pk], apart if agency.pk in few else judged(found[agency.pk], targets))
        for agency in ranked
    ]
    return Table(_("Theo cơ quan"), columns, rows, csv_url)


def _worst(figure: Figure, *, down: bool) -> tuple[bool, float]:
    value = float(figure.value or 0)
    return figure.value is None, -value if down else value


def _row(agency: Agency, figure: Figure, words: tuple[str, str, str]) -> list[Cell | str]:
    definition = figure.definition
    _goal, verdict, tone = words if definition.is_ratio else ("", "", "")
    row: list[Cell | str] = [
        Cell(agency.name, url=url_of(agency, figure)),
        wording.value_text(figure.value, definition),
    ]
    if definition.is_ratio:
        row += [wording.parts(figure) or "–", ranking.interval_text(figure) or "–"]
    return [*row, Cell(verdict, tone=tone) if verdict else "–"]  # type: ignore[arg-type]
