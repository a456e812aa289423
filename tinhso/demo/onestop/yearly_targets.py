"""The plan of the demo's years: how many results each agency has in each month, and how many of them are late.

Everything is shared out with the largest remainder, so that any number of dossiers gives the rate of the year.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from tinhso.lib.shares import fitting, outside, shares

RATES = {2022: Decimal("96.93"), 2023: Decimal("97.61"), 2025: Decimal("97.28")}
"""Percent before or on time that the results of a year give (mô phỏng); other years `USUAL`."""
USUAL = Decimal("97.84")
GROWTH = {2022: 90, 2023: 100}
MOST_LATE = 12  # percent of an agency's results in a year that may be late, or one where that leaves too few
SEASON = (92, 70, 104, 102, 106, 108, 104, 110, 106, 102, 100, 96)

Month = tuple[int, int]


@dataclass
class YearPlan:
    """By (agency id, month): results, and how many of them are late. `exact`: the years whose rate comes out."""

    results: Counter[tuple[int, Month]] = field(default_factory=Counter)
    late: Counter[tuple[int, Month]] = field(default_factory=Counter)
    exact: set[int] = field(default_factory=set)

    def of_agencies(self) -> Counter[int]:
        """How many results each agency has in all."""
        found: Counter[int] = Counter()
        for (agency, _month), n in self.results.items():
            found[agency] += n
        return found


def plan_years(count: int, agencies: dict[int, int], days: Sequence[date], rng: Random) -> YearPlan:
    """Share out about `count` results over the agencies (id to weight) and the months of these working days."""
    months: Counter[Month] = Counter()
    for day in days:
        months[day.year, day.month] += SEASON[day.month - 1] * GROWTH.get(day.year, 105)
    plan = YearPlan()
    for year, wanted in _year_counts(count, months).items():
        _plan_year(plan, year, wanted, agencies, months, rng)
    return plan


def _year_counts(count: int, months: Counter[Month]) -> dict[int, int]:
    """Results of each year, moved by a few where the rate needs it."""
    years: Counter[int] = Counter()
    for (year, _month), weight in months.items():
        years[year] += weight
    counts = dict(zip(years, shares(count, list(years.values())), strict=True))
    return {year: fitting(n, _percent(year)) or n for year, n in counts.items()}


def _percent(year: int) -> Decimal:
    return RATES.get(year, USUAL)


def _most_late(results: Sequence[int], wanted: int) -> list[int]:
    """How many late ones each agency may have. Few results over many agencies leave none its whole percents: then each may
    have one, so that the rate comes out of any number."""
    most = [n * MOST_LATE // 100 for n in results]
    if sum(most) >= wanted:
        return most
    return [max(cap, min(n, 1)) for cap, n in zip(most, results, strict=True)]


def _plan_year(
    plan: YearPlan, year: int, count: int, agencies: dict[int, int], months: Counter[Month], rng: Random
) -> None:
    months_of_year = [month for month in months if month[0] == year]
    results = shares(count, list(agencies.values()))
    wanted = outside(count, _percent(year))
    most = _most_late(results, wanted)
    worse = [n * rng.randint(60, 160) for n in results]
    late = shares(min(wanted, sum(most)), worse, most)
    if sum(late) == wanted and fitting(count, _percent(year)) == count:
        plan.exact.add(year)
    for agency, n, n_late in zip(agencies, results, late, strict=True):
        by_month = shares(n, [months[month] * rng.randint(85, 115) for month in months_of_year])
        late_by_month = shares(n_late, [k * rng.randint(50, 150) for k in by_month], by_month)
        for month, k, k_late in zip(months_of_year, by_month, late_by_month, strict=True):
            plan.results[agency, month], plan.late[agency, month] = k, k_late
