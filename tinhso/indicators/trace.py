"""Where a figure comes from: each measure's sum as the cells hold it, and as its rows say now."""

from dataclasses import dataclass

from tinhso.indicators.amounts import Amount, Scope, amount
from tinhso.indicators.cells import NoSuchMeasure, Statement, measure_of, rows_of
from tinhso.indicators.figures import Figure
from tinhso.indicators.rows import recount, rows_behind
from tinhso.indicators.wording import plain
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.numbers import vn_number


@dataclass(frozen=True)
class MeasureTrace:
    """One measure of a figure: what its cells add up to, what its rows add up to now, and how rows are read."""

    ref: MeasureRef
    measure: Measure
    cells: Amount
    rows: Amount
    statement: Statement

    @property
    def matches(self) -> bool:
        return self.cells == self.rows

    @property
    def cells_told(self) -> str:
        return vn_number(plain(self.cells.total))

    @property
    def rows_told(self) -> str:
        return vn_number(plain(self.rows.total))

    @property
    def checksum(self) -> str:
        """Of the rows, as sixteen hexadecimal digits."""
        return f"{self.rows.checksum & 0xFFFFFFFFFFFFFFFF:016x}"


@dataclass(frozen=True)
class Trace:
    """A figure and its measures. Where one does not match, the figure is not to be printed."""

    figure: Figure
    measures: list[MeasureTrace]

    @property
    def matches(self) -> bool:
        return all(part.matches for part in self.measures)


def trace(figure: Figure, scope: Scope) -> Trace:
    """Two queries a measure."""
    return Trace(figure, [part for ref in figure.definition.refs if (part := _trace(ref, figure, scope))])


def _trace(ref: MeasureRef, figure: Figure, scope: Scope) -> MeasureTrace | None:
    try:
        measure = measure_of(ref.code)
    except NoSuchMeasure:
        return None
    rows = rows_behind(measure, ref, figure.period, scope)
    held = amount(measure, ref, figure.period, scope)
    return MeasureTrace(ref, measure, held, recount(measure, rows), rows_of(measure, rows))
