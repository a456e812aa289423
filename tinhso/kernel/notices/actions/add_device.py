from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.events import PushDeviceAdded
from tinhso.kernel.notices.models import PushSubscription
from tinhso.kernel.people.public import User

MOST_DEVICES = 10


class TooManyDevices(Exception):
    """Nobody reads on more machines than that; the person must remove one first."""


@transaction.atomic
def add_device(
    *, user: User, endpoint: str, p256dh: str, auth: str, label: str, by: Actor, now: datetime
) -> PushSubscription:
    """Send this account's notices to one more browser.

    A browser belongs to whoever asked last: on a shared machine the one before gets nothing there any more.

    Raises: TooManyDevices.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    others = PushSubscription.objects.of(user).exclude(endpoint=endpoint)
    if others.count() >= MOST_DEVICES:
        raise TooManyDevices
    values = {
        "user": user,
        "p256dh": p256dh,
        "auth": auth,
        "label": label,
        "created_at": now,
        "failed": 0,
    }
    device, _ = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=values)
    record(PushDeviceAdded(device_id=device.pk, user_id=user.pk), by=by, at=now)
    return device
