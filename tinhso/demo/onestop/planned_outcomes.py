"""Dossiers whose end the plan has fixed: from the moment of the result back to the day on which each came."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from random import Random

from tinhso.demo.onestop.rows import REPLY, Fate, Plot, Setting
from tinhso.demo.onestop.work_mix import busy_days
from tinhso.demo.onestop.yearly_targets import Month, YearPlan
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.working_time import from_seconds
from tinhso.onestop.bulk import Offer

IN_WORKING_DAYS = {Unit.HOUR: 0.125, Unit.WORKING_DAY: 1.0, Unit.DAY: 0.7, Unit.MONTH: 21.0}
ANSWERED_WITHIN = int(REPLY.amount) * 3600 - 60  # working seconds
LATEST_BEFORE_CLOSING = 300  # seconds
SHORTER = (0.6, 0.8, 0.9, 0.95, 0.99)
SHARE_SUPPLEMENTED = 0.07
ON_MONDAY = 0.25  # of those that may take days so many came at the beginning of the week
WITHOUT_RESULT = {"refused": 0.012, "withdrawn": 0.008}  # for each result, beside the planned ones


@dataclass(frozen=True)
class PlannedOutcomes:
    """Draws what the plan wants; `days` are the working days on which anything may happen, in order."""

    plan: YearPlan
    offers: dict[int, list[Offer]]  # by agency
    days: list[date]
    setting: Setting
    rng: Random
    carried: dict[str, float] = field(
        default_factory=dict
    )  # by outcome, how near the next one without a result is

    def months(self, agencies: set[int]) -> Iterator[list[Plot]]:
        """The dossiers of these agencies that end in each month, in the order in which they came."""
        cells: dict[Month, list[tuple[int, int]]] = {}
        for (agency, month), n in self.plan.results.items():
            if agency in agencies:
                cells.setdefault(month, []).append((agency, n))
        busy = busy_days(self.days)
        for month in sorted(cells):
            ends = [day for day in self.days if (day.year, day.month) == month]
            chances = [busy[day] for day in ends]
            plots = [
                plot
                for agency, n in cells[month]
                for plot in self._of(agency, self.rng.choices(ends, chances, k=n), ends[-1], (agency, month))
            ]
            yield sorted(plots, key=lambda plot: plot.submitted_at)

    def _of(self, agency: int, ends: list[date], last: date, cell: tuple[int, Month]) -> Iterator[Plot]:
        late = self.plan.late[cell]
        for order, day in enumerate(ends):
            offer = self.rng.choice(self.offers[agency])
            end = self._moment(day)
            yield self._late(offer, end, last) if order < late else self._in_time(offer, end)
            if outcome := self._without_result():
                yield Plot(offer, self._before(end), fate=Fate(outcome, end, end))

    def _moment(self, day: date, least: float = 0.05) -> datetime:
        """A moment of office hours of that working day."""
        spans = self.setting.calendar.spans(day.toordinal())
        left = int(self.rng.uniform(least, 0.95) * sum(end - start for start, end in spans))
        for start, end in spans:
            if left < end - start:
                return from_seconds(start + left)
            left -= end - start
        return from_seconds(spans[-1][1] - 60)

    def _index(self, at: datetime) -> int:
        return bisect_left(self.days, at.date())

    def _without_result(self) -> str:
        """How one ended that stands beside the planned results, for the desk never accepted it; mostly there is none.

        They come at even steps from a drawn beginning, so that a small year has some of each as well.
        """
        for outcome, share in WITHOUT_RESULT.items():
            self.carried[outcome] = self.carried.get(outcome, self.rng.random()) + share
            if self.carried[outcome] >= 1:
                self.carried[outcome] -= 1
                return outcome
        return ""

    def _in_time(self, offer: Offer, end: datetime) -> Plot:
        start = self._start_in_time(offer.limit, end)
        if self.rng.random() < SHARE_SUPPLEMENTED and self._index(start) > 8:
            accepted = self._moment(self.days[self._index(start) - self.rng.randint(2, 6)], 0.2)
            # Where the wait is only given back, the time must do from the acceptance, so that it surely does.
            if self.setting.effect == Effect.RESTART or self.setting.due(offer.limit, accepted) >= end:
                return Plot(offer, self._before(accepted), fate=Fate("granted", accepted, end, start))
        return Plot(offer, self._before(start), fate=Fate("granted", start, end))

    def _start_in_time(self, limit: TimeLimit, end: datetime) -> datetime:
        """When its time began for the result to be in time; at the latest within the hours before it."""
        used = int(_working_days(limit) * self.rng.uniform(0.35, 0.97))
        last = self._index(end)
        first = max(1, last - used)
        if self.rng.random() < ON_MONDAY:
            first = max(1, first - self.days[first].weekday())
        for index in range(first, last):
            start = self._moment(self.days[index])
            if self.setting.due(limit, start) >= end:
                return start
        opening = self.setting.calendar.opening(self.days[last])
        for share in (
            self.rng.uniform(0.1, 0.4),
            *SHORTER,
        ):  # an hour's limit does not reach back to the morning
            start = opening + (end - opening) * share
            if self.setting.due(limit, start) >= end:
                break
        return start

    def _late(self, offer: Offer, end: datetime, last: date) -> Plot:
        """Some days after its time; where the days do not reach, the quickest of its agency on the month's last day."""
        if plot := self._days_late(offer, end):
            return plot
        offer = min(self.offers[offer.agency.pk], key=lambda one: _working_days(one.limit))
        end = self._moment(last)
        return self._days_late(offer, end) or self._in_time(offer, end)

    def _days_late(self, offer: Offer, end: datetime) -> Plot | None:
        """As many days before that the result comes some days after its time."""
        last = self._index(end)
        first = last - ceil(_working_days(offer.limit)) - self.rng.randint(1, 5)
        for index in range(first, 0, -1):
            start = self._moment(self.days[index])
            if self.setting.due(offer.limit, start) < end:
                return Plot(offer, self._before(start), fate=Fate("granted", start, end))
        return None

    def _before(self, at: datetime) -> datetime:
        """When it was handed in: some working time before the desk answered, never more than eight hours."""
        calendar = self.setting.calendar
        since = at - calendar.opening(at.date())
        if since > timedelta(hours=1) and self.rng.random() < 0.8:
            return at - since * self.rng.uniform(0.2, 0.9)
        index = self._index(at)
        if not index:
            return at - since * 0.5
        # What is turned down is measured against those eight hours: no more than is left of them on the day before.
        left = ANSWERED_WITHIN - calendar.working_seconds(calendar.opening(at.date()), at)
        if left < LATEST_BEFORE_CLOSING:
            return at - since * 0.5
        closing = calendar.closing(self.days[index - 1])
        return closing - timedelta(seconds=self.rng.randint(LATEST_BEFORE_CLOSING, min(left, 110 * 60)))


def _working_days(limit: TimeLimit) -> float:
    return float(limit.amount) * IN_WORKING_DAYS[limit.unit]
