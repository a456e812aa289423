"""Where a figure comes from: each source's sum as figures read it, and as its rows say now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from tinhso.casework.public import Differing
from tinhso.indicators.cells.amounts import EVERYTHING, Amount, Scope, plain
from tinhso.indicators.cells.cells import Statement, rows_of
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.changed_rows import differing
from tinhso.indicators.figures.figures import Compared, Figure, compute
from tinhso.indicators.models import DataValue, MeasureState
from tinhso.indicators.sources.entered_values import ScenarioValue, fitting, reading, values_of_many
from tinhso.indicators.sources.rows import recount_each, rows_behind
from tinhso.indicators.sources.sources import (
    EnteredSource,
    MeasureSource,
    Source,
    is_countable_in,
    ref_and_period,
)
from tinhso.kernel.events.public import EventRow
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period


@dataclass(frozen=True)
class MeasureTrace:
    """One source of a figure: what figures read, what its rows add up to now, and how rows are read.

    `value_ids` are the entered numbers behind it; a measure has none.
    """

    ref: MeasureRef
    source: Source
    cells: Amount
    rows: Amount
    statement: Statement
    not_added: bool = False
    value_ids: frozenset[int] = frozenset()

    @property
    def name(self) -> Any:
        return self.source.name

    @property
    def origin(self) -> Any:
        return self.source.origin

    @property
    def matches(self) -> bool:
        return self.cells == self.rows

    @property
    def cells_text(self) -> str:
        return vn_number(plain(self.cells.total))

    @property
    def rows_text(self) -> str:
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
    def value_ids(self) -> frozenset[int]:
        """The entered numbers behind the figure."""
        return frozenset().union(*(part.value_ids for part in self.measures))

    @property
    def matches(self) -> bool:
        return all(part.matches for part in self.measures)

    @property
    def is_publishable(self) -> bool:
        return not self.differing and (self.matches or self.behind)

    @property
    def differing(self) -> Differing:
        """The rows behind it that are not those of the log; false where there are none."""
        return differing(self.figure.definition)

    @property
    def state(self) -> str:
        """matched, recounted (told as its rows say, for its cells lag behind) or withheld; changed where rows behind
        it differ from the log."""
        if self.differing:
            return "changed"
        return "matched" if self.matches else "recounted" if self.behind else "withheld"

    @property
    def publishable_figure(self) -> Figure:
        """What may be told: the figure as it was read, as its rows say now, or without any value."""
        if self.matches:
            return self.figure
        if self.behind:
            parts = {one.ref: one.rows for one in self.measures}
            return compute(self.figure.version, self.figure.period, parts)
        return replace(self.figure, value=None, above=None, below=None)


def names_of(measures: Iterable[MeasureTrace]) -> dict[MeasureRef, str]:
    """Of what a figure is made, in the order in which its page explains it."""
    return {part.ref: str(part.name) for part in measures}


def trace(figure: Figure, scope: Scope, held: BatchReader | None = None) -> Trace:
    """What is `held` of the figure beside its rows, which are counted anew: one query for all measures, one for what
    agencies entered, and two where one does not match. Where nothing is held it is read first."""
    period, refs = figure.period, figure.definition.refs
    held = held or BatchReader.read([figure.version], [period], scope)
    sources = held.sources(ref.code for ref in refs)
    found = _measured(refs, sources, period, scope, held) | _trace_entered(refs, sources, period, scope)
    parts = [found[ref] for ref in refs if ref in found]
    unlike = {part.ref.code for part in parts if not part.matches}
    return Trace(figure, parts, bool(unlike) and are_behind(unlike))


def checked(
    found: Compared, scope: Scope = EVERYTHING, held: BatchReader | None = None
) -> tuple[Compared, Trace]:
    """The same, with the figure as it may be told: every page, file, frame and picture of one figure goes this way."""
    traced = trace(found.now, scope, held)
    return replace(found, now=traced.publishable_figure), traced


def are_behind(codes: set[str]) -> bool:
    """Whether the log has moved on since the cells of each of these were summed; entered values have none."""
    return codes <= set(summed_before_the_log())


def summed_before_the_log() -> dict[str, datetime]:
    """The measures about which the log may tell more than their cells, with the moment when they were summed. Two queries."""
    newest = EventRow.objects.aggregate(last=Max("id"))["last"] or 0
    states = MeasureState.objects.filter(event_id__lt=newest)
    return dict(states.values_list("measure", "refreshed_at"))


Traces = dict[MeasureRef, MeasureTrace]


def _measured(
    refs: Sequence[MeasureRef], sources: Mapping[str, Source], period: Period, scope: Scope, held: BatchReader
) -> Traces:
    """The cells of each measure beside the rows of the system that declares it."""
    known = {ref: one for ref in refs if isinstance(one := sources.get(ref.code), MeasureSource)}
    wanted = {ref: one for ref, one in known.items() if is_countable_in(one.measure, scope)}
    rows = {ref: rows_behind(one.measure, *ref_and_period(ref, period), scope) for ref, one in wanted.items()}
    recounted = recount_each([(one.measure, rows[ref]) for ref, one in wanted.items()])
    found: Traces = {}
    for (ref, source), now in zip(wanted.items(), recounted, strict=True):
        amount = held.amount(ref, period) if held.knows(ref, period) else source.amount(ref, period, scope)
        found[ref] = MeasureTrace(ref, source, amount or Amount(), now, rows_of(source.measure, rows[ref]))
    return found


def _trace_entered(
    refs: Sequence[MeasureRef], sources: Mapping[str, Source], period: Period, scope: Scope
) -> Traces:
    """The values are the rows: what is compared is the reading with a second one of the same values alone."""
    wanted = {ref: one for ref in refs if isinstance(one := sources.get(ref.code), EnteredSource)}
    codes = {ref.code for ref in wanted}
    start = min((ref_and_period(ref, period)[1].start for ref in wanted), default=period.start)
    values = values_of_many(codes, start, period.end, scope) if codes else {}
    return {
        ref: _trace_of_values(ref, source, period, scope, values.get(ref.code, (source.element, []))[1])
        for ref, source in wanted.items()
    }


def _trace_of_values(
    ref: MeasureRef, source: EnteredSource, period: Period, scope: Scope, values: Sequence[ScenarioValue]
) -> MeasureTrace:
    found = source.reading(ref, period, scope)
    keys = {one.pk for one in found.values}
    asked_for = keys or {0}  # no row has the key 0; a statement that asks for no key cannot be written
    sql, params = DataValue.objects.filter(pk__in=sorted(asked_for)).query.sql_with_params()
    bare, span = ref_and_period(ref, period)
    second = [one for one in fitting(source.element, values, bare, span) if one.pk in keys]
    amount = reading(source.element, span, second).amount or Amount()
    statement = Statement(sql, tuple(params))
    return MeasureTrace(
        ref, source, found.amount or Amount(), amount, statement, found.not_added, frozenset(keys)
    )
