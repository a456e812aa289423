"""Where a provider's system answers: the form of an address that the plane may be sent to. Names are resolved by the plane."""

import ipaddress
import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from tinhso.lib.exchange.paths import PathRefused, normalised

MOST_LETTERS = 500
HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
OF_THIS_MACHINE = ("localhost", ".localhost", ".local", ".internal")


TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
OF_CLOUDS = frozenset(map(ipaddress.ip_address, ("100.100.100.200", "fd00:ec2::254", "168.63.129.16")))
"""Where clouds tell a machine its secrets, beside the link-local address that most of them use."""


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
    if not leads_outside(found):
        raise AddressRefused("Địa chỉ chỉ vào chính máy chủ này.")
    return f"[{found}]" if found.version == 6 else str(found)


def leads_outside(address: IPv4Address | IPv6Address) -> bool:
    """Not to this machine and not to a cloud's own addresses, however the IPv4 address is wrapped into one of IPv6."""
    plain = _unwrapped(address)
    of_this_machine = plain.is_loopback or plain.is_unspecified or plain.is_link_local
    return not (of_this_machine or plain.is_multicast or plain.is_reserved or plain in OF_CLOUDS)


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED or (int(address) >> 32 == 0 and int(address) > 1):  # ::127.0.0.1 as it once was
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (address,))[-1]
