from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.exchange.models import SystemKey
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.callers import notify_agencies
from tinhso.exchange.registry.permissions import operator
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import HANOI

AHEAD = (1, 7, 30)


@transaction.atomic
def notify_of_expiring_keys(*, by: Actor, now: datetime) -> int:
    """Tell the member's agency (the operator for one without) of keys that end within 30, 7 days and 1, once each;
    how many keys. By the system, every morning; a morning that was missed is made up for.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    today = now.astimezone(HANOI).date()
    alive = SystemKey.objects.filter(revoked_at=None, last_day__gte=today)
    ending = alive.filter(last_day__lte=today + timedelta(days=AHEAD[-1])).select_related("system__member")
    for key in ending:
        left = (key.last_day - today).days
        notify_agencies(
            [key.system.member.agency_id or operator(today).pk],
            template="key_expiring",
            params={"code": key.system.code, "key": str(key), "day": key.last_day},
            key=f"key-expiring:{key.pk}:{next(days for days in AHEAD if left <= days)}",
            path=reverse("exchange_member", args=[key.system.member_id]),
            by=by,
            now=now,
        )
    return len(ending)
