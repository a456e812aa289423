"""Asking a provider: its address, what it may be sent, timeouts, one more try where that is harmless.

A call with a body goes by aiohttp's session, which writes it while it listens for the answer. One without a body, most of them, goes
by the layer below: aiohttp's pool of lines and its parser, with the head of the request written here, at half the CPU.

A line that carried a body carries nothing else, and the provider is told so: one that answers without reading the body would take it
for the next request on the line, whosever that is and whatever its caller may ask for.
"""

import asyncio
import ipaddress
import re
import socket
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from http import HTTPStatus

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from tinhso.lib.exchange import provided
from tinhso.lib.exchange.addresses import AddressRefused, checked_address, leads_outside
from tinhso.lib.exchange.operations import IDEMPOTENT
from tinhso.lib.exchange.plane.asgi import Body, BodyRefused, Headers
from tinhso.lib.exchange.plane.calls import Call, CallRefused, exchange_headers, has_body
from tinhso.lib.exchange.plane.guards import SharedBreaker
from tinhso.lib.exchange.plane.setup import PlaneSetup
from tinhso.lib.exchange.policy import PolicyService
from tinhso.lib.exchange.xroad import OF_ONE_HOP, named_by_connection, onward

OURS = frozenset({b"x-road-client", b"x-road-id", b"x-road-request-id"})
OF_ANSWERS = (
    frozenset(name.encode() for name in OF_ONE_HOP - {"content-length"})
    | OURS
    | {b"x-road-error", b"x-road-service", b"x-road-request-hash"}
)
MOST_HOSTS = 4096
SWITCHING = HTTPStatus.SWITCHING_PROTOCOLS
WITHOUT_LENGTH = ("GET", "HEAD")
QUERY = re.compile(rb"[!$-;=?-\[\]_a-z~]*")
"""Letters of ASCII that no reader takes for a border: not `"<>\\^`{|}#`, no blank, no control letter."""
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


class LineBroken(aiohttp.ClientError):
    """What came back is no answer of HTTP/1.1."""


