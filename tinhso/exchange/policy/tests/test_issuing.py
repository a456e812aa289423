"""A policy is signed, issued where it says something else, and pulled by who holds the token."""

import json

import pytest
from django.db import connection

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.suspend_agreement import suspend_agreement
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.models import IssuedPolicy, ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.policy.signer import signing_key
from tinhso.exchange.receivers import issue_anew
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.tasks import issue_policies
from tinhso.kernel.events.listen import receivers_of
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.lib.exchange.descriptions import digest_of
from tinhso.lib.exchange.policy import PolicyRefused
from tinhso.lib.exchange.signed_policy import next_policy, open_policy
from tinhso.lib.exchange.signing_key import KeyTooShort, key_id, private_key, public_text, read_public

TEST = ServiceAddress.Environment.TEST
PULL = "/chia-se-du-lieu/chinh-sach/test/"


@pytest.fixture
def placed(joined):
    url = "https://a.example.vn/v1"
    place_service(service=joined.service, environment=TEST, url=url, by=joined.actor("dao"), now=NOW)
    return joined


def issued():
    return issue_policy(environment=TEST, by=SYSTEM, now=NOW)


def keys():
    public = signing_key().public_key()
    return {key_id(public): public}


def test_one_is_issued_where_it_says_something_else_and_is_newer(placed):
    agreement, first = approved(placed), issued()
    assert first is not None and issued() is None
    text, by = "Lộ khóa", placed.actor("dao")
    suspend_agreement(agreement=agreement, ground="safety", text=text, by=by, now=NOW)
    second = issued()
    assert second is not None and second.version > first.version
    found = open_policy(first.document.encode(), keys=keys())
    assert next_policy(second.document.encode(), keys=keys(), present=found, instance=found.instance)
    with pytest.raises(PolicyRefused, match="older"):
        newer = open_policy(second.document.encode(), keys=keys())
        next_policy(first.document.encode(), keys=keys(), present=newer, instance=newer.instance)
    assert EventRow.objects.filter(name="exchange.PolicyIssued").count() == 2
    assert text not in second.document


def test_another_key_issues_anew_and_what_was_changed_on_the_way_opens_with_none(placed, settings):
    first = issued()
    settings.EXCHANGE_KEY = "k" * 43
    second = issued()
    assert first is not None and second is not None
    assert first.content_hash != second.content_hash  # the keys of the sandbox are made of it
    with pytest.raises(PolicyRefused, match="unknown_key"):
        open_policy(first.document.encode(), keys=keys())
    forged = second.document.replace('"stopped":false', '"stopped":true')
    with pytest.raises(PolicyRefused, match="signature"):
        open_policy(forged.encode(), keys=keys())


def test_nobody_issues_by_hand_and_no_short_word_signs(placed, settings):
    with pytest.raises(ExchangeForbidden):
        issue_policy(environment=TEST, by=placed.actor("cuc"), now=NOW)
    settings.EXCHANGE_KEY = "short"
    with pytest.raises(KeyTooShort):
        issued()


def test_a_public_key_is_read_as_it_was_written():
    public = private_key("k" * 43).public_key()
    assert key_id(read_public(public_text(public))) == key_id(public)


def test_planes_pull_with_the_token_and_without_it_nothing_is_there(placed, client, settings):
    issued()
    assert client.get(PULL).status_code == 404
    settings.EXCHANGE_PULL_TOKEN = "t" * 40
    assert client.get(PULL).status_code == 404
    headers = {"Authorization": "Bearer " + "t" * 40}
    answer = client.get(PULL, headers=headers)
    assert answer.status_code == 200 and open_policy(answer.content, keys=keys()).systems
    unchanged = client.get(PULL, headers=headers | {"If-None-Match": answer["ETag"]})
    assert unchanged.status_code == 304 and not unchanged.content
    assert client.get("/chia-se-du-lieu/chinh-sach/production/", headers=headers).status_code == 404


def test_the_description_that_a_policy_names_is_pulled_with_the_token(placed, client, settings):
    found, at = issued(), f"{PULL}mo-ta/GOV/so-a/dan-cu/dan-cu/"
    settings.EXCHANGE_PULL_TOKEN = "t" * 40
    headers = {"Authorization": "Bearer " + "t" * 40}
    assert client.get(at).status_code == 404
    answer = client.get(at, headers=headers)
    (service,) = open_policy(found.document.encode(), keys=keys()).services
    assert answer.status_code == 200 and digest_of(answer.content) == service.description
    for other in (at.replace("test", "production"), at.replace("GOV", "COM"), f"{PULL}mo-ta/dan-cu/"):
        assert client.get(other, headers=headers).status_code == 404


def test_every_decision_and_every_midnight_issue(placed):
    for name in (
        "AgreementSuspended",
        "MemberSuspended",
        "SystemKeyRevoked",
        "ServiceMoved",
        "ServiceVersionImported",
    ):
        assert "exchange.issue_anew" in receivers_of(f"exchange.{name}")
    issue_policies()
    assert set(IssuedPolicy.objects.values_list("environment", flat=True)) == {"test", "production"}


def test_the_page_lists_what_was_issued_for_leaders_and_auditors(
    placed, client, django_assert_max_num_queries
):
    one = issued()
    assert one is not None
    for who, status in (("dao", 200), ("tra", 200), ("binh", 403), ("an", 403)):
        placed.sign_in(client, who)
        with django_assert_max_num_queries(12):
            answer = client.get("/can-bo/chia-se-du-lieu/chinh-sach/")
        assert answer.status_code == status
        assert (one.document_hash[:16] in answer.content.decode()) == (status == 200)


def test_a_document_is_plain_json_with_the_clock_of_the_instance(placed):
    one = issued()
    assert one is not None
    policy = json.loads(one.document)["policy"]
    assert policy["version"] == one.version and isinstance(policy["clock_offset"], int)


def test_whatever_happens_at_once_makes_one_job(joined):
    """A hundred rights of one hour are one policy to compile, not a hundred."""
    for _ in range(3):
        issue_anew(EventRow())
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'exchange.issue_policies'")
        assert cursor.fetchone() == (1,)
