"""Where a provider's system answers: the form of an address that the plane may be sent to. Names are resolved by the plane."""

import ipaddress
import re
from urllib.parse import urlsplit

from tinhso.lib.exchange.paths import PathRefused, normalised

MOST_LETTERS = 500
HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
OF_THIS_MACHINE = ("localhost", ".localhost", ".local", ".internal")


class AddressRefused(ValueError):
    """The words are for the screen."""


def checked_address(url: str) -> str:
    """`https://host[:port]/base` in its one spelling, without a slash at its end. AddressRefused.

    Agencies' systems stand in private networks, so private addresses pass; this machine's own and the cloud's
    link-local ones never do.
    """
    if len(url) > MOST_LETTERS or not url.isascii() or any(letter <= " " for letter in url):
        raise AddressRefused("Địa chỉ dài quá 500 ký tự hoặc có ký tự không dùng được.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused("Địa chỉ không đúng.") from error
    if parts.scheme != "https":
        raise AddressRefused("Địa chỉ phải bắt đầu bằng https://.")
    if "@" in parts.netloc or "?" in url or "#" in url:
        raise AddressRefused("Địa chỉ không có tên đăng nhập, dấu ? hoặc dấu #.")
    host = _host(parts.hostname or "")
    try:
        path = normalised(parts.path or "/").rstrip("/")
    except PathRefused as error:
        raise AddressRefused("Đường dẫn của địa chỉ không dùng được.") from error
    return f"https://{host}{f':{port}' if port not in (None, 443) else ''}{path}"


def _host(host: str) -> str:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        # A name whose last part is a number is read as an IPv4 address by some: 2130706433, 0x7f.1
        if not HOST.fullmatch(host) or last.isdigit() or last.startswith("0x"):
            raise AddressRefused("Tên máy của địa chỉ không đúng.") from None
        if host.endswith(OF_THIS_MACHINE):
            raise AddressRefused("Địa chỉ chỉ vào chính máy chủ này.") from None
        return host
    mapped = getattr(found, "ipv4_mapped", None) or found
    if mapped.is_loopback or mapped.is_link_local or mapped.is_unspecified or mapped.is_multicast:
        raise AddressRefused("Địa chỉ chỉ vào chính máy chủ này.")
    return f"[{found}]" if found.version == 6 else str(found)
