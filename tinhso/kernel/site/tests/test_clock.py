from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.kernel.site import clock
from tinhso.kernel.site.context import forget, instance
from tinhso.kernel.site.models import Instance


@pytest.mark.django_db
def test_without_a_shift_legal_time_is_the_real_time():
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


@pytest.mark.django_db
def test_a_demo_shifts_legal_time():
    Instance.objects.create(
        pk=1,
        name="x",
        owner="y",
        province_code="38",
        ident_code="H56",
        demo=True,
        clock_offset=timedelta(days=-9),
    )
    assert clock.now() < timezone.now() - timedelta(days=8)


@pytest.mark.django_db
def test_a_request_reads_the_instance_once_and_anew_after_a_change(django_assert_num_queries):
    with clock.read_once():
        with django_assert_num_queries(1):
            clock.now(), clock.today(), instance()
        make = Instance(pk=1, name="x", owner="y", province_code="38", ident_code="H56", demo=True)
        make.clock_offset = timedelta(days=-9)
        make.save()
        forget()
        assert clock.now() < timezone.now() - timedelta(days=8)


@pytest.mark.django_db
def test_outside_a_request_every_look_at_the_clock_is_a_fresh_one(django_assert_num_queries):
    with django_assert_num_queries(2):
        clock.now(), clock.now()
