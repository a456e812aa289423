"""A citizen says that this device is theirs alone: they stay signed in there for weeks, to read."""

from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import User
from tinhso.kernel.people.sessions.events import OwnDeviceKept
from tinhso.kernel.people.sessions.own_device import own_device_days


class NotRemembered(Exception):
    """Officers are signed in for a day's work only, and the rule may allow no days at all."""


@transaction.atomic
def keep_own_device(user: User, *, by: Actor, now: datetime) -> int:
    """For how many days, from now on, the session that asks goes on; whoever calls writes it there.

    Raises: NotRemembered.
    """
    days = own_device_days(user, now=now)
    if days <= 0 or by.user_id != user.pk:
        raise NotRemembered
    record(OwnDeviceKept(user=user.pk, days=days), by=by, at=now)
    return days
