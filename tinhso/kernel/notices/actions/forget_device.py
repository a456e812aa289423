from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.actions.notify import notify
from tinhso.kernel.notices.actions.remove_device import remove_device
from tinhso.kernel.notices.models import PushSubscription

SETTINGS = "/thong-bao/cai-dat/"


@transaction.atomic
def forget_device(device: PushSubscription, *, now: datetime) -> None:
    """The push service knows this browser no longer: its row goes, and the person is told, since nothing else shows it."""
    user, device_id = device.user, device.pk
    remove_device(device, by=SYSTEM, now=now)
    notify(
        to=user,
        topic="notices.account",
        template="notices.device_gone",
        params={"since": device.created_at},
        now=now,
        key=f"device_gone:{device_id}",
        path=SETTINGS,
    )
