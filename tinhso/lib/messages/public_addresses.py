"""Which network addresses are out in the public: everything else may be a machine of the house."""

import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

LOCAL = "127.0.0.1"
NAT64 = ip_network("64:ff9b::/96")
LONGEST = 2000
NAME_SECONDS = 2.0  # for who enters an address and waits: what no name server answers by then is asked when it is fetched
LISTED = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
    203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
    2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20
"""
SPECIAL = tuple(map(ip_network, LISTED.split()))
"""Networks that are nobody's server: IANA's special-purpose registries of IPv4 and IPv6 (RFC 6890 and its updates), all of
them, also those that are called reachable and that programs' ideas of "global" therefore let pass (192.0.0.192 answers for a
cloud's secrets), and the address by which another cloud speaks to its machines."""
UNICAST = ip_network("2000::/3")
"""Every public server of IPv6 is in it; what lies outside is refused without a list."""


class NotAnAddress(ValueError):
    """No address that we would call: not http or https, with a user, on a strange port; a Vietnamese sentence."""


class UnsafeAddress(Exception):
    """The name leads to a machine that is not on the public network; a Vietnamese sentence."""


def parts_of(url: str, *, local: bool = False) -> SplitResult:
    """The parts of an http(s) address of at most 2,000 characters, path and query made ASCII. Raises NotAnAddress."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise NotAnAddress("Địa chỉ không đúng cách viết.") from error
    if len(url) > LONGEST or parts.scheme not in ("http", "https") or not host:
        raise NotAnAddress("Địa chỉ phải bắt đầu bằng http:// hoặc https:// và dài không quá 2.000 ký tự.")
    if parts.username is not None or parts.password is not None:
        raise NotAnAddress("Địa chỉ không được chứa tên người dùng hoặc mật khẩu.")
    if port is not None and port not in (80, 443) and port < 1024 and not local:
        raise NotAnAddress(f"Không gọi tới cổng {port}.")
    bracketed = f"[{host}]" if ":" in host else host
    named = bracketed if port is None else f"{bracketed}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return SplitResult(parts.scheme, named, path, quote(parts.query, safe="/%:@!$&'()*+,;=~?"), "")


def is_public(address: str, *, local: bool = False) -> bool:
    """Whether this IP address is one of the public network; with `local` 127.0.0.1 passes too (tests only)."""
    if local and address == LOCAL:
        return True
    found = ip_address(address.partition("%")[0])
    return all(map(_is_public, _addresses_within(found)))


def _is_public(one: IPv4Address | IPv6Address) -> bool:
    outside = isinstance(one, IPv6Address) and one not in UNICAST and one not in NAT64
    return (
        not outside and one.is_global and not any(one in net for net in SPECIAL if net.version == one.version)
    )


def _addresses_within(found: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and the IPv4 address that is wrapped into it where there is one."""
    if isinstance(found, IPv4Address):
        return [found]
    if found.ipv4_mapped:
        return [found.ipv4_mapped]
    wrapped = [found.sixtofour, *(found.teredo or ())]
    if found in NAT64:
        wrapped.append(IPv4Address(int(found) & 0xFFFFFFFF))
    return [found, *(one for one in wrapped if one)]


def resolved(host: str, port: int, *, local: bool = False) -> list[str]:
    """Every address that the name has now, all of them public: one inside refuses the name. UnsafeAddress, OSError."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(address, local=local) for address in found):
        raise UnsafeAddress("Địa chỉ này dẫn vào mạng nội bộ hoặc mạng riêng nên không được gọi.")
    return list(dict.fromkeys(found))


def parts_of_entered(url: str, *, local: bool = False) -> SplitResult:
    """As `parts_of`, and what leads into the house now is refused at once and not only when it is fetched: 2130706433,
    [::ffff:127.0.0.1], a name with an inner address. A name that nobody knows yet passes. Raises NotAnAddress."""
    parts = parts_of(url, local=local)
    # not a `with`, which would wait for the name server after all
    waiting = ThreadPoolExecutor(1)
    try:
        waiting.submit(resolved, parts.hostname or "", parts.port or 443, local=local).result(NAME_SECONDS)
    except UnsafeAddress as error:
        raise NotAnAddress(str(error)) from error
    except OSError:  # TimeoutError is one
        return parts
    finally:
        waiting.shutdown(wait=False)
    return parts
