"""Where log lines are copied to, and the messages of syslog (RFC 5424, RFC 6587) that they travel in."""

import os
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

SECONDS = 5.0  # to connect, and to hand over a line
PORTS = {"udp": 514, "tcp": 601, "tls": 6514}
FACILITY = 10  # security and authorization: RFC 5424
SEVERITY = {"CRITICAL": 2, "ERROR": 3, "WARNING": 4, "INFO": 6}
LONGEST_DATAGRAM = 8000  # bytes


class WrongAddress(ValueError):
    """No `tls://host[:port]`, `tcp://…`, `udp://…` or `unix:///path`."""


@dataclass(frozen=True)
class Target:
    """Where lines go: `kind` is tls, tcp, udp or unix; `host` is the path of a unix socket."""

    kind: str
    host: str
    port: int = 0
    authorities: str = ""  # PEM file of roots, else the machine's

    @property
    def by_datagram(self) -> bool:
        return self.kind in ("udp", "unix")

    def connect(self) -> socket.socket:
        """OSError where nobody is there, or where TLS finds a stranger's certificate."""
        if self.kind == "unix":
            return _connected(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM), self.host)
        if self.kind == "udp":
            family, _, _, _, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)[0]
            return _connected(socket.socket(family, socket.SOCK_DGRAM), address)
        plain = socket.create_connection((self.host, self.port), SECONDS)
        if self.kind == "tcp":
            return plain
        try:
            context = ssl.create_default_context(cafile=self.authorities or None)
            return context.wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise


def _connected(made: socket.socket, address: object) -> socket.socket:
    made.settimeout(SECONDS)
    try:
        made.connect(address)  # type: ignore[arg-type]
    except OSError:
        made.close()
        raise
    return made


def target_of(address: str, authorities: str = "") -> Target | None:
    """None where nothing is set; WrongAddress. Nothing is looked up or opened."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise WrongAddress(address) from error
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
        return Target("unix", parts.path)
    plain = not (parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/"))
    if parts.scheme not in PORTS or not parts.hostname or not plain or port == 0:
        raise WrongAddress(address)
    return Target(parts.scheme, parts.hostname, port or PORTS[parts.scheme], authorities)


def is_address(text: str) -> bool:
    """Whether lines can be sent there at all; nothing is asked of the network."""
    try:
        return target_of(text) is not None
    except WrongAddress:
        return False


def framed(line: str, level: str, at: float, target: Target) -> bytes:
    """One message of RFC 5424; with its length before it where it is no datagram (RFC 6587)."""
    severity = SEVERITY.get(level, 7)
    moment = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    head = f"<{FACILITY * 8 + severity}>1 {moment} {socket.gethostname() or '-'} tinhso {os.getpid()} - - "
    message = (head + line).encode("utf-8", "replace")
    if target.by_datagram:
        return message[:LONGEST_DATAGRAM]
    return b"%d %s" % (len(message), message)


def is_closed(open_socket: socket.socket) -> bool:
    """Whether the other side has gone: what is sent then would be lost without a word."""
    open_socket.settimeout(0)
    try:
        return open_socket.recv(1) == b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except OSError:
        return True
    finally:
        open_socket.settimeout(SECONDS)
