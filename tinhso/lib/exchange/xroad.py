"""X-Road's REST protocol as it is spoken to us: addresses `/r1/…`, identifiers, headers that go no further."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from tinhso.lib.exchange.paths import normalised

PREFIX = "/r1/"
PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
OF_ONE_HOP = frozenset(
    [
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "host",
        "user-agent",
        "server",
        "expect",
        "content-length",
    ]
)
OURS = (
    "x-road-",
    "x-forwarded-",
    "forwarded",
    "authorization",
    "dpop",
    "signature",
    "client-cert",
    "x-client-",
    "x-exchange-",
)
PASSED_ON = frozenset(
    [
        "x-road-client",
        "x-road-represented-party",
        "x-road-userid",
        "x-road-issue",
        "x-road-id",
        "x-road-request-id",
    ]
)


class AddressRefused(ValueError):
    """No address or identifier of X-Road's REST protocol."""


@dataclass(frozen=True)
class ServiceAddress:
    """`/r1/{instance}/{class}/{member}/{subsystem}/{service}` and the path behind it, `/` where there is none."""

    instance: str
    system: str
    service: str
    path: str


def read_address(raw_path: str) -> ServiceAddress:
    """Of a raw path without its question mark. AddressRefused; PathRefused for one that two could read differently."""
    plain = normalised(raw_path)
    parts = plain.split("/", 7)
    if not plain.startswith(PREFIX) or len(parts) < 7:
        raise AddressRefused(raw_path[:200])
    _, _, instance, *system, service = parts[:7]
    _check_parts([instance, *system, service])
    rest = f"/{parts[7]}" if len(parts) > 7 else "/"
    return ServiceAddress(instance, "/".join(system), "/".join([*system, service]), rest)


def read_client(header: str) -> tuple[str, str]:
    """Instance and system of `X-Road-Client`. AddressRefused."""
    parts = [unquote(part) for part in header.split("/")]
    if len(parts) != 4:
        raise AddressRefused(header[:200])
    _check_parts(parts)
    return parts[0], "/".join(parts[1:])


def _check_parts(parts: Iterable[str]) -> None:
    for part in parts:
        if not PART.fullmatch(part):
            raise AddressRefused(part[:50])


def onward(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that a provider is given: none of one hop, none that `Connection` names, none by which somebody
    could pass for the exchange."""
    given = [(name.lower(), value) for name, value in headers]
    dropped = named_by_connection(given)
    return [(name, value) for name, value in given if _goes_on(name) and name not in dropped]


def named_by_connection(headers: Iterable[tuple[bytes, bytes]]) -> set[bytes]:
    """Headers of this hop alone, as `Connection` says. Names in small letters."""
    return {
        one.strip().lower() for name, value in headers if name == b"connection" for one in value.split(b",")
    }


@lru_cache(maxsize=2048)
def _goes_on(name: bytes) -> bool:
    """A server that writes both - and _ as _ would read the name with underscores for ours."""
    plain = name.decode("latin-1")
    if plain in OF_ONE_HOP:
        return False
    return plain in PASSED_ON or not plain.replace("_", "-").startswith(OURS)
