"""Web push (RFC 8030, 8188, 8291): to the services of browser makers, readable only in the person's own browser.

The endpoint came from a browser, so from anybody: only https, only public addresses, no redirects, no proxy
that could be led inside, and the answer's body is never read.
"""

import json
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPusher
from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPSConnection

from tinhso.kernel.notices.models import PushSubscription
from tinhso.kernel.notices.push_endpoint import UnsafeEndpoint, check_endpoint
from tinhso.kernel.notices.push_key import push_key

SECONDS = 20
STORED_FOR = 3 * 24 * 3600  # seconds that a push service may wait for a browser that is off


class SubscriptionGone(Exception):
    """The push service knows this browser no longer."""


class NotTaken(Exception):
    """The push service does not take this message; perhaps it takes the next one."""


class Busy(Exception):
    """The push service is away or asks to wait."""


def push(device: PushSubscription, message: dict[str, str], *, tag: str) -> None:
    """Busy if the service may take it later, NotTaken if never, Gone if it takes nothing any more. `tag` lets a repetition replace the first."""
    try:
        check_endpoint(device.endpoint)
        answer = _post(device, json.dumps(message).encode(), tag)
    except (UnsafeEndpoint, ValueError) as error:
        raise SubscriptionGone from error
    except requests.RequestException as error:
        raise Busy from error
    if answer.status_code in (408, 429) or answer.status_code >= 500:
        raise Busy(answer.status_code)
    if answer.status_code in (404, 410):
        raise SubscriptionGone(answer.status_code)
    if not 200 <= answer.status_code < 300:
        raise NotTaken(answer.status_code)


def _post(device: PushSubscription, message: bytes, tag: str) -> requests.Response:
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    body = WebPusher({"endpoint": device.endpoint, "keys": keys}).encode(message)["body"]
    headers = {
        **_signed(device.endpoint),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(STORED_FOR),
        "Topic": tag,
    }
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", _OnlyPublic())
        with session.post(
            device.endpoint, data=body, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True
        ) as answer:
            return answer


def _signed(endpoint: str) -> dict[str, str]:
    parts = urlsplit(endpoint)
    owner = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    claims: dict[str, str | int] = {"sub": f"mailto:{owner}", "aud": f"{parts.scheme}://{parts.netloc}"}
    return dict(Vapid02(private_key=push_key()).sign(claims))


class _PublicConnection(HTTPSConnection):
    """Looks at whom it reached before it says a word: a name may point inside, today or only now."""

    def _new_conn(self) -> Any:
        connection = super()._new_conn()
        reached = ip_address(connection.getpeername()[0])
        mapped = reached.ipv4_mapped if isinstance(reached, IPv6Address) else None
        if not settings.PUSH_LOCAL and not (mapped or reached).is_global:
            connection.close()
            raise UnsafeEndpoint
        return connection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class _OnlyPublic(HTTPAdapter):
    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = {"https": _PublicPool}
