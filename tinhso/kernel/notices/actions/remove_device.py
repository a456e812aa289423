from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.events import PushDeviceRemoved
from tinhso.kernel.notices.models import PushSubscription


@transaction.atomic
def remove_device(device: PushSubscription, *, by: Actor, now: datetime) -> None:
    """No notices to this browser any more; its keys go with the row."""
    device_id, user_id = device.pk, device.user_id
    deleted, _ = PushSubscription.objects.filter(pk=device_id).delete()
    if deleted:
        record(PushDeviceRemoved(device_id=device_id, user_id=user_id), by=by, at=now)
