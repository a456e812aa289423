from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.data import reading
from tinhso.indicators.definitions.definition import BadDefinition
from tinhso.indicators.index_766 import index
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
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


def test_a_formula_or_an_element_that_cannot_be_used_is_named_and_only_the_system_loads(
    town, monkeypatch, tmp_path
):
    line = {"code": "1", "name": "Thử", "formula": {"name": "Thử"}}
    broken = {
        "name": "Bộ thử",
        "subject": "commune",
        "source": "thử",
        "from": "2024-01-01",
        "criteria": [line],
    }
    monkeypatch.setattr(reading, "criteria_sets", lambda: {"thu": broken})
    with pytest.raises(BadDefinition):
        load_criteria(by=SYSTEM, now=NOW)
    with pytest.raises(PermissionDenied):
        load_data_sets(tmp_path, by=town.actor("quan"), now=NOW)
    elements = {"thu.so": {"name": "Số thử", "dims": [{}] * 9}}
    found = {"elements": elements, "data_sets": {}, "rules": {}}
    monkeypatch.setattr(reading, "data_sets", lambda: found)
    with pytest.raises(BadDefinition):
        load_data_sets(tmp_path, by=SYSTEM, now=NOW)
