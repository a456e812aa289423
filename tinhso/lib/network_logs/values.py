"""Times, addresses, names and numbers as logs write them, made one."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address

from tinhso.lib.network_logs.rows import LogLimits, NotUnderstood

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
MOST_BYTES = 2**53
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WINDOWS_LABEL = re.compile(r"\(\d{1,2}\)")
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip


@lru_cache(maxsize=50_000)
def address(text: str) -> str:
    """Raises: NotUnderstood."""
    try:
        found = ip_address(text.strip()[:64].partition("%")[0])
    except ValueError as error:
        raise NotUnderstood("không có địa chỉ IP đúng") from error
    return str(found.ipv4_mapped or found) if found.version == 6 else str(found)


def address_or_empty(text: object) -> str:
    try:
        return address(str(text or ""))
    except NotUnderstood:
        return ""


def host_name(text: object) -> str:
    """ "" for none; (3)www(7)example(3)com(0) is www.example.com."""
    plain = str(text or "")[:1000]
    if plain.startswith("("):
        plain = _WINDOWS_LABEL.sub(".", plain).strip(".")
    plain = _CONTROLS.sub("", plain).rstrip(".").lower()
    if len(plain) > 255:
        raise NotUnderstood("tên miền dài quá 255 ký tự")
    return plain


def host_of(text: str) -> tuple[str, int | None]:
    """The host and port of an address of a page or of "host:port"; path, query and user are dropped."""
    scheme, _, rest = text[:4000].rpartition("://") if "://" in text[:30] else ("", "", text[:4000])
    bare = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    host, _, number = bare.rpartition(":") if re.search(r":\d{1,9}$", bare) else (bare, "", "")
    port = read_port(number) if number else {"http": 80, "https": 443, "ftp": 21}.get(scheme.lower())
    return host_name(host.strip("[]")), port


def read_port(text: object) -> int | None:
    plain = str(text if text is not None else "").strip()
    if not plain or plain == "-":
        return None
    if not plain.isdigit() or len(plain) > 9 or int(plain) > 65535:
        raise NotUnderstood("cổng không nằm trong 0–65535")
    return int(plain)


def read_bytes(text: object) -> int | None:
    plain = str(text if text is not None else "").strip()
    return (
        int(plain)
        if plain.isascii() and plain.isdigit() and len(plain) < 17 and int(plain) <= MOST_BYTES
        else None
    )


def read_seconds(text: object) -> float | None:
    plain = str(text if text is not None else "").strip()
    return float(plain) if re.fullmatch(r"\d{1,9}(?:\.\d{1,12})?", plain) else None


def believed(found: datetime, limits: LogLimits) -> datetime:
    """Raises: NotUnderstood."""
    if not FIRST <= found <= limits.until:
        raise NotUnderstood("thời điểm không thể tin")
    return found.astimezone(UTC)


def epoch(text: object, limits: LogLimits) -> datetime:
    try:
        return believed(datetime.fromtimestamp(float(str(text)[:30]), UTC), limits)
    except (OverflowError, OSError, ValueError) as error:
        if isinstance(error, NotUnderstood):
            raise
        raise NotUnderstood("không có thời điểm") from error


def iso(text: object, limits: LogLimits) -> datetime:
    """ISO 8601; Suricata and Zeek write the zone without a colon or as Z."""
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", str(text)[:40]))
    except ValueError as error:
        raise NotUnderstood("không có thời điểm") from error
    return believed(found if found.tzinfo else found.replace(tzinfo=limits.zone), limits)


def moment(text: object, limits: LogLimits) -> datetime:
    """Seconds since 1970 or ISO 8601."""
    return iso(text, limits) if isinstance(text, str) and "T" in text else epoch(text, limits)


def syslog(month: str, day: str, clock: str, limits: LogLimits) -> datetime:
    """A time without its year: that of the latest one which is not after the limit."""
    number = MONTHS.get(month.lower())
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    last = min(limits.until, datetime.now(UTC) + timedelta(days=1)).astimezone(limits.zone)
    for year in range(last.year, last.year - 5, -1):
        try:
            found = datetime(year, number or 0, int(day), hours, minutes, seconds, tzinfo=limits.zone)
        except ValueError:
            continue
        if found <= last:
            return believed(found, limits)
    raise NotUnderstood("không có thời điểm")
