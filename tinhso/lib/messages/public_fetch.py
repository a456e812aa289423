"""The one way to fetch an address that a stranger gave: links, harvested catalogues, pictures of reports.

Only http and https, only public machines: the name is resolved once, all its addresses are checked, and the
connection goes to the checked address itself, so that a name cannot answer differently a moment later. Each redirect
is checked the same way. Bytes, time and what unpacks from them are bounded. Proxies of the environment are not used.
"""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, BinaryIO
from urllib.parse import SplitResult, urljoin

from tinhso.lib.messages.public_addresses import NotAnAddress, UnsafeAddress, parts_of, resolved

AGENT = "TinhSo/1 (+open data)"
BLOCK = 1 << 16
MOVED = {301, 302, 303, 307, 308}
UNCHANGED = 304
NONE: Mapping[str, str] = MappingProxyType({})
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class FetchFailed(Exception):
    """Nothing came, or not all of it; the text is a Vietnamese sentence for whoever gave the address.

    `retryable` says whether another try later may help.
    """

    retryable = False


class AddressRefused(FetchFailed):
    """We do not call this address (its form, its port, a machine inside)."""


class Unreachable(FetchFailed):
    """The name is not known, nobody answers, or the certificate is wrong."""

    retryable = True


class BadAnswer(FetchFailed):
    """The other side answered with an error; `status` is its HTTP status, 0 where it was no HTTP, `wait` the seconds of its
    Retry-After, 0 where it names none."""

    def __init__(self, message: str, status: int = 0, wait: int = 0) -> None:
        super().__init__(message)
        self.status, self.wait = status, wait
        self.retryable = status in (408, 425, 429) or status >= 500


class TooMuch(FetchFailed):
    """More bytes than allowed, as announced, as sent or as unpacked."""


class TooSlow(FetchFailed):
    """The whole took longer than allowed."""

    retryable = True


@dataclass(frozen=True)
class Limits:
    """`octets` bytes after unpacking; `seconds` for the whole; `idle` seconds without a byte; redirects followed."""

    octets: int = 10_000_000
    seconds: float = 30
    idle: float = 10
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """`url` is where the content finally came from; `octets` how many bytes were written."""

    url: str
    status: int
    media_type: str
    octets: int
    headers: dict[str, str] = field(default_factory=dict)


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    local: bool = False,
    accept: str = "*/*",
    secret: str = "",
    conditions: Mapping[str, str] = NONE,
    hosts: Collection[str] = (),
) -> tuple[Fetched, bytes]:
    """The content of a small address. Raises FetchFailed."""
    sink = io.BytesIO()
    words: Any = {"limits": limits, "local": local, "accept": accept, "secret": secret}
    return fetch_to(url, sink, **words, conditions=conditions, hosts=hosts), sink.getvalue()


def fetch_to(
    url: str,
    sink: BinaryIO,
    *,
    limits: Limits = Limits(),
    local: bool = False,
    accept: str = "*/*",
    secret: str = "",
    step: Callable[[int, int | None], None] = lambda done, total: None,
    conditions: Mapping[str, str] = NONE,
    hosts: Collection[str] = (),
) -> Fetched:
    """Write the content into `sink` block by block; `step(done, total)` after each. Raises FetchFailed.

    `local` lets 127.0.0.1 pass, for tests. What `step` raises ends the fetch. `conditions` (If-None-Match, If-Modified-Since)
    make 304 an answer without content. `hosts` are the only ones that may be called, by a redirect too; () is any.
    `secret` is the header Authorization: it goes to the server that was named and to no other to which that one leads, and over TLS alone.
    """
    deadline = time.monotonic() + limits.seconds
    trusted = _trusted(url, local, secret)
    for _ in range(limits.redirects + 1):
        parts = _checked(url, local)
        if hosts and parts.hostname not in hosts:
            raise AddressRefused("Địa chỉ chuyển sang máy chủ không có trong danh sách cho phép.")
        connection = _Pinned(parts, deadline, limits.idle, local)
        try:
            key = {"Authorization": secret} if secret and _server_of(parts) == trusted else {}
            answer = connection.ask({"Accept": accept, **conditions, **key})
            if answer.status == UNCHANGED and conditions:
                return Fetched(url, UNCHANGED, "", 0, _headers(answer))
            if answer.status not in MOVED or not answer.getheader("Location"):
                return _fetched(url, answer, sink, limits, deadline, step)
            url = urljoin(url, answer.getheader("Location") or "")
        except TimeoutError as error:
            raise TooSlow("Máy chủ bên kia trả lời quá chậm.") from error
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable("Không kết nối được tới địa chỉ này hoặc kết nối bị đứt giữa chừng.") from error
        finally:
            connection.close()
    raise BadAnswer(f"Địa chỉ chuyển hướng quá {limits.redirects} lần.")


def _checked(url: str, local: bool) -> SplitResult:
    try:
        return parts_of(url, local=local)
    except NotAnAddress as error:
        raise AddressRefused(str(error)) from error


