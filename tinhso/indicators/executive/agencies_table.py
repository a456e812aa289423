"""One figure of the executive page agency by agency, as a table and as CSV: the worst first, or by the asked column."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.definitions.definition import Direction
from tinhso.indicators.executive.agencies import AgencyRow, url_of
from tinhso.indicators.executive.tiles import judged
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Figure, read_by
from tinhso.indicators.figures.targets import targets_of
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.periods import Period


def ranked_table(rows: Sequence[AgencyRow], version: IndicatorVersion, csv_url: str = "") -> Table:
    """Of the figure by which agencies are ranked: with what is overdue now."""
    definition = version.definition
    columns = [
        Column(_("Cơ quan")),
        Column(_("Trên tổng số"), number=True),
        Column(f"{definition.name} ({definition.unit})", number=True),
        Column(_("So với kế hoạch")),
        Column(_("Đang quá hạn"), number=True),
        Column(_("Lâu nhất"), number=True),
    ]
    return Table(_("Theo cơ quan"), columns, [_ranked_row(row) for row in rows], csv_url)


def _ranked_row(row: AgencyRow) -> list[Cell | str]:
    verdict: Cell | str = Cell(row.verdict, tone=row.tone) if row.verdict else "–"  # type: ignore[arg-type]
    late = Cell(str(row.late.n), tone="late") if row.late.n else "0"
    return [Cell(row.agency.name, url=row.url), row.parts, row.rate_text, verdict, late, row.since]


def agencies_table(version: IndicatorVersion, period: Period, scope: Scope, csv_url: str = "") -> Table:
    """The figure of each agency with rows, the worst first, the way to its trace, and what it lacks to the plan."""
    found = read_by(version, period, "agency", scope)
    agencies = Agency.objects.filter(pk__in=[pk for pk, figure in found.items() if pk and figure.n])
    definition = version.definition
    columns = [Column(_("Cơ quan")), Column(f"{definition.name} ({definition.unit})", number=True)]
    columns += [Column(_("Trên tổng số"), number=True)] if definition.is_ratio else []
    columns.append(Column(_("So với kế hoạch")))
    down = definition.direction is Direction.DOWN
    ranked = sorted(agencies, key=lambda a: _worst(found[a.pk], down=down))
    targets = targets_of([version.indicator.code])
    rows = [_row(agency, found[agency.pk], judged(found[agency.pk], targets)) for agency in ranked]
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
    row += [wording.parts(figure) or "–"] if definition.is_ratio else []
    return [*row, Cell(verdict, tone=tone) if verdict else "–"]  # type: ignore[arg-type]
