"""Asking a provider: its address, what it may be sent, timeouts, one more try where that is harmless."""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from tinhso.lib.exchange import provided
from tinhso.lib.exchange.addresses import AddressRefused, checked_address, leads_outside
from tinhso.lib.exchange.operations import IDEMPOTENT
from tinhso.lib.exchange.plane.asgi import Body, Headers
from tinhso.lib.exchange.plane.calls import Call, CallRefused, exchange_headers, has_body
from tinhso.lib.exchange.plane.setup import PlaneSetup
from tinhso.lib.exchange.policy import PolicyService
from tinhso.lib.exchange.xroad import OF_ONE_HOP, onward

OURS = frozenset({b"x-road-client", b"x-road-id", b"x-road-request-id"})
OF_ANSWERS = OF_ONE_HOP - {"content-length"} | {"x-road-error", "x-road-service", "x-road-request-hash"}
NOT_ADDED = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")


class OutsideResolver(AbstractResolver):
    """Names that lead to this machine, or to the cloud's own addresses, lead nowhere."""

    def __init__(self) -> None:
        self._names = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        outside = [one for one in found if leads_outside(ipaddress.ip_address(one["host"]))]
        if not outside:
            raise OSError(None, f"{host} leads to this machine")
        return outside

    async def close(self) -> None:
        await self._names.close()


def new_session(setup: PlaneSetup) -> aiohttp.ClientSession:
    """Nothing of one call stays for the next: no cookies, no proxy of the environment, no body unpacked."""
    connector = aiohttp.TCPConnector(
        limit=0,
        limit_per_host=setup.calls_of_provider,
        resolver=None if setup.local else OutsideResolver(),
        use_dns_cache=True,
        ttl_dns_cache=10,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(
            total=setup.whole_seconds,
            sock_connect=setup.connect_seconds,
            sock_read=setup.answer_seconds,
        ),
    )


class Sessions:
    """One for providers, and one for the program that this plane has its policy from: that may stand on the same machine."""

    def __init__(self, setup: PlaneSetup) -> None:
        self.of_providers, self.of_program = new_session(setup), new_session(replace(setup, local=True))

    def of(self, service: PolicyService) -> aiohttp.ClientSession:
        return self.of_program if service.url.startswith(provided.SCHEME) else self.of_providers

    async def close(self) -> None:
        await self.of_providers.close()
        await self.of_program.close()


async def ask(
    sessions: Sessions, setup: PlaneSetup, call: Call, service: PolicyService, body: Body
) -> aiohttp.ClientResponse:
    """The provider's answer, of which the headers are here. CallRefused, aiohttp.ClientError, TimeoutError."""
    method, session = str(call.scope["method"]), sessions.of(service)
    url = _url(service, call, setup)
    given: dict[str, Any] = {"headers": _onward(call) + _proof(setup, call, service, url)}
    given |= {"allow_redirects": False, "skip_auto_headers": NOT_ADDED}
    if has_body(call.headers):
        return await session.request(method, url, data=body.pieces(), **given)
    try:
        return await session.request(method, url, **given)
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientConnectorError):
        if method not in IDEMPOTENT:
            raise
        return await session.request(method, url, **given)


def _url(service: PolicyService, call: Call, setup: PlaneSetup) -> URL:
    """As it was spelled: what was asked for rights is what is sent."""
    query = bytes(call.scope.get("query_string", b"")).decode("latin-1")
    if not query.isascii() or any(letter <= " " or letter in '"<>\\^`{|}#' for letter in query):
        raise CallRefused("path_refused")
    return URL(f"{_base(service, setup)}{call.path}{'?' if query else ''}{query}", encoded=True)


def _base(service: PolicyService, setup: PlaneSetup) -> str:
    try:
        if service.url.startswith(provided.SCHEME):
            base = provided.place_of(service.url, setup.pull_url)
        else:
            base = (
                setup.stand_ins.get(service.url, service.url) if setup.local else checked_address(service.url)
            )
    except AddressRefused as error:
        raise CallRefused("provider_unreachable") from error
    if not base:
        raise CallRefused("provider_unreachable")
    return base


def _proof(setup: PlaneSetup, call: Call, service: PolicyService, url: URL) -> list[tuple[str, str]]:
    """That a plane asks, for the program itself alone."""
    if not service.url.startswith(provided.SCHEME):
        return []
    asking = provided.Asking(
        str(call.scope["method"]), f"{url.path}?{url.raw_query_string}", call.client, call.row.id
    )
    return [(provided.HEADER, provided.proof(setup.pull_token, asking))]


def _onward(call: Call) -> list[tuple[str, str]]:
    length = [(name, value) for name, value in call.headers if name == b"content-length" and value.isdigit()]
    passed = [(name, value) for name, value in onward(call.headers) if name not in OURS]
    return _text([*passed, *length, *exchange_headers(call)])


def _text(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


def back(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of the answer that go to the caller."""
    given = [(name.lower(), value) for name, value in headers]
    dropped = set(OF_ANSWERS)
    for name, value in given:
        if name == b"connection":
            dropped |= {one.strip().lower() for one in value.decode("latin-1").split(",")}
    return [
        (name, value) for name, value in given if name.decode("latin-1") not in dropped and name not in OURS
    ]
