"""Who passes and who does not, and why, asked of a policy."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tinhso.lib.exchange.decision import Granted, PolicyIndex
from tinhso.lib.exchange.errors import ERRORS, body_of
from tinhso.lib.exchange.tests.policies import (
    AGREEMENT,
    CALLER,
    DOWN,
    NOW,
    OFFERED,
    PROVIDER,
    SERVICE,
    changed,
    policy,
)

CALL = {"client": CALLER, "service": SERVICE, "method": "GET", "path": "/people/1", "now": NOW}
CLOSED, MENDED = replace(OFFERED, closed_on=date(2024, 4, 10)), replace(OFFERED, maintenance=DOWN)
DENIED = [
    ({}, {"client": "GOV/so-x/y"}, "unknown_client"),
    ({"stopped": (CALLER,)}, {}, "client_stopped"),
    ({}, {"service": "GOV/so-a/dan-cu/khac"}, "unknown_service"),
    ({}, {"client": "COM/x/y"}, "no_agreement"),
    ({}, {"method": "POST"}, "no_agreement"),
    ({}, {"method": "HEAD"}, "no_agreement"),
    ({}, {"path": "/people"}, "no_agreement"),
    ({}, {"path": "/people/1/"}, "no_agreement"),
    ({}, {"path": "/people/1/2"}, "no_agreement"),
    ({"agreements": (changed(begins=date(2024, 4, 11)),)}, {}, "agreement_not_begun"),
    ({"agreements": (changed(ends=date(2024, 4, 10)),)}, {}, "agreement_expired"),
    ({"agreements": (changed(stopped=True),)}, {}, "agreement_stopped"),
    ({"stopped": (PROVIDER,)}, {}, "provider_stopped"),
    ({"service": CLOSED}, {}, "service_closed"),
    ({"service": MENDED}, {}, "maintenance"),
    # who has no agreement does not learn that the provider is stopped or the service closed
    ({"stopped": (PROVIDER,)}, {"client": "COM/x/y"}, "no_agreement"),
    ({"service": CLOSED}, {"path": "/x"}, "no_agreement"),
]


def test_what_an_agreement_names_passes():
    found = PolicyIndex(policy()).decide(**CALL)
    assert found == Granted(OFFERED, AGREEMENT, "GET /people/{id}")


@pytest.mark.parametrize(("given", "call", "code"), DENIED)
def test_everything_else_is_denied_and_says_why(given, call, code):
    found = PolicyIndex(policy(**given)).decide(**CALL | call)
    assert found.code == code and code in ERRORS
    assert found.words == ("Nâng cấp" if code == "maintenance" else "")


def test_of_two_agreements_the_one_in_force_counts():
    old = changed(code="CSDL-0", ends=date(2024, 4, 5))
    stopped = changed(code="CSDL-9", stopped=True, ends=date(2025, 1, 1))
    index = PolicyIndex(policy(agreements=(old, stopped, AGREEMENT)))
    assert index.decide(**CALL).agreement.code == "CSDL-1"
    assert index.decide(**CALL | {"now": NOW + timedelta(days=40)}).code == "agreement_stopped"


def test_a_day_begins_in_hanoi():
    index = PolicyIndex(policy(agreements=(changed(begins=date(2024, 4, 11)),)))
    at_17 = NOW.replace(hour=17)
    assert index.decide(**CALL | {"now": at_17 - timedelta(seconds=1)}).code == "agreement_not_begun"
    assert isinstance(index.decide(**CALL | {"now": at_17}), Granted)


def test_maintenance_ends_on_its_second():
    index = PolicyIndex(policy(service=MENDED))
    assert isinstance(index.decide(**CALL | {"now": DOWN.ends_at}), Granted)


def test_xroad_answers_400_to_the_client_and_500_to_the_rest():
    assert {e.xroad_status for e in ERRORS.values() if e.xroad.startswith("Client.")} == {400}
    assert {e.xroad_status for e in ERRORS.values() if e.xroad.startswith("Server.")} == {500}
    assert body_of("maintenance", "m1", words="Nâng cấp") == {
        "type": "Server.ServerProxy.ServiceDisabled",
        "message": "Nâng cấp",
        "detail": "m1",
    }
