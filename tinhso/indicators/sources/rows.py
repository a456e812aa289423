"""The rows behind a figure: what an auditor opens, and what the sums are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from tinhso.casework.public import Case
from tinhso.indicators.cells.amounts import Amount, Scope
from tinhso.indicators.cells.cells import first_moment, rows_of, totals
from tinhso.indicators.cells.current_stock import standing_rows, stands_now
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period


def rows_behind(measure: Measure, ref: MeasureRef, period: Period, scope: Scope) -> "QuerySet[Any]":
    """The rows of the measure that make the amount, read from the systems and not from the cells."""
    rows = standing_rows(measure) if stands_now(measure, period.end) else _in_period(measure, period)
    if scope.agencies is not None and measure.agency:
        rows = rows.filter(**{f"{measure.agency}__in": scope.agencies})
    if scope.places is not None and measure.place:
        rows = rows.filter(**{f"{measure.place}__in": scope.places})
    fields = dict(measure.dims)
    for name, values in ref.where:
        rows = rows.filter(**{f"{fields[name]}__in": values})
    return rows


def _in_period(measure: Measure, period: Period) -> "QuerySet[Any]":
    """What counts on one of its days; of a stock what stood at its end."""
    rows, day_after = measure.rows(), period.end + timedelta(days=1)
    rows = rows.filter(**{f"{measure.counts_on}__lt": first_moment(rows, measure.counts_on, day_after)})
    if measure.ends_on is None:
        since = first_moment(rows, measure.counts_on, period.start)
        return rows.filter(**{f"{measure.counts_on}__gte": since})
    end = first_moment(rows, measure.ends_on, day_after)
    return rows.filter(Q(**{f"{measure.ends_on}__isnull": True}) | Q(**{f"{measure.ends_on}__gte": end}))


def recount(measure: Measure, rows: "QuerySet[Any]") -> Amount:
    """What these rows add up to, summed now. One query."""
    return recount_each([(measure, rows)])[0]


def recount_each(wanted: "Sequence[tuple[Measure, QuerySet[Any]]]") -> list[Amount]:
    """The same of each of these. One query."""
    if not wanted:
        return []
    counts = [(rows_of(measure, rows), totals(measure, rows)) for measure, rows in wanted]
    parts = [
        f"select {number}, n, total::numeric, checksum from (select {added} from ({one.sql}) rows) sums"
        for number, (one, added) in enumerate(counts)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), [value for one, _added in counts for value in one.params])
        found = sorted(cursor.fetchall())
    return [Amount(Decimal(total), n, checksum or 0) for _number, n, total, checksum in found]


@dataclass(frozen=True)
class Row:
    """A row as the trace lists it; no `url` where its page is not to be opened."""

    label: str
    url: str
    day: Any


def visible_rows(measure: Measure, rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Only what this actor may see; everything where the measure counts what is public."""
    return rows if measure.visible is None else measure.visible(rows, actor)


def listed(measure: Measure, rows: "QuerySet[Any]", by: Actor) -> list[Row]:
    """Each with the page that this actor may open: its own, or the events of its case. Two queries at most."""
    fields = [measure.row_label, measure.counts_on]
    fields += [measure.row_url[1] if measure.row_url else "pk", measure.case or "pk"]
    found = list(rows.values_list(*fields))
    theirs = {values[3] for values in found} if measure.case else set()
    if theirs:
        theirs -= set(Case.objects.visible_to(by).filter(code__in=theirs).values_list("code", flat=True))
    return [_row(measure, values, apart=values[3] in theirs) for values in found]


def _row(measure: Measure, values: tuple[Any, ...], *, apart: bool) -> Row:
    if apart:
        return Row(str(values[0]), f"{reverse('audit')}?{urlencode({'ma': values[3]})}", values[1])
    try:
        url = reverse(measure.row_url[0], args=[values[2]]) if measure.row_url else ""
    except NoReverseMatch:
        url = ""
    return Row(str(values[0]), url, values[1])
