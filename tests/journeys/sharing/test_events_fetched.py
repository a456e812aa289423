"""A system that cannot be called fetches events through a real plane, confirms them, and gets anew what it did not confirm."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from django.db import transaction
from django.utils import timezone

from tests.journeys.test_agreement_used import joined, staffed
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.conftest import topic_town
from tinhso.exchange.models import Agreement, EventDelivery, ExchangeCall, ServiceAddress
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.registry.actions.keep_keys import enter_key
from tinhso.exchange.subscriptions.tests.makers import happened
from tinhso.exchange.subscriptions.tests.test_fetching import fetching
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.lib.exchange.client import ExchangeClient, pem_of
from tinhso.lib.exchange.plane.tests.running import plane

__all__ = ["joined", "staffed", "topic_town"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
WORD, TOKEN = "w" * 43, "p" * 43
SERVICE = "so-c/nen-tang/viec-da-chuyen"
State = EventDelivery.State


def ask(client: ExchangeClient, path: str) -> tuple[int, dict[str, Any]]:
    with requests.Session() as http:
        http.trust_env = False
        answer = client.send(http, SERVICE, path, {}, method="POST")
        return answer.status_code, answer.json()


def sequences(content: dict[str, Any]) -> list[int]:
    return [int(one["sequence"]) for one in content["suKien"]]


def test_events_are_fetched_confirmed_and_given_again_through_a_plane(
    topic_town: Any,  # noqa: F811
    live_server: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.EXCHANGE_KEY, settings.EXCHANGE_PULL_TOKEN = "k" * 43, TOKEN
    settings.EXCHANGE_FOLDER = tmp_path / "plane"
    Rule.objects.filter(key="exchange.key_days").update(value=36500)
    enter_key(
        system=topic_town.consumer,
        pem=pem_of(WORD),
        last_day=NOW.date().replace(year=2099),
        by=topic_town.actor("hoa"),
        now=NOW,
    )
    fetching(topic_town)
    Agreement.objects.update(
        ends=timezone.now().date() + timedelta(days=365),  # planes go by the real day
        per_second=100,  # quotas are tried elsewhere; a quick machine makes all these calls within one second
        per_day=10_000,
    )
    with transaction.atomic():
        happened(make_case().pk, make_case().pk, make_case().pk)
    issued = issue_policy(environment=ServiceAddress.Environment.PRODUCTION, by=SYSTEM, now=NOW)
    assert issued
    pull = {"pull_url": f"{live_server.url}/chia-se-du-lieu/chinh-sach/production/", "pull_token": TOKEN}
    with plane(tmp_path / "plane", issued.document.encode(), **pull, answer_seconds=20.0) as found:
        client = ExchangeClient(plane=f"http://127.0.0.1:{found.port}", client="GOV/so-b/mot-cua", word=WORD)
        fetched_and_confirmed(client)
        stranger = ExchangeClient(plane=f"http://127.0.0.1:{found.port}", client="GOV/so-a/dan-cu", word=WORD)
        with pytest.raises(Exception, match="token 401"):
            ask(stranger, "/su-kien/lay")
    import_calls(folder=tmp_path / "plane" / "calls", by=SYSTEM, now=NOW)
    calls = ExchangeCall.objects.exclude(operation="token")
    assert set(calls.values_list("operation", flat=True)) == {"POST /su-kien/lay", "POST /su-kien/xac-nhan"}
    assert sorted(calls.values_list("status", flat=True)) == [200, 200, 200, 200, 404, 422]
    assert set(calls.values_list("agreement", flat=True)) == {topic_town.agreement.case.code}


def fetched_and_confirmed(client: ExchangeClient) -> None:
    """Two of three, of which one is confirmed; the other comes again once its lease is over."""
    status, first = ask(client, "/su-kien/lay?so=2")
    assert (status, sequences(first), first["conNua"]) == (200, [1, 2], True)
    assert ask(client, f"/su-kien/xac-nhan?phien={first['phien']}&den=1") == (200, {"daXacNhan": 1})
    assert EventDelivery.objects.get(sequence=1).state == State.DELIVERED
    assert ask(client, "/su-kien/lay?so=0")[0] == 422
    EventDelivery.objects.filter(sequence=2).update(claimed_at=timezone.now() - timedelta(days=1))
    status, second = ask(client, "/su-kien/lay")
    assert sequences(second) == [2, 3] and second["phien"] != first["phien"]
    assert ask(client, f"/su-kien/xac-nhan?phien={first['phien']}")[0] == 404  # it was given out anew
    assert ask(client, f"/su-kien/xac-nhan?phien={second['phien']}") == (200, {"daXacNhan": 2})
    assert set(EventDelivery.objects.values_list("state", flat=True)) == {State.DELIVERED}
