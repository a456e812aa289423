"""What officers decided is what the plane will let through, and nothing personal goes along."""

from datetime import date, datetime, time, timedelta

import pytest

from tinhso.casework.tests.makers import HANOI, NOW
from tinhso.exchange.agreements.actions.end_agreement import end_agreement
from tinhso.exchange.agreements.actions.suspend_agreement import suspend_agreement
from tinhso.exchange.agreements.tests.makers import applied, approved
from tinhso.exchange.models import ServiceAddress
from tinhso.exchange.policy.compiling import ALWAYS, compile_policy
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.exchange.registry.actions.keep_keys import revoke_key
from tinhso.exchange.registry.actions.maintain_service import announce_maintenance
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.actions.suspend_member import suspend_member
from tinhso.exchange.registry.tests.test_keys import key_entered
from tinhso.lib.exchange.canonical import canonical
from tinhso.lib.exchange.client_assertion import client_keys
from tinhso.lib.exchange.decision import Granted, PolicyIndex
from tinhso.lib.exchange.policy import as_json, read_policy

LATER = datetime(2024, 4, 10, 9, tzinfo=HANOI)
TEST, PRODUCTION = ServiceAddress.Environment.TEST, ServiceAddress.Environment.PRODUCTION
CALL = ("GOV/so-b/mot-cua", "GOV/so-a/dan-cu/dan-cu", "GET", "/people/1")


@pytest.fixture
def placed(joined):
    url = "https://a.example.vn/v1"
    place_service(service=joined.service, environment=TEST, url=url, by=joined.actor("dao"), now=NOW)
    return joined


def compiled(now=LATER, environment=TEST):
    return compile_policy(environment=environment, instance="THANHHOA", version=1, now=now)


def answer(now=LATER):
    found = PolicyIndex(compiled(now)).decide(*CALL, now)
    return "granted" if isinstance(found, Granted) else found.code


def test_an_approved_agreement_passes_on_its_days_in_its_environment(placed):
    assert answer() == "no_agreement"
    applied(placed)
    assert answer() == "no_agreement"
    approved(placed)
    assert answer() == "granted"
    assert answer(NOW) == "agreement_not_begun"
    assert answer(datetime(2026, 4, 1, 0, tzinfo=HANOI)) == "agreement_expired"
    assert answer(datetime(2026, 6, 1, 0, tzinfo=HANOI)) == "no_agreement"
    assert not compiled(environment=PRODUCTION).services


def test_what_was_stopped_is_refused_with_its_reason(placed):
    town, one = placed, approved(placed)
    suspend_agreement(agreement=one, ground="safety", text="x", by=town.actor("dao"), now=NOW)
    assert answer() == "agreement_stopped"
    two = approved(town)
    assert answer() == "granted"
    end_agreement(agreement=two, text="x", by=town.actor("hoa"), now=LATER)
    assert answer() == "agreement_stopped"
    approved(town)
    hours = {"begins_at": LATER, "ends_at": LATER + timedelta(hours=1), "words": "Nâng cấp"}
    announce_maintenance(service=town.service, by=town.actor("dao"), now=NOW, **hours)
    assert answer() == "maintenance"
    suspend_member(
        member=town.service.system.member, ground="safety", text="x", by=town.actor("cuc"), now=NOW
    )
    assert answer() == "provider_stopped"
    suspend_member(member=town.consumer.member, ground="safety", text="x", by=town.actor("cuc"), now=NOW)
    assert answer() == "client_stopped"


def test_a_group_passes_by_its_systems_of_now(placed):
    town, cuc = placed, placed.actor("cuc")
    group = enter_group(code="xa", name="Xã", by=cuc, now=NOW)
    approved(town, who="cuc", consumer=None, group=group)
    assert answer() == "no_agreement"
    seat_systems(group=group, systems=[town.consumer], by=cuc, now=NOW)
    assert answer() == "granted"


def test_the_policy_is_whole_holds_no_words_of_people_and_asks_little(placed, django_assert_max_num_queries):
    for needs in (True, False, False):
        approved(placed, begins=date(2024, 4, 1), certificate=needs)
    with django_assert_max_num_queries(7):
        found = compiled()
    assert sorted(one.certificate for one in found.agreements) == [False, False, True]
    document = canonical(as_json(found))
    (service,) = found.services
    version = placed.service.versions.get()
    assert service.description == version.digest and set(service.operations) == set(version.calls)
    assert read_policy(as_json(found)) and len(found.agreements) == 3
    for words in ("Điền sẵn", "NĐ 47", "kt@example.vn", "Hoa", "Sở A"):
        assert words not in document.decode()


def entered_keys(*when):
    """Without those that this program holds for the test environment."""
    return {
        name: one
        for name, one in client_keys(compiled(*when)).items()
        if one.until != int(ALWAYS.timestamp())
    }


def test_a_key_proves_its_system_until_its_last_day_or_until_it_is_revoked(placed):
    first, second = key_entered(placed, 40), key_entered(placed, 60)
    found = entered_keys()
    assert {one.client for one in found.values()} == {CALL[0]} and len(found) == 2
    midnight = datetime.combine(first.last_day + timedelta(days=1), time(), tzinfo=HANOI)
    assert found[first.thumbprint].until == int(midnight.timestamp())
    assert set(entered_keys(midnight)) == {second.thumbprint}
    revoke_key(key=second, by=placed.actor("hoa"), now=NOW)
    assert not entered_keys(midnight)
