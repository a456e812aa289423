"""Where a figure comes from: each source's sum as figures read it, and as its rows say now."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from tinhso.indicators.amounts import EVERYTHING, Amount, Scope, plain
from tinhso.indicators.cells import Statement
from tinhso.indicators.figures import Compared, Figure, compute
from tinhso.indicators.models import MeasureState
from tinhso.indicators.sources import NoSuchSource, Source, source_of
from tinhso.kernel.events.public import EventRow
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
    """A figure and its sources. Where one does not match, the figure is not to be printed.

    `behind`: something was recorded since the cells of all that do not match were summed, so they need not be wrong.
    What the rows say now may then be told; the next summing, and the nightly comparison, find what is wrong.
    """

    figure: Figure
    measures: list[MeasureTrace]
    behind: bool = False

    @property
    def matches(self) -> bool:
        return all(part.matches for part in self.measures)

    @property
    def can_be_told(self) -> bool:
        return self.matches or self.behind

    @property
    def state(self) -> str:
        """matched, recounted (told as its rows say, for its cells lag behind) or withheld."""
        return "matched" if self.matches else "recounted" if self.behind else "withheld"

    @property
    def told(self) -> Figure:
        """What may be told: the figure as it was read, as its rows say now, or without any value."""
        if self.matches:
            return self.figure
        if self.behind:
            parts = {one.ref: one.rows for one in self.measures}
            return compute(self.figure.version, self.figure.period, parts)
        return replace(self.figure, value=None, above=None, below=None)


def trace(figure: Figure, scope: Scope) -> Trace:
    """Two queries a source, and two where one does not match."""
    parts = [part for ref in figure.definition.refs if (part := _trace(ref, figure, scope))]
    unlike = {part.ref.code for part in parts if not part.matches}
    return Trace(figure, parts, bool(unlike) and _are_behind(unlike))


def checked(found: Compared, scope: Scope = EVERYTHING) -> tuple[Compared, Trace]:
    """The same, with the figure as it may be told: every page, file, frame and picture of one figure goes this way."""
    traced = trace(found.now, scope)
    return replace(found, now=traced.told), traced


def _are_behind(codes: set[str]) -> bool:
    """Whether the log has moved on since the cells of each of these were summed; entered values have none."""
    return codes <= set(summed_before_the_log())


def summed_before_the_log() -> dict[str, datetime]:
    """The measures about which the log may tell more than their cells, with the moment when they were summed. Two queries."""
    newest = EventRow.objects.aggregate(last=Max("id"))["last"] or 0
    states = MeasureState.objects.filter(event_id__lt=newest)
    return dict(states.values_list("measure", "refreshed_at"))


def _trace(ref: MeasureRef, figure: Figure, scope: Scope) -> MeasureTrace | None:
    try:
        source = source_of(ref.code)
    except NoSuchSource:
        return None
    found = source.checked(ref, figure.period, scope)
    return MeasureTrace(ref, source, found.held, found.rows, found.statement, found.not_added)
