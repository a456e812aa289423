from datetime import date

import pytest

from tests.town import FOREVER
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.infrastructure.actions.enter_operator import enter_operator
from tinhso.indicators.tests import makers as make
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site import clock


@pytest.fixture
def measures(monkeypatch):
    """Only the measures of the makers are declared."""
    found = [make.SETTLED, make.OPEN, make.RATED]
    for room in (
        "tinhso.indicators.cells.cells",
        "tinhso.indicators.cells.actions.refresh_cells",
        "tinhso.indicators.cells.actions.compare_cells",
        "tinhso.indicators.loading.actions.load_indicators",
    ):
        monkeypatch.setattr(f"{room}.all_of", lambda kind: found)
    return found


@pytest.fixture
def network_town(town, monkeypatch):
    """Agency A has the registers of digital infrastructure; one operator works in the province."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    rules = {"focal_agency": "so-a", "unimported_days": 30, "report_category": "khong-co-song"}
    Rule.objects.bulk_create(
        [Rule(key=f"infrastructure.{k}", value=v, valid=FOREVER, source="thử") for k, v in rules.items()]
    )
    known = {"code": "mang-a", "name": "Mạng A", "begins": date(2020, 1, 1), "ends": None}
    town.operator = enter_operator(**known, by=town.actor("emi"), now=NOW)
    return town
