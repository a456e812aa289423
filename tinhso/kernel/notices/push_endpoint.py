"""Which addresses of push services we would ever call. The address that a name leads to is looked at on the way."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings


class UnsafeEndpoint(Exception):
    """Not an address of a push service on the public network."""


def check_endpoint(endpoint: str) -> None:
    """UnsafeEndpoint unless it is https, without a user, on the usual port, to a name or a public address.

    With the setting PUSH_LOCAL (tests) this machine is allowed too, without TLS.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnsafeEndpoint from error
    if settings.PUSH_LOCAL and host == "127.0.0.1":
        return
    if parts.scheme != "https" or parts.username or port not in (None, 443) or not _is_perhaps_public(host):
        raise UnsafeEndpoint


def _is_perhaps_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        inside = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
        return "." in host and not host.endswith(inside)
