"""Re-runs every trace of a report against its rows: what does not match must not be printed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from tinhso.casework.public import Compared, compare_cases, compare_changed, lines_of
from tinhso.indicators.amounts import EVERYTHING, Amount, By, amounts
from tinhso.indicators.cells import NoSuchMeasure, measure_of, rows_of, totals
from tinhso.indicators.figures import Figure
from tinhso.indicators.rows import rows_behind
from tinhso.indicators.trace import trace
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period


class TraceMismatch(Exception):
    """Figures whose cells are not what their rows say now; `names` are those of the indicators."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("; ".join(names))
        self.names = names


class RowsDiffer(TraceMismatch):
    """Rows of cases are not what their events say: they were changed by hand. `names` tell which, and how."""


def check_rows(*, now: datetime) -> None:
    """RowsDiffer unless every case is what its events say. What did not change since the last run is not read again."""
    refuse_differing(compare_changed(now=now))


def check_all_rows() -> None:
    """The same over all cases, whatever was compared before: minutes where there are a million."""
    refuse_differing(compare_cases())


def refuse_differing(found: Compared) -> None:
    if found.differing:
        raise RowsDiffer(lines_of(found))


def check_traces(figures: Iterable[Figure]) -> None:
    """TraceMismatch unless each figure, as a whole, by agency and by place, is what its rows say now."""
    wrong = [f"{f.definition.name} ({f.period.label})" for f in figures if not _matches(f)]
    if wrong:
        raise TraceMismatch(wrong)


def _matches(figure: Figure) -> bool:
    if not trace(figure, EVERYTHING).matches:
        return False
    for ref in figure.definition.refs:
        try:
            measure = measure_of(ref.code)
        except NoSuchMeasure:
            continue
        for by, field in (("agency", measure.agency), ("place", measure.place)):
            if field and not _same_by(measure, ref, figure.period, by):  # type: ignore[arg-type]
                return False
    return True


def _same_by(measure: Measure, ref: MeasureRef, period: Period, by: By) -> bool:
    held = {key: part for key, part in amounts(measure, ref, period, by).items() if part != Amount()}
    return held == recount_by(measure, ref, period, by)


def recount_by(measure: Measure, ref: MeasureRef, period: Period, by: By) -> dict[int | None, Amount]:
    """What the rows add up to by agency or place, summed now. One query."""
    rows = rows_behind(measure, ref, period, EVERYTHING)
    counted = rows_of(measure, rows)
    sql = f"select {by}, {totals(measure, rows)} from ({counted.sql}) rows group by 1"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, counted.params)
        return {key: Amount(total, n, checksum or 0) for key, n, total, checksum in cursor.fetchall()}
