from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.kernel.site import clock
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
