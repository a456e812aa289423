"""A limit on how often one address may use a door, counted in PostgreSQL so that all server processes agree.

    if limited(request, "verify", most=60):
        return too_many(request, retry_after=600)

Addresses are kept as a keyed hash only, and no longer than the stretch they were counted in.
"""

import hmac
import time
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from tinhso.kernel.site.models import RateWindow

COUNT = """
insert into site_rate_window as w (key, "window", count, ends_at) values (%s, %s, 1, %s)
on conflict (key, "window") do update set count = w.count + 1
returning count
"""


def limited(request: HttpRequest, door: str, *, most: int, seconds: int = 600) -> bool:
    """Count one use of the door by this address; True when it is one too many. One statement."""
    return not allow(door, client_address(request), most, seconds)


def allow(door: str, caller: str, most: int, seconds: int) -> bool:
    """Count one use of the door by this caller in the running stretch of `seconds`; False when one too many."""
    window = int(time.time()) // seconds
    ends_at = datetime.fromtimestamp((window + 1) * seconds, tz=UTC)
    key = hmac.new(settings.SECRET_KEY.encode(), f"{door}|{seconds}|{caller}".encode(), sha256).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, window, ends_at])
        count = int(cursor.fetchone()[0])
    if count == 1:  # the first of a stretch tidies up what lies behind
        RateWindow.objects.filter(ends_at__lt=datetime.now(tz=UTC)).delete()
    return count <= most


def client_address(request: HttpRequest) -> str:
    """The caller's address; behind a proxy (setting TINHSO_PROXY) the last one that the proxy wrote."""
    if settings.SECURE_PROXY_SSL_HEADER:
        written = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if written:
            return written
    return str(request.META.get("REMOTE_ADDR", ""))
