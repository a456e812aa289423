"""The address of an article as the one key of it: absolute, without what only tells where a reader came from."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

TRACKING = re.compile(r"(?i)^(?:utm_[a-z_]+|fbclid|gclid|dclid|msclkid|zarsrc|mc_[ce]id|ref|_ga|igshid)$")
LONGEST = 500
SPACES = re.compile(r"\s+")


def plain_address(address: str, base: str = "") -> str:
    """https or http, small host, no fragment, no tracking; "" where it is no address of the web."""
    try:
        parts = urlsplit(urljoin(base, SPACES.sub("", address)))
        host, port = (parts.hostname or "").lower(), parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None:
        return ""
    named = host if port in (None, 80, 443) else f"{host}:{port}"
    query = "&".join(
        one for one in parts.query.split("&") if one and not TRACKING.match(one.partition("=")[0])
    )
    whole = urlunsplit((parts.scheme.lower(), named, parts.path or "/", query, ""))
    usable = len(whole) <= LONGEST and not any(sign in whole for sign in "<>\"'\\ ")
    return whole if usable and whole.isprintable() else ""
