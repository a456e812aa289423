"""What stands around a provider: the plane and the policy that it has, the authority that stamps times. Calls of our own to our own."""

import json
from dataclasses import dataclass

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from tinhso.exchange.models import ConnectionCheck, IssuedPolicy, Service
from tinhso.lib.exchange.reach import Ended, Reach, reach

SECONDS = 3.0
MOST_BYTES = 4096
MOST_AUTHORITIES = 2
Answer = ConnectionCheck.Answer


@dataclass(frozen=True)
class PlaneAnswer:
    """`policy` is the version that the plane says it serves on; None where it names none."""

    answer: str
    policy: int | None = None


def ask_plane() -> PlaneAnswer:
    """Whether the plane of this installation is ready, and by which policy."""
    address = settings.EXCHANGE_ADDRESS
    if not address:
        return PlaneAnswer(Answer.NONE)
    try:
        with requests.Session() as http:
            http.trust_env = False
            answer = http.get(
                f"{address.rstrip('/')}/readyz",
                timeout=(SECONDS, SECONDS),
                stream=True,
                allow_redirects=False,
            )
            state = json.loads(answer.raw.read(MOST_BYTES))
    except (
        requests.RequestException,
        HTTPError,
        ValueError,
    ):  # what is read of the line itself fails by urllib3's names
        return PlaneAnswer(Answer.AWAY)
    policy = state.get("policy") if isinstance(state, dict) else None
    ready = Answer.READY if answer.status_code == 200 else Answer.AWAY
    return PlaneAnswer(ready, policy if isinstance(policy, int) and 0 < policy < 2**62 else None)


def ask_stamps() -> str:
    """Whether one of the authorities that stamp times answers at all; it is asked for nothing."""
    if not settings.TIMESTAMP_URLS:
        return Answer.NONE
    ways = (
        reach(url, seconds=SECONDS, local=True).ended for url in settings.TIMESTAMP_URLS[:MOST_AUTHORITIES]
    )
    return Answer.READY if Ended.ANSWERED in ways else Answer.AWAY


def call_provider(url: str) -> tuple[Reach, bool]:
    """How far a call comes, and whether a sandbox stood there instead (in a demo alone)."""
    stand_in = settings.EXCHANGE_STAND_INS.get(url)
    return (reach(stand_in, local=True), True) if stand_in else (reach(url), False)


def look_at(url: str) -> Reach:
    """The certificate at this address as the plane would meet it; nothing is sent."""
    try:
        return reach(url, asks=False)
    except ValueError:  # an address of former days that no call can be made to
        return Reach(Ended.ADDRESS)


def newest_policy(environment: str, service: Service) -> tuple[int | None, bool]:
    """The version that was issued last, and whether this service is in it as it is placed now. Two queries."""
    issued = IssuedPolicy.objects.filter(environment=environment).first()
    if issued is None:
        return None, False
    policy = json.loads(issued.document)["policy"]
    place = service.addresses.filter(environment=environment).values_list("url", flat=True).first()
    return issued.version, any(
        one["id"] == str(service) and one["url"] == place for one in policy["services"]
    )
