"""The figures of post and telecom out of the demo's reports, and again by plain SQL written apart."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.conf import settings
from django.db import connection

from tinhso.demo.cast import create_cast
from tinhso.demo.indicators.post_numbers import create_post_numbers
from tinhso.indicators.figures.figures import compared, read
from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.models import Approval, IndicatorVersion
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.periods import Period

NOW = datetime(2024, 3, 8, 8, 0, tzinfo=HANOI)
pytestmark = [pytest.mark.django_db, pytest.mark.long]
TOTAL = """
select sum(v.value) from (
  select distinct on (element_id, agency_id, place_id, period, scenario, dims) *
  from indicators_datavalue order by element_id, agency_id, place_id, period, scenario, dims, known_at desc, id desc
) v join indicators_dataelement e on e.id = v.element_id
where e.code = 'post.revenue' and v.scenario = %s and v.starts_on >= %s and v.ends_on <= %s
"""


@pytest.fixture
def post(whole_province):
    load_indicators(by=SYSTEM, now=NOW)
    load_data_sets(settings.PROVINCE_PACK, by=SYSTEM, now=NOW)
    create_cast(now=NOW)
    create_post_numbers(now=NOW)


def figure(code, period):
    return read(IndicatorVersion.objects.newest().get(indicator__code=code), Period.parse(period))


def summed(scenario, year):
    with connection.cursor() as cursor:
        cursor.execute(TOTAL, [scenario, date(year, 1, 1), date(year, 12, 31)])
        return cursor.fetchone()[0]


def half_up(value):
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def test_the_account_of_2023_comes_out_of_the_reports_and_out_of_plain_sql(post):
    assert figure("post.revenue", "2023").value == summed("actual", 2023) == 4900
    assert figure("post.revenue_of_last_year", "2023").rounded == Decimal("102.42")
    assert half_up(100 * summed("actual", 2023) / summed("actual", 2022)) == Decimal("102.42")
    assert figure("post.revenue_of_plan", "2023").rounded == Decimal("102.08")
    assert half_up(100 * summed("actual", 2023) / summed("plan", 2023)) == Decimal("102.08")


def test_a_running_year_is_cut_at_the_last_month_that_was_approved(post):
    version = IndicatorVersion.objects.newest().get(indicator__code="post.revenue")
    found = compared(version, Period.parse("2024"), NOW.date())
    assert (found.now.period.code, found.before.period.code) == ("2024-01-31", "2023-01-31")
    assert Approval.objects.filter(state="submitted").count() == 1


def test_a_stock_tells_the_day_on_which_it_stood(post):
    found = figure("post.subscribers", "2024-03-08")
    assert (found.value, found.as_of) == (2_980_000, date(2023, 12, 31))
    assert figure("post.coverage_4g", "2023").rounded == Decimal("99.60")


def test_every_report_went_its_way_by_deeds(post):
    names = ("ValuesEntered", "EntryCompleted", "EntryApproved", "EntryLocked")
    counts = [EventRow.objects.filter(name=f"indicators.{name}").count() for name in names]
    assert counts == [37, 37, 36, 36]


def test_data_sets_loaded_again_change_nothing_and_tell_nothing(post):
    before = EventRow.objects.filter(name="indicators.DataSetsLoaded").count()
    load_data_sets(settings.PROVINCE_PACK, by=SYSTEM, now=NOW)
    assert EventRow.objects.filter(name="indicators.DataSetsLoaded").count() == before == 1
