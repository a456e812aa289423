from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tinhso.demo.actions.shift_clock import NotADemo, OutsideTheDays, shift_clock
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tinhso.demo.tests.urls")]


@pytest.fixture
def instance():
    made = {"name": "Thử", "owner": "Thử", "province_code": "38", "ident_code": "H56", "demo": True}
    return Instance.objects.update_or_create(pk=1, defaults=made)[0]


def shift(day: date | None) -> None:
    real = timezone.now()
    shift_clock(day=day, by=SYSTEM, now=clock.now(), real=real)


def test_the_legal_clock_stands_at_eight_of_the_chosen_day_and_the_event_says_so(instance):
    shift(date(2025, 7, 1))
    assert clock.now() - datetime(2025, 7, 1, 8, tzinfo=clock.HANOI) < timedelta(minutes=1)
    assert EventRow.objects.get().name == "demo.ClockShifted"


def test_without_a_day_it_goes_with_the_real_clock(instance):
    shift(date(2025, 7, 1))
    shift(None)
    assert clock.offset() == timedelta()


def test_a_day_without_rules_is_refused(instance):
    with pytest.raises(OutsideTheDays):
        shift(date(2027, 1, 1))


def test_nothing_but_a_demo_has_a_clock_to_set(instance):
    Instance.objects.update(demo=False)
    with pytest.raises(NotADemo):
        shift(date(2024, 3, 8))


def test_the_page_sets_the_day_and_the_banner_leads_to_it(instance, client):
    assert client.get("/doi-ngay/").content.decode().count('href="/doi-ngay/"') == 1
    assert client.post("/doi-ngay/", {"choice": "article"}).status_code == 302
    assert clock.today() == date(2024, 3, 8)


@pytest.mark.parametrize("day", ["", "01/01/2027", "hôm qua"])
def test_another_day_must_be_one_that_the_demo_knows(instance, client, day):
    assert client.post("/doi-ngay/", {"choice": "other", "day": day}).status_code == 422


def test_outside_a_demo_the_page_does_not_exist(instance, client):
    Instance.objects.update(demo=False)
    assert client.get("/doi-ngay/").status_code == 404
