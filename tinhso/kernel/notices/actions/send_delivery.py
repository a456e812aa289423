from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone, translation

from tinhso.kernel.notices.actions.notify import behind
from tinhso.kernel.notices.actions.push_to_devices import push_to_devices
from tinhso.kernel.notices.carriers import Refused, TryLater, hand_over, write_file
from tinhso.kernel.notices.discretion import discreet
from tinhso.kernel.notices.models import Delivery, Notice, PushSubscription
from tinhso.kernel.notices.wording import Wording, wording
from tinhso.kernel.site.public import NoSiteAddress

MOST_ATTEMPTS = 7  # the waits between them add up to 23 hours
FIRST_WAIT = timedelta(minutes=1)
ADDRESS_WAIT = timedelta(minutes=10)


def send_delivery(delivery_id: int) -> datetime | None:
    """Hand one message to its channel, once; when to try again if the channel said "later", else None.

    Whoever changes `queued` to `sending` sends; all others find nothing to do. No transaction is open while the
    outside world answers. Everything here is technical time.
    """
    claimed = Delivery.objects.filter(
        pk=delivery_id, state=Delivery.State.QUEUED, next_try__lte=timezone.now()
    ).update(state=Delivery.State.SENDING, attempts=F("attempts") + 1, claimed_at=timezone.now())
    if not claimed:
        return None
    delivery = Delivery.objects.select_related("notice__user", "notice__person").get(pk=delivery_id)
    try:
        with translation.override("vi"):
            words = discreet(delivery.notice, wording(delivery.notice.template, delivery.notice.params))
        reference = _hand_over(delivery, words)
    except NoSiteAddress:
        return _until_there_is_an_address(delivery)
    except TryLater:
        return _later(delivery)
    except Refused:
        _settle(delivery, Delivery.State.FAILED)
        return None
    _settle(delivery, Delivery.State.SENT, provider_ref=reference[:120], sent_at=timezone.now())
    return None


def _hand_over(delivery: Delivery, words: Wording) -> str:
    if delivery.channel == Delivery.Channel.PUSH:
        devices = devices_of(delivery)
        if settings.DEMO:
            return write_file(delivery, ", ".join(device.label for device in devices), words)
        return push_to_devices(delivery, devices, words)
    return hand_over(delivery, address_of(delivery), words)


def devices_of(delivery: Delivery) -> list[PushSubscription]:
    """The browsers that the account asked for. Raises: Refused if there is none any more."""
    account = delivery.notice.user or behind(delivery.notice)
    devices = list(PushSubscription.objects.filter(user=account)) if account else []
    if not devices:
        raise Refused("no browser")
    return devices


def address_of(delivery: Delivery) -> str:
    """From the rows that can be erased, the account's before the person's.

    Raises: Refused if there is none any more.
    """
    notice: Notice = delivery.notice
    field = "email" if delivery.channel == Delivery.Channel.EMAIL else "phone"
    account = notice.user or behind(notice)
    for holder in (account, notice.person, account.person if account else None):
        if holder is not None and (address := getattr(holder, field)):
            return str(address)
    raise Refused("no address")


def _later(delivery: Delivery) -> datetime | None:
    """One minute, then four, sixteen and so on: about a day in all."""
    if delivery.attempts >= MOST_ATTEMPTS:
        _settle(delivery, Delivery.State.GAVE_UP)
        return None
    at: datetime = timezone.now() + FIRST_WAIT * 4 ** (delivery.attempts - 1)
    _settle(delivery, Delivery.State.QUEUED, next_try=at)
    return at


def _until_there_is_an_address(delivery: Delivery) -> datetime:
    """No letter leaves with a link that leads nowhere, and none is given up for it: it was no try."""
    at: datetime = timezone.now() + ADDRESS_WAIT
    _settle(delivery, Delivery.State.QUEUED, next_try=at, attempts=F("attempts") - 1)
    return at


def _settle(delivery: Delivery, state: Delivery.State, **changes: object) -> None:
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENDING).update(state=state, **changes)
