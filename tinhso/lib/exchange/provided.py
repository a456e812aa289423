"""Services that the program behind a plane gives itself: their address in the policy, and how the plane proves that it asks.

Such a service stands where the policy is pulled from, so no address of the registry can lead a plane there: `tinhso:/path` is written
by the program alone. Each call carries an HMAC under a key that both make of the token by which policies are pulled; it covers who asks for
what, and is of use for a minute.
"""

import hashlib
import hmac
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

SCHEME = "tinhso:"
FOLDER, EVENTS_FOLDER = "/chia-se-du-lieu/cung-cap/", "/chia-se-du-lieu/lay-su-kien/"
HEADER = "X-Exchange-Proof"
"""Callers' headers that begin so never pass a plane (`xroad.OURS`)."""
LIFE = 60


@dataclass(frozen=True)
class Asking:
    """What the proof covers; `target` is the path as it reads decoded, and the query as it was sent."""

    method: str
    target: str
    client: str
    request: str


def address_of(environment: str, service: str) -> str:
    """As a policy of that environment has it; `service` is the code of the service."""
    return f"{SCHEME}{FOLDER}{environment}/{service}"


def events_address_of(service: str) -> str:
    """Where events of a topic are fetched."""
    return f"{SCHEME}{EVENTS_FOLDER}{service}"


def place_of(url: str, pull_url: str) -> str:
    """Where the plane finds it: at the program that it has its policy from; "" where it pulls from nobody."""
    parts = urlsplit(pull_url)
    return f"{parts.scheme}://{parts.netloc}{url.removeprefix(SCHEME)}" if parts.netloc else ""


def proof(token: str, asking: Asking, now: int | None = None) -> str:
    """The value of the header."""
    at = int(time.time()) if now is None else now
    return f"t={at},v1={_mac(token, asking, at)}"


def is_proved(token: str, given: str, asking: Asking, now: int | None = None) -> bool:
    """Whether a plane with that token asked this within the last minute; nobody did where there is no token."""
    moment, _, mac = given.partition(",v1=")
    number = moment.removeprefix("t=")
    if not token or not number.isdecimal() or len(number) > 12 or not mac.isascii():
        return False
    at, present = int(number), int(time.time()) if now is None else now
    return abs(present - at) <= LIFE and hmac.compare_digest(_mac(token, asking, at), mac)


def _mac(token: str, asking: Asking, at: int) -> str:
    key = hmac.new(token.encode(), b"tinhso.exchange.provided/1", hashlib.sha256).digest()
    parts = (str(at), asking.method, asking.target, asking.client, asking.request)
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
