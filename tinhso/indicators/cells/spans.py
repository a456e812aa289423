"""A stretch of days as whole years, whole months and single days: as few cells as possible are read for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from tinhso.indicators.cells.rollup_cells import Rollup
from tinhso.indicators.models.cells.measure_cell import Span

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Cells of one length whose first day lies in [since, before); since None: from the beginning."""

    span: Span
    since: date | None
    before: date

    @property
    def month(self) -> date:
        """The first day of the month that it begins in; days never reach into another one."""
        return (self.since or self.before - ONE_DAY).replace(day=1)

    def condition(self, rollup: Rollup) -> Q:
        since = Q() if self.since is None else Q(day__gte=self.since)
        return Q(span=rollup.span(self.span).value, day__lt=self.before) & since


def stretches(start: date | None, end: date) -> list[Stretch]:
    """What covers every day from `start` (None: the first one) to `end`, both included, exactly once."""
    return list(_split(Span.YEAR, start, end + ONE_DAY))


def _split(span: Span, since: date | None, before: date) -> Iterator[Stretch]:
    """Whole spans in the middle, what is left on both sides in shorter ones."""
    if since is not None and since >= before:
        return
    if span is Span.DAY:
        yield from _months(since, before)
        return
    first, last = None if since is None else _first_from(span, since), _first_of(span, before)
    shorter = Span.MONTH if span is Span.YEAR else Span.DAY
    if first is not None and first >= last:
        yield from _split(shorter, since, before)
        return
    if since is not None and first is not None:
        yield from _split(shorter, since, first)
    yield Stretch(span, first, last)
    yield from _split(shorter, last, before)


def _months(since: date | None, before: date) -> Iterator[Stretch]:
    """Single days, month by month."""
    assert since is not None  # whole years reach back to the beginning
    while since < before:
        until = min(before, _first_from(Span.MONTH, since + ONE_DAY))
        yield Stretch(Span.DAY, since, until)
        since = until


def _first_of(span: Span, day: date) -> date:
    return day.replace(day=1) if span is Span.MONTH else day.replace(month=1, day=1)


def _first_from(span: Span, day: date) -> date:
    """The first day of the first whole span from that day on."""
    first = _first_of(span, day)
    if first == day:
        return day
    return _first_of(span, first + timedelta(days=32 if span is Span.MONTH else 366))
