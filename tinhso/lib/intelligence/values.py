"""Values of indicators in one way of writing: names in ASCII, canonical addresses, host and path, digests in small letters."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from tinhso.lib.intelligence.record import Atom, IndicatorKind, RecordFault

LONGEST_URL = 2000
DIGESTS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
PORTS = {"http": 80, "https": 443, "ftp": 21}
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_HEX = re.compile(r"[0-9a-f]+")
_DOT = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
_COLON = re.compile(r"\[:\]|\[:/{0,2}\]")
_AT = re.compile(r"\[@\]|\[at\]|\(at\)", re.IGNORECASE)
_SCHEME = re.compile(r"(h(?:xx|tt|\*\*)p(s?)|f(?:x|t)p)(?=\[?:)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WITH_PORT = re.compile(r"([^:/\s]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})")


def refanged(text: str) -> str:
    """As it was before somebody made it harmless: hxxp, [.], (dot), [at]."""
    plain = _COLON.sub(lambda one: one.group(0).strip("[]"), _DOT.sub(".", _AT.sub("@", text.strip())))
    return _SCHEME.sub(_plain_scheme, plain, count=1) if _SCHEME.match(plain) else plain


def _plain_scheme(found: "re.Match[str]") -> str:
    return "ftp" if found.group(1)[0].lower() == "f" else f"http{found.group(2).lower()}"


@lru_cache(maxsize=100_000)
def host_name(text: str) -> str:
    """A name of at least two labels in ASCII, small, without the last dot. Raises: RecordFault."""
    plain = text.strip().removesuffix(".").removeprefix("*.").removeprefix(".").lower()
    if not plain or len(plain) > 253 or _HIDDEN.search(plain):
        raise RecordFault("tên miền rỗng, quá 253 ký tự hoặc có ký tự ẩn")
    if not plain.isascii():
        try:
            plain = plain.encode("idna").decode().lower()
        except (UnicodeError, ValueError) as error:
            raise RecordFault("tên miền có chữ không được phép") from error
    labels = plain.split(".")
    if len(labels) < 2:
        raise RecordFault("tên không có dấu chấm")
    if len(plain) > 253 or not all(_LABEL.fullmatch(one) for one in labels) or labels[-1].isdigit():
        raise RecordFault("không phải tên miền")
    return plain


def address_atom(text: str) -> Atom:
    """An address, or a network where it has a length. Raises: RecordFault."""
    plain = text.strip().strip("[]")[:64]
    try:
        if "/" in plain:
            net = ip_network(plain, strict=False)
            if net.prefixlen < net.max_prefixlen:
                return Atom(IndicatorKind.NETWORK, str(net))
            return Atom(IndicatorKind.ADDRESS, str(net.network_address))
        found = ip_address(plain)
    except ValueError as error:
        raise RecordFault("không phải địa chỉ IP") from error
    if found.version == 6 and found.scope_id:
        raise RecordFault("địa chỉ chỉ có nghĩa trong một máy")
    wrapped = found.ipv4_mapped if found.version == 6 else None
    return Atom(IndicatorKind.ADDRESS, str(wrapped or found))


def host_atom(text: str) -> Atom:
    """A name or an address, whichever it is; a port behind it is left out. Raises: RecordFault."""
    plain = text.strip()
    if ported := _WITH_PORT.fullmatch(plain):
        if int(ported.group(2)) > 65535:
            raise RecordFault("cổng không nằm trong 0–65535")
        plain = ported.group(1)
    try:
        return address_atom(plain)
    except RecordFault:
        return Atom(IndicatorKind.NAME, host_name(plain))


def url_atom(text: str) -> Atom:
    """Host and path of an address of a page. Raises: RecordFault."""
    plain = refanged(text)
    if _HIDDEN.search(plain):
        raise RecordFault("địa chỉ trang có dấu cách hoặc ký tự ẩn")
    if len(plain) > LONGEST_URL:
        raise RecordFault("địa chỉ trang dài quá 2.000 ký tự")
    try:
        parts = urlsplit(plain if "://" in plain else f"http://{plain}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise RecordFault("địa chỉ trang không đúng cách viết") from error
    if parts.scheme not in PORTS:
        raise RecordFault("không phải địa chỉ trang http, https hay ftp")
    found = host_atom(host).value
    shown = f"[{found}]" if ":" in found else found
    if port and port != PORTS[parts.scheme]:
        shown = f"{shown}:{port}"
    return Atom(
        IndicatorKind.URL, (shown + quote(unquote(parts.path or "/"), safe="/%:@!$&'()*+,;=~"))[:LONGEST_URL]
    )


def digest_atom(text: str) -> Atom:
    """Raises: RecordFault."""
    plain = text.strip().lower()
    if len(plain) not in DIGESTS or not _HEX.fullmatch(plain):
        raise RecordFault("không phải MD5, SHA-1, SHA-256 hay SHA-512")
    return Atom(IndicatorKind.FILE, plain)


def email_atom(text: str) -> Atom:
    """Raises: RecordFault."""
    name, at, host = refanged(text).lower().rpartition("@")
    if not at or not 0 < len(name) <= 64 or _HIDDEN.search(name) or "@" in name:
        raise RecordFault("không phải địa chỉ thư")
    return Atom(IndicatorKind.EMAIL, f"{name}@{host_name(host)}")


def any_atom(text: str) -> Atom:
    """What a bare word of a list is: a page, a digest, a letter's address, a host. Raises: RecordFault."""
    plain = refanged(text)
    if not plain or len(plain) > LONGEST_URL:
        raise RecordFault("giá trị rỗng hoặc dài quá 2.000 ký tự")
    if len(plain) in DIGESTS and _HEX.fullmatch(plain.lower()):
        return digest_atom(plain)
    if "://" in plain[:10]:
        return url_atom(plain)
    if "@" in plain:
        return email_atom(plain)
    if "/" in plain:
        try:
            return address_atom(plain)
        except RecordFault:
            return url_atom(plain)
    return host_atom(plain)


def moment_of(value: Any) -> datetime | None:
    """An ISO time or seconds since 1970; None where it says none that can be believed."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        elif (
            isinstance(value, str)
            and value.strip().isascii()
            and value.strip().isdigit()
            and len(value.strip()) != 8
        ):
            found = datetime.fromtimestamp(int(value.strip()[:15]), UTC)
        else:
            found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", str(value or "").strip()[:40]))
    except (ValueError, OverflowError, OSError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found if FIRST <= found <= LAST else None


def percent_of(value: Any) -> int | None:
    """A confidence from 0 to 100; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value <= 100 else None
