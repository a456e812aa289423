"""Where a figure comes from: each source's sum as figures read it, and as its rows say now."""

from dataclasses import dataclass
from typing import Any

from tinhso.indicators.amounts import Amount, Scope, plain
from tinhso.indicators.cells import Statement
from tinhso.indicators.figures import Figure
from tinhso.indicators.sources import NoSuchSource, Source, source_of
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.numbers import vn_number


@dataclass(frozen=True)
class MeasureTrace:
    """One source of a figure: what figures read, what its rows add up to now, and how rows are read."""

    ref: MeasureRef
    source: Source
    cells: Amount
    rows: Amount
    statement: Statement
    not_added: bool = False

    @property
    def name(self) -> Any:
        return self.source.name

    @property
    def told(self) -> Any:
        return self.source.told

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
    """A figure and its sources. Where one does not match, the figure is not to be printed."""

    figure: Figure
    measures: list[MeasureTrace]

    @property
    def matches(self) -> bool:
        return all(part.matches for part in self.measures)


def trace(figure: Figure, scope: Scope) -> Trace:
    """Two queries a source."""
    return Trace(figure, [part for ref in figure.definition.refs if (part := _trace(ref, figure, scope))])


def _trace(ref: MeasureRef, figure: Figure, scope: Scope) -> MeasureTrace | None:
    try:
        source = source_of(ref.code)
    except NoSuchSource:
        return None
    found = source.checked(ref, figure.period, scope)
    return MeasureTrace(ref, source, found.held, found.rows, found.statement, found.not_added)
