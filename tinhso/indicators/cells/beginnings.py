"""From when on a measure has rows: the same stretch of last year is no base where it was counted only for a part of it."""

from collections.abc import Mapping
from datetime import date

from django.db.models import OuterRef, Subquery

from tinhso.indicators.cells.days import DailyCells
from tinhso.indicators.models import MeasureCell, MeasureState
from tinhso.indicators.models.cells.measure_cell import Span
from tinhso.kernel.site.context import read_through

First = Mapping[str, date]
"""The code of a measure to the first day of the month of its first row."""


def first_rows() -> First:
    """Read at most every few seconds; one query."""
    return read_through("first rows of measures", _first_rows)


def _first_rows() -> First:
    return by_day_and_first()[1]


def by_day_and_first() -> tuple[DailyCells, First]:
    """Which months have a cell for each day (`days.read_daily_cells`), and the first rows: for pages that need both. One query."""
    month = MeasureCell.objects.filter(measure=OuterRef("measure"), span=Span.WHOLE_MONTH)
    states = MeasureState.objects.annotate(first=Subquery(month.order_by("day").values("day")[:1]))
    rows = list(states.values_list("measure", "by_day", "first"))
    return {code: days for code, days, _first in rows}, {code: first for code, _days, first in rows if first}
