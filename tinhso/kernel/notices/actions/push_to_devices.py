from django.db.models import F
from django.utils import timezone

from tinhso.kernel.notices.actions.forget_device import forget_device
from tinhso.kernel.notices.carriers import Refused, TryLater
from tinhso.kernel.notices.models import Delivery, PushSubscription
from tinhso.kernel.notices.push import Busy, NotTaken, SubscriptionGone, push
from tinhso.kernel.notices.wording import Wording
from tinhso.kernel.site import clock

INBOX = "/thong-bao/"


def push_to_devices(delivery: Delivery, devices: list[PushSubscription], words: Wording) -> str:
    """To each browser of the person; taken when one of them took it, so that no screen shows it twice.

    Raises: TryLater if none took it and one may later, Refused if there is none left. The message is the
    subject and the page it leads to.
    """
    delivered = waiting = 0
    message = {
        "title": words.subject,
        "path": delivery.notice.path or INBOX,
        "tag": delivery.notice_id.hex,
    }
    for device in devices:
        try:
            push(device, message, tag=delivery.notice_id.hex)
        except (Busy, NotTaken) as error:
            waiting += isinstance(error, Busy)
            _mark_failed(device, busy=isinstance(error, Busy))
        except SubscriptionGone:
            forget_device(device, now=clock.now())
        else:
            delivered += 1
            PushSubscription.objects.filter(pk=device.pk).update(
                failed=0, last_failure="", last_sent_at=timezone.now()
            )
    if not delivered:
        raise TryLater if waiting else Refused("no browser left")
    return f"push-{delivery.pk}-{delivered}"


def _mark_failed(device: PushSubscription, *, busy: bool) -> None:
    why = PushSubscription.Failure.BUSY if busy else PushSubscription.Failure.REFUSED
    PushSubscription.objects.filter(pk=device.pk).update(failed=F("failed") + 1, last_failure=why)
