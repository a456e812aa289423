"""The illustrative list of online services: exact on its day, the same each time, and within competence."""

from collections import Counter
from datetime import date

import pytest
from django.conf import settings

from tinhso.onestop.catalogue.services_list import (
    TooFewServices,
    WantedCounts,
    by_hand_on,
    draw_up,
    levels_on,
)
from tinhso.onestop.data import reading
from tinhso.onestop.tests.makers import SERVICES

ON = date(2024, 3, 8)
COUNTS_OF_THE_DAY = WantedCounts(wholly=872, partly=890, on=ON)


@pytest.fixture(scope="module")
def drawn():
    return draw_up(reading.procedures(), reading.versions(), COUNTS_OF_THE_DAY)


def test_the_demo_holds_what_would_be_drawn_today(drawn):
    """Else: tinhso write_online_services --wholly 872 --partly 890 --on 2024-03-08 --folder tinhso/demo/data."""
    assert reading.listed_services(SERVICES) == drawn


def test_a_real_installation_is_given_no_invented_service():
    """Its list is its own; the program brings only the services of the versions that were written by hand."""
    assert reading.listed_services(settings.PROVINCE_PACK) == []


def test_with_the_services_by_hand_the_published_stock_is_met_exactly(drawn):
    on_the_day = [r for r in drawn if r["valid_from"] <= "2024-03-08" < (r["valid_to"] or "9999")]
    counts = Counter(row["kind"] for row in on_the_day) + by_hand_on(reading.versions(), ON)
    assert counts == {"wholly": 872, "partly": 890}
    assert all(row["reason"] for row in drawn if row["kind"] == "partly")
    assert all(row["source"].startswith("Minh họa") for row in drawn)


def test_a_service_is_only_at_a_level_that_settles_or_receives(drawn):
    levels = {row.code: levels_on(row, ON) for row in reading.procedures()}
    later = {row.code: levels_on(row, date(2025, 7, 1)) for row in reading.procedures()}
    for row in drawn:
        allowed = levels if row["valid_from"] <= "2024-03-08" else later
        assert row["level"] in allowed[row["code"]], row


@pytest.mark.parametrize("on", [ON, date(2026, 7, 18)])
def test_the_same_procedure_is_listed_once_at_a_level(drawn, on):
    """Not under the code of our own and its national one: 1.011441 and 1.011443 were."""
    by_hand = [
        (v["procedure"], v["online"]["level"])
        for v in reading.versions()
        if "online" in v and v["valid_from"] <= on and (v["valid_to"] is None or on < v["valid_to"])
    ]
    day = on.isoformat()
    listed = [(r["code"], r["level"]) for r in drawn if r["valid_from"] <= day < (r["valid_to"] or "9999")]
    national = {code: found for code, (found, _since) in reading.same_procedure().items()}
    offered = Counter((national.get(code, code), level) for code, level in {*by_hand, *listed})
    assert len(offered) > 5
    assert not [service for service, times in offered.items() if times > 1]
    assert len(listed) == len(set(listed))


def test_no_service_stays_at_the_district_after_june_2025(drawn):
    assert {row["valid_to"] for row in drawn if row["level"] == "district"} == {"2025-07-01"}


def test_more_services_than_procedures_and_levels_are_refused():
    with pytest.raises(TooFewServices, match="cặp thủ tục và cấp"):
        draw_up(reading.procedures()[:10], [], COUNTS_OF_THE_DAY)
