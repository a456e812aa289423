"""Re-runs every trace of a report against its rows.

Cells that lag behind the log are no fault: their figures are being added up, and are told as that. Cells that know
all that the log tells and are still unlike their rows are: something was changed without a deed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from tinhso.casework.public import (
    Compared,
    Differing,
    compare_changed,
    compare_lately,
    compare_whole,
    lines_of,
    noted,
)
from tinhso.indicators.cells.amounts import EVERYTHING, Amount, By, amounts_by_key
from tinhso.indicators.cells.cells import rows_of, totals
from tinhso.indicators.cells.refreshing import summed_by
from tinhso.indicators.figures.figures import Figure
from tinhso.indicators.figures.trace import are_behind, trace
from tinhso.indicators.sources.rows import rows_behind
from tinhso.indicators.sources.sources import known_measure
from tinhso.kernel.people.public import compare_accounts
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period


class TraceMismatch(Exception):
    """Figures whose rows were changed without an event; `names` are those of the indicators."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("; ".join(names))
        self.names = names


class RowsDiffer(TraceMismatch):
    """Rows are not what their events say: they were changed by hand. `names` tell which, and how, to auditors and on the
    machine; `found` is what a page may name to others."""

    def __init__(self, names: list[str], found: Differing) -> None:
        super().__init__(names)
        self.found = found


def check_rows(*, now: datetime) -> None:
    """RowsDiffer unless every case and account is what its events say. Cases that did not change since the last run are
    not read again.
    """
    refuse_differing(compare_changed(now=now))


def check_rows_lately(*, now: datetime) -> None:
    """The same for a reader, of whom the log need not tell."""
    refuse_differing(compare_lately(now=now))


def check_all_rows(*, now: datetime) -> None:
    """The same over all cases, whatever was compared before: minutes where there are a million."""
    refuse_differing(compare_whole(now=now))


def check_noted_rows() -> None:
    """RowsDiffer where the last comparison noted anything. One query at most every few seconds."""
    if found := noted().everything:
        raise RowsDiffer([], found)


def refuse_differing(found: Compared) -> None:
    accounts = compare_accounts()
    if lines := lines_of(found) + accounts.lines:
        others = len({one.user_id for one in accounts.differences})
        raise RowsDiffer(lines, Differing(found.differing, others, frozenset(found.ids)))


class StillSumming(Exception):
    """Figures that are being added up: nothing is wrong, they are there at `until`."""

    def __init__(self, names: list[str], until: datetime) -> None:
        super().__init__("; ".join(names))
        self.names, self.until = names, until


@dataclass(frozen=True)
class Lagging:
    """The figures (code, period) about which the log tells more than their cells, their names, and when they will be
    there."""

    figures: frozenset[tuple[str, str]] = frozenset()
    names: list[str] = field(default_factory=list)
    until: datetime | None = None

    def refuse(self) -> None:
        """StillSumming where there are any: what is signed needs every figure."""
        if self.until is not None:
            raise StillSumming(self.names, self.until)


def check_traces(figures: Iterable[Figure], now: datetime) -> Lagging:
    """What lags behind; each other figure is, as a whole, by agency and by place, what its rows say now.

    TraceMismatch where one is not although its cells know all that was recorded.
    """
    wrong, lagging, codes = list[str](), dict[tuple[str, str], str](), set[str]()
    for figure in figures:
        unlike = _unlike(figure)
        if unlike and are_behind(unlike):
            lagging[figure.definition.code, figure.period.code] = name_of(figure)
            codes |= unlike
        elif unlike:
            wrong.append(name_of(figure))
    if wrong:
        raise TraceMismatch(wrong)
    return Lagging(frozenset(lagging), list(lagging.values()), summed_by(codes, now) if codes else None)


def name_of(figure: Figure) -> str:
    return f"{figure.definition.name} ({figure.period.label})"


def _unlike(figure: Figure) -> set[str]:
    """The measures of it whose cells are not what their rows say now."""
    found = {part.ref.code for part in trace(figure, EVERYTHING).measures if not part.matches}
    for ref in figure.definition.refs:
        measure = known_measure(ref.code)
        if measure is None:
            continue
        for by, field_ in (("agency", measure.agency), ("place", measure.place)):
            if field_ and not _same_by(measure, ref, figure.period, by):  # type: ignore[arg-type]
                found.add(ref.code)
    return found


def _same_by(measure: Measure, ref: MeasureRef, period: Period, by: By) -> bool:
    held = {key: part for key, part in amounts_by_key(measure, ref, period, by).items() if part != Amount()}
    return held == recount_by(measure, ref, period, by)


def recount_by(measure: Measure, ref: MeasureRef, period: Period, by: By) -> dict[int | None, Amount]:
    """What the rows add up to by agency or place, summed now. One query."""
    rows = rows_behind(measure, ref, period, EVERYTHING)
    counted_rows = rows_of(measure, rows)
    sql = f"select {by}, {totals(measure, rows)} from ({counted_rows.sql}) rows group by 1"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, counted_rows.params)
        return {key: Amount(total, n, checksum or 0) for key, n, total, checksum in cursor.fetchall()}