class Answer:
    """Of a provider, on its line: once `come` is over its status and headers are here, and its body comes. The line is let go of at
    the end, and cut after `seconds` in all: an answer that drips has its time too."""

    status: int
    raw_headers: Iterable[tuple[bytes, bytes]]
    content: aiohttp.StreamReader

    def __init__(self, line: Connection, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._line, self._protocol = line, line.protocol
        self._has_come = False
        self._late = loop.call_later(seconds, self._give_up)

    async def come(self, head: bytes, *, has_body: bool, seconds: float) -> None:
        """`seconds` is the longest time between two pieces."""
        protocol = self._protocol
        if protocol is None or protocol.transport is None:
            raise aiohttp.ServerDisconnectedError
        protocol.set_response_params(
            skip_payload=not has_body, read_until_eof=True, auto_decompress=False, read_timeout=seconds
        )
        protocol.transport.write(head)
        protocol.start_timeout()
        try:
            message, self.content = await protocol.read()
            while HTTPStatus.CONTINUE <= message.code < HTTPStatus.OK and message.code != SWITCHING:
                message, self.content = await protocol.read()
        except HttpProcessingError as error:
            raise LineBroken from error
        if message.code < HTTPStatus.OK:
            raise LineBroken
        self.status, self.raw_headers, self._has_come = message.code, message.raw_headers, True

    async def __aenter__(self) -> "Answer":
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> None:
        """A line on which all has come serves the next call."""
        self._late.cancel()
        if self._has_come and self.content.is_eof():
            self._line.release()
        else:
            self._line.close()

    def _give_up(self) -> None:
        protocol, error = self._protocol, aiohttp.ServerTimeoutError()
        if protocol is not None:
            (self.content if self._has_come else protocol).set_exception(error)
            if protocol.transport is not None:
                protocol.transport.abort()


class Providers:
    """The lines to them, of one process. Nothing of one call stays for the next: no cookies, no proxy of the environment, no body
    unpacked. The program that gives the plane its policy has lines of its own: it may stand on the same machine."""

    def __init__(self, setup: PlaneSetup) -> None:
        self._setup = setup
        self._times = aiohttp.ClientTimeout(
            total=setup.whole_seconds,
            connect=setup.whole_seconds,
            sock_connect=setup.connect_seconds,
            sock_read=setup.answer_seconds,
        )
        self._lines = _lines(setup)
        self._session = aiohttp.ClientSession(
            connector=_lines(setup, once=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=self._times,
        )
        self._loop = asyncio.get_running_loop()
        self._hosts: dict[str, aiohttp.ClientRequest] = {}
        self._program = None if setup.local else Providers(replace(setup, local=True, stand_ins={}))

    async def close(self) -> None:
        await self._session.close()
        await self._lines.close()
        if self._program is not None:
            await self._program.close()

    async def ask(self, call: Call, service: PolicyService, body: Body) -> "Answer | aiohttp.ClientResponse":
        """The provider's answer, of which the headers are here. CallRefused, aiohttp.ClientError, TimeoutError."""
        of_program = service.url.startswith(provided.SCHEME)
        if of_program and self._program is not None:
            return await self._program.ask(call, service, body)
        method = str(call.scope["method"])
        base = _base(service, self._setup)
        target = f"{call.path}{_query(call)}"
        headers = _onward(call) + (_proof(call, f"{base}{target}", self._setup) if of_program else [])
        if has_body(call.headers):
            found = await self._session.request(
                method,
                URL(f"{base}{target}", encoded=True),
                data=body.pieces(),
                headers=[*_text(headers), ("Connection", "close")],
                allow_redirects=False,
                skip_auto_headers=NOT_ADDED,
            )
            if found.status < HTTPStatus.OK:
                found.close()
                raise LineBroken
            return found
        try:
            return await self._without_body(method, base, target, headers)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            if method not in IDEMPOTENT:
                raise
            return await self._without_body(method, base, target, headers)

    async def _without_body(self, method: str, base: str, target: str, headers: Headers) -> Answer:
        host = self._host(base)
        head = _head(method, host, target, headers)
        answer = Answer(await self._line(host), self._loop, self._setup.whole_seconds)
        try:
            await answer.come(head, has_body=method != "HEAD", seconds=self._setup.answer_seconds)
        except BaseException:
            answer.end()
            raise
        return answer

    def _host(self, base: str) -> aiohttp.ClientRequest:
        """What aiohttp has to know of a provider to lay a line to it."""
        if base not in self._hosts:
            if len(self._hosts) >= MOST_HOSTS:
                self._hosts.clear()
            self._hosts[base] = aiohttp.ClientRequest(
                "GET", URL(base, encoded=True), loop=self._loop, session=self._session
            )
        return self._hosts[base]

    async def _line(self, host: aiohttp.ClientRequest) -> Connection:
        """One on which nothing has come that nobody asked for."""
        while True:
            line = await self._lines.connect(host, [], self._times)
            if line.protocol is not None and not line.protocol.should_close:
                return line
            line.close()


def _lines(setup: PlaneSetup, *, once: bool = False) -> aiohttp.TCPConnector:
    """To as many calls at once as a provider gets; those that are used `once` are cut behind the answer."""
    return aiohttp.TCPConnector(
        limit=0,
        limit_per_host=setup.calls_of_provider,
        resolver=None if setup.local else OutsideResolver(),
        use_dns_cache=True,
        ttl_dns_cache=10,
        force_close=once,
    )


def _head(method: str, host: aiohttp.ClientRequest, target: str, headers: Headers) -> bytes:
    """CallRefused where a line would have more than one line in it; what came by HTTP never has."""
    path = f"{host.url.raw_path.rstrip('/')}{target}"
    lines = [
        f"{method} {path} HTTP/1.1".encode("ascii"),
        b"host: " + host.headers["Host"].encode("ascii"),
        *(name + b": " + value for name, value in headers),
    ]
    if method not in WITHOUT_LENGTH and all(name != b"content-length" for name, _value in headers):
        lines.append(b"content-length: 0")
    head = b"\r\n".join((*lines, b"", b""))
    ends = len(lines) + 1
    if head.count(b"\n") != ends or head.count(b"\r") != ends or b"\0" in head:
        raise CallRefused("framing_refused")
    return head


def _base(service: PolicyService, setup: PlaneSetup) -> str:
    if service.url.startswith(provided.SCHEME):
        return _base_of_program(service, setup)
    if setup.local:
        return setup.stand_ins.get(service.url, service.url)
    try:
        return _checked(service.url)
    except AddressRefused as error:
        raise CallRefused("provider_unreachable") from error


def _base_of_program(service: PolicyService, setup: PlaneSetup) -> str:
    base = provided.place_of(service.url, setup.pull_url)
    if not base:
        raise CallRefused("provider_unreachable")
    return base


def _proof(call: Call, address: str, setup: PlaneSetup) -> Headers:
    """That a plane asks, for the program itself alone."""
    url = URL(address, encoded=True)
    target = f"{url.path}?{url.raw_query_string}"
    asking = provided.Asking(str(call.scope["method"]), target, call.client, call.row.id)
    return [(provided.HEADER.lower().encode(), provided.proof(setup.pull_token, asking).encode())]


@lru_cache(maxsize=4096)
def _checked(url: str) -> str:
    return checked_address(url)


def _query(call: Call) -> str:
    """As it was spelled: what was asked for rights is what is sent."""
    query = bytes(call.scope.get("query_string", b""))
    if query and not QUERY.fullmatch(query):
        raise CallRefused("path_refused")
    return f"?{query.decode('ascii')}" if query else ""


def _onward(call: Call) -> Headers:
    length = [(name, value) for name, value in call.headers if name == b"content-length" and value.isdigit()]
    passed = [(name, value) for name, value in onward(call.headers) if name not in OURS]
    return [*passed, *length, *exchange_headers(call)]


def _text(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


def back(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of the answer that go to the caller."""
    given = [(name.lower(), value) for name, value in headers]
    dropped = named_by_connection(given)
    return [(name, value) for name, value in given if name not in OF_ANSWERS and name not in dropped]


AnyAnswer = Answer | aiohttp.ClientResponse
FirstPiece = tuple[bytes, bool]
"""What comes first of an answer, and whether that is all of it."""


async def first_piece(given: AnyAnswer, body: Body, breaker: SharedBreaker) -> FirstPiece:
    """Awaited before the caller hears of any status.

    A provider that hangs up behind its headers, as on a body which it did not read, has answered nothing. Raises: CallRefused.
    """
    try:
        piece = await given.content.readany()
    except (aiohttp.ClientError, OSError) as error:
        late = isinstance(error, (aiohttp.ServerTimeoutError, TimeoutError))
        if body.refused is not None or late:
            raise why_failed(error, body, breaker) from error
        breaker.went_wrong(time.time())
        raise CallRefused("provider_unreachable") from error
    return piece, given.content.at_eof()


def why_failed(error: Exception, body: Body, breaker: SharedBreaker) -> CallRefused:
    """What a failed call was refused for; only the provider's own faults open its breaker."""
    refused = body.refused or (error if isinstance(error, BodyRefused) else None)
    if refused is not None:
        return CallRefused("client_slow" if refused.code == "gone" else refused.code)
    if body.is_awaited:  # the provider waited as long as we did
        return CallRefused("client_slow")
    breaker.went_wrong(time.time())
    late = isinstance(error, (aiohttp.ServerTimeoutError, TimeoutError))
    return CallRefused("provider_timeout" if late else "provider_unreachable")
