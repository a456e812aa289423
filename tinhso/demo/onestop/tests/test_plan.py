"""Whatever number of dossiers is asked for, the planned outcomes give the told rates, and the dossiers follow the plan."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection

from tinhso.casework.bulk import office_calendar_id, work_calendar
from tinhso.demo.days import USUAL
from tinhso.demo.load import heads_agencies
from tinhso.demo.onestop.dossiers import RUNNING, SEED, past_plan, units_of
from tinhso.demo.onestop.planned_outcomes import PlannedOutcomes
from tinhso.demo.onestop.rows import Setting
from tinhso.demo.onestop.yearly_targets import RATES, plan_years
from tinhso.kernel.law.public import rule
from tinhso.kernel.site import clock
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.shares import rate
from tinhso.onestop.bulk import Numbers, offers

SIZES = [300, 345, 499, 700, 1000, 2345, 3000, 5003]


def rates_by_month(results, late):
    years = {year for _agency, (year, _month) in results}
    whole = {y: sum(n for (_a, (year, _m)), n in results.items() if year == y) for y in years}
    outside = {y: sum(n for (_a, (year, _m)), n in late.items() if year == y) for y in years}
    return {year: rate(whole[year] - outside[year], whole[year]) for year in whole}


@pytest.mark.long
def test_near_every_size_the_plan_gives_the_rates_of_its_years_exactly():
    first, last = date(2022, 1, 3), date(2024, 3, 8)
    every = (first + timedelta(n) for n in range((last - first).days))
    days = [day for day in every if day.weekday() < 5]
    for count in [*range(300, 700, 7), *range(701, 3000, 61), *range(3001, 30_000, 2003)]:
        rng = Random(count)
        many = 50 + max(8, count // 150)
        agencies = {n: (400, 300, 100)[n % 3] * rng.randint(60, 140) // 100 for n in range(many)}
        agencies |= dict.fromkeys((0, 1, 2), sum(agencies.values()) // 6)
        plan = plan_years(count, agencies, days, rng)
        rates = rates_by_month(plan.results, plan.late)
        assert (rates[2022], rates[2023]) == (RATES[2022], RATES[2023]), count
        assert {2022, 2023} <= plan.exact


def test_the_usual_demo_has_ten_thousand_results_of_2023():
    first, last = date(2022, 1, 3), date(2024, 3, 8)
    every = (first + timedelta(n) for n in range((last - first).days))
    days = [day for day in every if day.weekday() < 5]
    plan = plan_years(USUAL - USUAL // RUNNING, dict.fromkeys(range(150), 100), days, Random(1))
    assert sum(n for (_agency, (year, _month)), n in plan.results.items() if year == 2023) >= 10_000
    assert 2023 in plan.exact


@pytest.mark.long
def test_with_the_agencies_that_there_are_the_rate_comes_out_of_every_size(demo):
    """An agency of a small year has a few results, of which no whole one is twelve percent."""
    now = clock.now()
    day, seats = now.date(), heads_agencies(now)
    calendar_id = office_calendar_id(None, day)
    effect = Effect(rule("supplement.effect", on=day))
    setting = Setting(
        now, work_calendar(calendar_id), calendar_id, effect, Numbers(), own_portal=True, units=[], scans=[]
    )
    for count in [*range(300, 701, 50), 1420, 10_000, 21_600]:
        every = offers(units=units_of(seats, day, count), on=day, elsewhere=True)
        plan, _by_agency, _days = past_plan(every, seats, count, setting, Random(SEED))
        rates = rates_by_month(plan.results, plan.late)
        of_account = {year: RATES[year] for year in rates if year in RATES}
        assert of_account and rates == rates | of_account, count
        assert set(of_account) <= plan.exact, count
        assert all(n <= plan.results[cell] for cell, n in plan.late.items())


def drawn(count, now, rng):
    """The plan of so many dossiers, and what was drawn for it: results and late ones by agency and month."""
    day, seats = now.date(), heads_agencies(now)
    calendar_id = office_calendar_id(None, day)
    effect = Effect(rule("supplement.effect", on=day))
    setting = Setting(
        now, work_calendar(calendar_id), calendar_id, effect, Numbers(), own_portal=True, units=[], scans=[]
    )
    every = offers(units=units_of(seats, day, count), on=day, elsewhere=True)
    plan, by_agency, days = past_plan(every, seats, count, setting, rng)
    results, late, others = Counter(), Counter(), Counter()
    for plots in PlannedOutcomes(plan, by_agency, days, setting, rng).months(set(by_agency)):
        for plot in plots:
            fate = plot.fate
            if fate.outcome != "granted":
                others[fate.outcome] += 1
                continue
            end = fate.ends_at.astimezone(HANOI)
            key = (plot.offer.agency.pk, (end.year, end.month))
            results[key] += 1
            late[key] += setting.due(plot.offer.limit, fate.completed_at or fate.accepted_at) < fate.ends_at
    return plan, results, +late, others


@pytest.mark.long
@pytest.mark.parametrize("count", SIZES)
def test_what_is_drawn_is_what_is_planned(count, demo):
    now = clock.now()
    plan, results, late, others = drawn(count, now, Random(count))
    assert results == +plan.results
    assert late == +plan.late
    assert others["refused"] and others["withdrawn"]


def test_the_loaded_year_gives_its_rate_among_what_was_accepted(demo):
    if clock.today() >= date(2025, 1, 1):
        return
    sql = """select count(*), count(*) filter (where timeliness <> 'late') from casework_case
    where kind = 'dossier' and accepted_at is not null and timeliness <> ''
      and extract(year from settled_at at time zone 'Asia/Ho_Chi_Minh') = 2023"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        [(whole, in_time)] = cursor.fetchall()
        cursor.execute("select count(*) from casework_case where state = 'refused' and accepted_at is null")
        assert cursor.fetchone()[0] > 0
    assert rate(in_time, whole) == RATES[2023]
