"""What people are told about. A system lists its topics in its `slots.py`:

TOPICS = [Topic("onestop.dossier", gettext_lazy("Hồ sơ của tôi"), channels=("email", "sms"))]
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from tinhso.kernel.notices.models import Delivery, PushSubscription
from tinhso.kernel.notices.push_key import has_push_key
from tinhso.kernel.people.public import User
from tinhso.kernel.site.declare import all_of


class UnknownTopic(LookupError):
    """No installed system declares a topic of this code."""


@dataclass(frozen=True)
class Topic:
    """`channels` are the outside ones that are on until the person chooses otherwise; the inbox is always on."""

    code: str
    label: str | Promise
    channels: tuple[str, ...] = ("email",)
    for_officers: bool = False
    order: int = 50


def topic(code: str) -> Topic:
    for found in all_of(Topic):
        if found.code == code:
            return found
    raise UnknownTopic(code)


def available_channels() -> list[Delivery.Channel]:
    """The outside channels that this instance has: the demo writes all into files."""
    has = {
        Delivery.Channel.EMAIL: settings.DEMO or bool(settings.EMAIL_HOST),
        Delivery.Channel.SMS: settings.DEMO or bool(settings.TINHSO_SMS_URL),
        Delivery.Channel.PUSH: has_push_key(),
    }
    return [channel for channel, there in has.items() if there]


def channels_of(user: User | None) -> list[Delivery.Channel]:
    """Those that reach this account: push only where one of its browsers asked for it. One query at most."""
    found = available_channels()
    if Delivery.Channel.PUSH in found and not (user and PushSubscription.objects.of(user).exists()):
        found.remove(Delivery.Channel.PUSH)
    return found


def is_on_at_first(topic: Topic, channel: str) -> bool:
    """Before anybody has chosen: asking for push on a browser is asking for every topic there."""
    return channel == Delivery.Channel.PUSH or channel in topic.channels
