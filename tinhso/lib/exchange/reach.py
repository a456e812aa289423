"""How far a call to a provider's address comes: name, line, TLS and its certificate, an answer of HTTP, the clock of its machine.

It goes where the plane would go and nowhere else: the form of the address, and whither its name leads, are asked first. Nothing but
one HEAD is sent, and of the answer only the head is read; not even that where the certificate alone is wanted.
"""

import hashlib
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, urlsplit

from cryptography.x509 import Name, load_der_x509_certificate
from cryptography.x509.oid import NameOID

from tinhso.lib.exchange.addresses import AddressRefused, checked_address, leads_outside

SECONDS = 8.0
"""Of the whole, whatever the other side does."""
MOST_HEAD = 16_384
MOST_LETTERS = 200


class Ended(StrEnum):
    """Where a call ended; one word for whoever has to do something."""

    ANSWERED = "answered"
    ADDRESS = "address"
    NO_NAME = "no_name"
    INSIDE = "inside"
    REFUSED = "refused"
    SLOW = "slow"
    NO_TLS = "no_tls"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WRONG_NAME = "wrong_name"
    UNTRUSTED = "untrusted"
    NO_HTTP = "no_http"


VERIFICATION = {9: Ended.NOT_YET, 10: Ended.EXPIRED, 62: Ended.WRONG_NAME, 64: Ended.WRONG_NAME}
"""By OpenSSL's number of the error; every other means that nobody whom we trust vouches for it."""


@dataclass(frozen=True)
class Certificate:
    """What the other side showed, whether it was believed or not; `fingerprint` is SHA-256 of the whole."""

    issued_to: str
    issued_by: str
    ends: datetime
    fingerprint: str = ""


@dataclass(frozen=True)
class Reach:
    """`clock_off` is their clock less ours in seconds, by their Date; its own second and the way are not taken off."""

    ended: Ended
    milliseconds: int = 0
    certificate: Certificate | None = None
    status: int = 0
    clock_off: int | None = None


def reach(
    url: str,
    *,
    seconds: float = SECONDS,
    local: bool = False,
    trust: ssl.SSLContext | None = None,
    asks: bool = True,
) -> Reach:
    """`local` lets an address without TLS and of this machine pass, for tests and the stand-ins of a demo. What `asks` nothing ends
    once TLS stands, and has no status and no clock."""
    begun = time.monotonic()
    call = _Call(begun + seconds, local, trust or ssl.create_default_context(), asks)
    try:
        parts = urlsplit(url if local else checked_address(url))
        ended = call.go(parts)
    except AddressRefused:
        ended = Ended.ADDRESS
    return Reach(ended, int(1000 * (time.monotonic() - begun)), call.certificate, call.status, call.clock_off)


class _Stopped(Exception):
    def __init__(self, ended: Ended) -> None:
        super().__init__(ended)
        self.ended = ended


