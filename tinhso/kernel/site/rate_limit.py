"""A limit on how often one address may use a door, counted in PostgreSQL so that all server processes agree.

    if limited(request, "verify", most=60):
        return too_many(request, retry_after=600)

Addresses are kept as a keyed hash only, and no longer than the stretch they were counted in.
"""

import hmac
import time
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from tinhso.kernel.site.models import RateWindow

COUNT = """
insert into site_rate_window as w (key, "window", count, ends_at) values (%s, %s, 1, %s)
on conflict (key, "window") do update set count = w.count + 1
returning count
"""
GIVE_BACK = 'update site_rate_window set count = count - 1 where key = %s and "window" = %s and count > 0'
IPV6_SITE = 64  # bits: what one household or machine is given, and may number as it likes


def limited(request: HttpRequest, door: str, *, most: int, seconds: int = 600) -> bool:
    """Count one use of the door by this address; True when it is one too many. One statement."""
    return not allow(door, client_address(request), most, seconds)


def allow(door: str, caller: str, most: int, seconds: int) -> bool:
    """Count one use of the door by this caller in the running stretch of `seconds`; False when one too many."""
    key, window = _place(door, caller, seconds)
    ends_at = datetime.fromtimestamp((window + 1) * seconds, tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, window, ends_at])
        count = int(cursor.fetchone()[0])
    if count == 1:  # the first of a stretch tidies up what lies behind
        RateWindow.objects.filter(ends_at__lt=datetime.now(tz=UTC)).delete()
    return count <= most


def give_back(door: str, caller: str, seconds: int) -> None:
    """The use that was just counted was none to be limited: a try that was right."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, _place(door, caller, seconds))


def _place(door: str, caller: str, seconds: int) -> tuple[str, int]:
    key = hmac.new(settings.SECRET_KEY.encode(), f"{door}|{seconds}|{caller}".encode(), sha256).hexdigest()
    return key, int(time.time()) // seconds


def client_address(request: HttpRequest) -> str:
    """The caller as limits count it; behind a proxy (setting TINHSO_PROXY) by the last address that the proxy wrote."""
    written = ""
    if settings.SECURE_PROXY_SSL_HEADER:
        written = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    return counted_as(written or str(request.META.get("REMOTE_ADDR", "")))


def counted_as(address: str) -> str:
    """An address of IPv4 as it is, of IPv6 the network of its site: whoever has one address there has 2⁶⁴."""
    try:
        found = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, IPV6_SITE), strict=False))
