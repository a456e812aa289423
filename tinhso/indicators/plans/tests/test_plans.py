from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.models import Plan
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.plans import verdict
from tinhso.indicators.public import load_indicators
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site import clock
from tinhso.lib.periods import NotAPeriod

RATE = Definition.from_json("test.rate", make.RATE)
FALLING = Definition.from_json("test.rate", make.RATE | {"direction": "down", "unit": "việc", "decimals": 0})


def enter(targets, by=SYSTEM):
    words = {"name": "Kế hoạch năm", "legal_basis": "thử", "theme": "Dữ liệu số"}
    dates = {"begins": date(2023, 1, 1), "ends": date(2024, 1, 1)}
    return enter_plan(number="1/KH", address="kh-1", words=words, targets=targets, by=by, now=NOW, **dates)


@pytest.mark.long
def test_a_target_stands_beside_what_its_indicator_says(
    town, client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    plan = enter(
        [
            ("indicators.communes_recognised", "2023", Decimal(132), "QĐ 969"),
            ("nobody.knows", "2023", Decimal(1), "thử"),
            ("indicators.recognised_communes", "2025", Decimal(5), "thử"),
        ]
    )
    assert enter([]) == plan
    assert EventRow.objects.filter(name__endswith="PlanEntered").count() == 1
    with django_assert_max_num_queries(20):
        page = client.get("/so-lieu/ke-hoach/kh-1/").content.decode()
    assert "chưa đạt, thấp hơn 132 xã" in page
    assert "xa-cong-nhan-trong-ky/?ky=2023" in page
    assert "chưa có số liệu" in page
    assert "Dữ liệu số" in page
    assert "Kế hoạch năm" in client.get("/so-lieu/ke-hoach/").content.decode()
    assert client.get("/so-lieu/ke-hoach/khong-co/").status_code == 404


def test_only_the_system_enters_plans_and_only_with_true_periods(town):
    with pytest.raises(PermissionDenied):
        enter([], by=town.actor("quan"))
    with pytest.raises(NotAPeriod):
        enter([("x.y", "khi nào", Decimal(1), "thử")])
    assert not Plan.objects.exists()


def test_what_is_missing_is_told_in_points_or_in_the_unit():
    sentence = verdict(Decimal("97.4"), Decimal(98), RATE, whole=True)
    assert (sentence.text, sentence.tone) == ("chưa đạt, thấp hơn 0,60 điểm %", "late")
    assert verdict(Decimal(98), Decimal(98), RATE, whole=True).text == "đạt"
    assert verdict(Decimal(9), Decimal(4), FALLING, whole=True).text == "chưa đạt, cao hơn 5 việc"
    assert verdict(None, Decimal(4), RATE, whole=True) == "–"
