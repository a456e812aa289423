from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.index_766 import index
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.models import CriteriaSet
from tinhso.kernel.events.public import SYSTEM


@pytest.mark.parametrize(
    ("rate", "cap", "share"),
    [("40", "80", "50"), ("80", "80", "100"), ("95", "80", "100"), ("95", None, "95")],
)
def test_a_rate_is_scaled_up_to_its_cap(rate, cap, share):
    assert index.share(Decimal(rate), cap and Decimal(cap)) == Decimal(share)


def test_sets_of_criteria_become_versions_once(town):
    assert load_criteria(by=SYSTEM, now=NOW) > 0
    assert load_criteria(by=SYSTEM, now=NOW) == 0
    assert CriteriaSet.objects.get(code="qd766").lines.filter(parent=None).count() == 6
    with pytest.raises(PermissionDenied, match="chỉ hệ thống"):
        load_criteria(by=town.actor("quan"), now=NOW)