class _Call:
    """One call with a deadline; what it learned stays on it."""

    def __init__(self, deadline: float, local: bool, trust: ssl.SSLContext, asks: bool) -> None:
        self.deadline, self.local, self.trust, self.asks = deadline, local, trust, asks
        self.certificate: Certificate | None = None
        self.status = 0
        self.clock_off: int | None = None

    def go(self, parts: SplitResult) -> Ended:
        host = parts.hostname or ""
        try:
            addresses = self._addresses(host, parts.port or (443 if parts.scheme == "https" else 80))
            with self._line(parts, host, addresses) as line:
                if self.asks:
                    self._ask(line, parts)
        except _Stopped as stopped:
            return stopped.ended
        except TimeoutError:
            return Ended.SLOW
        except OSError:
            return Ended.NO_HTTP
        return Ended.ANSWERED

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _addresses(self, host: str, port: int) -> list[tuple[str, int]]:
        found = _named_addresses(host, port, self._left())
        outside = [
            one for one in found if self.local or leads_outside(ipaddress.ip_address(one.partition("%")[0]))
        ]
        if not outside:
            raise _Stopped(Ended.INSIDE)
        return [(one, port) for one in dict.fromkeys(outside)]

    def _plain(self, addresses: list[tuple[str, int]]) -> socket.socket:
        for address in addresses:
            try:
                return socket.create_connection(address, timeout=self._left())
            except TimeoutError:
                raise
            except OSError:
                continue
        raise _Stopped(Ended.REFUSED)

    def _line(self, parts: SplitResult, host: str, addresses: list[tuple[str, int]]) -> socket.socket:
        if parts.scheme != "https":
            return self._plain(addresses)
        try:
            line = self._secured(addresses, host, self.trust)
        except ssl.SSLCertVerificationError as error:
            self._look(host, addresses)
            raise _Stopped(VERIFICATION.get(error.verify_code, Ended.UNTRUSTED)) from error
        except TimeoutError:
            raise
        except OSError as error:
            raise _Stopped(Ended.NO_TLS) from error
        self.certificate = _certificate(line.getpeercert(binary_form=True))
        return line

    def _secured(self, addresses: list[tuple[str, int]], host: str, trust: ssl.SSLContext) -> ssl.SSLSocket:
        plain = self._plain(addresses)
        try:
            plain.settimeout(self._left())
            return trust.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise

    def _look(self, host: str, addresses: list[tuple[str, int]]) -> None:
        """The certificate that was not believed, to say whose it is and until when; nothing is sent on this line."""
        unasked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        unasked.check_hostname, unasked.verify_mode = False, ssl.CERT_NONE
        try:
            with self._secured(addresses, host, unasked) as line:
                self.certificate = _certificate(line.getpeercert(binary_form=True))
        except OSError:
            return

    def _ask(self, line: socket.socket, parts: SplitResult) -> None:
        words = f"HEAD {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\nUser-Agent: TinhSo/1 (+connection test)\r\n\r\n"
        line.settimeout(self._left())
        line.sendall(words.encode("ascii"))
        head, asked = b"", time.time()
        while b"\r\n\r\n" not in head and len(head) <= MOST_HEAD:
            line.settimeout(self._left())
            piece = line.recv(4096)
            if not piece:
                break
            head += piece
        self._read(head, asked)

    def _read(self, head: bytes, asked: float) -> None:
        first, *lines = head.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        version, _space, rest = first.partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isascii() or not rest[:3].isdigit():
            raise _Stopped(Ended.NO_HTTP)
        self.status = int(rest[:3])
        if self.status < 100:
            raise _Stopped(Ended.NO_HTTP)
        for line in lines:
            name, _colon, value = line.partition(":")
            if name.strip().lower() == "date":
                self.clock_off = _off(value.strip(), (asked + time.time()) / 2)


def _named_addresses(host: str, port: int, seconds: float) -> list[str]:
    """Whither the name leads. The resolver knows no deadline: it is asked in a thread of its own, which may end later. _Stopped, TimeoutError."""
    found: SimpleQueue[list[str] | None] = SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):  # a label that is no name
            found.put(None)
        else:
            found.put([str(row[4][0]) for row in rows])

    threading.Thread(target=ask, daemon=True).start()
    try:
        addresses = found.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if addresses is None:
        raise _Stopped(Ended.NO_NAME)
    return addresses


def _off(date: str, ours: float) -> int | None:
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return None
    plain = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    return round(plain.timestamp() - ours)


def _certificate(der: bytes | None) -> Certificate | None:
    if not der:
        return None
    try:
        found = load_der_x509_certificate(der)
        fingerprint = hashlib.sha256(der).hexdigest()
        return Certificate(
            _named(found.subject), _named(found.issuer), found.not_valid_after_utc, fingerprint
        )
    except ValueError:
        return None


def _named(name: Name) -> str:
    """The common name, else the whole; it is shown and no more."""
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return (str(common[0].value) if common else name.rfc4514_string())[:MOST_LETTERS]