def _trusted(url: str, local: bool, secret: str) -> tuple[str, str]:
    server = _server_of(_checked(url, local))
    if secret and server[0] != "https" and not local:
        raise AddressRefused("Khóa truy cập chỉ được gửi qua https.")
    return server


def _server_of(parts: SplitResult) -> tuple[str, str]:
    return parts.scheme, parts.netloc.lower()


class _Pinned:
    """One request to the address that was checked; TLS still asks for the name."""

    def __init__(self, parts: SplitResult, deadline: float, idle: float, local: bool) -> None:
        self.parts, self.deadline, self.idle, self.local = parts, deadline, idle, local
        self.host = parts.hostname or ""
        self.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.connection = http.client.HTTPConnection(self.host, self.port)
        self.reached: socket.socket | None = None

    def ask(self, wishes: Mapping[str, str]) -> http.client.HTTPResponse:
        self.reached = self._connected()
        self.connection.sock = _Timed(self.reached, self.deadline, self.idle)
        target = self.parts.path + (f"?{self.parts.query}" if self.parts.query else "")
        headers = {
            "User-Agent": AGENT,
            "Accept-Encoding": "identity",
            "Connection": "close",
            **wishes,
        }
        self.connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": self.parts.netloc, **headers}.items():
            self.connection.putheader(name, value)
        self.connection.endheaders()
        return self.connection.getresponse()

    def _connected(self) -> socket.socket:
        try:
            addresses = resolved(self.host, self.port, local=self.local)
        except UnsafeAddress as error:
            raise AddressRefused(str(error)) from error
        plain = self._first(addresses)
        if self.parts.scheme == "http":
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise

    def _first(self, addresses: list[str]) -> socket.socket:
        """The first of the checked addresses that takes the connection; the last error where none does."""
        for number, address in enumerate(addresses, 1):
            left = min(self.idle, self.deadline - time.monotonic())
            try:
                return socket.create_connection((address, self.port), timeout=max(left, 0.001))
            except OSError:
                if number == len(addresses):
                    raise
        raise OSError("no address")

    def close(self) -> None:
        if self.reached:
            self.reached.close()


class _Timed:
    """A socket whose every read knows the deadline of the whole: a drip of bytes, even of headers, ends."""

    def __init__(self, sock: socket.socket, deadline: float, idle: float) -> None:
        self.sock, self.deadline, self.idle = sock, deadline, idle

    def left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self.idle)

    def sendall(self, content: Any) -> None:
        self.sock.settimeout(self.left())
        self.sock.sendall(content)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reads(self))

    def close(self) -> None:
        """http.client closes before it has read; `_Pinned` does it after."""


class _Reads(io.RawIOBase):
    def __init__(self, timed: _Timed) -> None:
        self.timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.timed.sock.settimeout(self.timed.left())
        return self.timed.sock.recv_into(buffer)


def _fetched(
    url: str,
    answer: http.client.HTTPResponse,
    sink: BinaryIO,
    limits: Limits,
    deadline: float,
    step: Callable[[int, int | None], None],
) -> Fetched:
    if answer.status != 200:
        wait = (answer.getheader("Retry-After") or "").strip()
        raise BadAnswer(
            f"Máy chủ bên kia trả lời mã {answer.status}.",
            answer.status,
            int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 7 else 0,
        )
    length = answer.getheader("Content-Length") or ""
    total = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else None
    if total is not None and total > limits.octets:
        raise TooMuch(_too_much(limits))
    done = 0
    for block in _unpacked(answer, limits):
        done += len(block)
        if done > limits.octets:
            raise TooMuch(_too_much(limits))
        if time.monotonic() > deadline:
            raise TooSlow("Máy chủ bên kia trả lời quá chậm.")
        sink.write(block)
        step(done, total)
    media_type = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return Fetched(url, answer.status, media_type, done, _headers(answer))


def _headers(answer: http.client.HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.getheaders()}


def _too_much(limits: Limits) -> str:
    return f"Nội dung lớn hơn giới hạn {limits.octets // 1_000_000:,} MB.".replace(",", ".")


def _unpacked(answer: http.client.HTTPResponse, limits: Limits) -> Iterator[bytes]:
    """Blocks of at most 64 KB, whatever a packed block would unpack to."""
    coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if coding == "identity":
        yield from _blocks(answer)
        return
    if coding not in PACKED:
        raise BadAnswer("Máy chủ bên kia nén nội dung theo cách không đọc được.")
    machine = zlib.decompressobj(PACKED[coding])
    try:
        for block in _blocks(answer):
            yield machine.decompress(block, BLOCK)
            while machine.unconsumed_tail:
                yield machine.decompress(machine.unconsumed_tail, BLOCK)
            if machine.eof:  # what follows would be held in memory, however much it is
                return
        yield machine.flush()
    except zlib.error as error:
        raise BadAnswer("Nội dung nén bị hỏng.") from error
    if not machine.eof:
        raise Unreachable("Kết nối bị đứt giữa chừng.")


def _blocks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """What comes, as it comes: `read` would wait for a whole block; a body cut short is IncompleteRead."""
    while block := answer.read1(BLOCK):
        yield block
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
