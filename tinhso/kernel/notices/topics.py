"""What people are told about. A system lists its topics in its `slots.py`:

TOPICS = [Topic("onestop.dossier", gettext_lazy("Hồ sơ của tôi"), channels=("email", "sms"))]
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from tinhso.kernel.notices.models import Delivery
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
    """The outside channels that this instance has: the demo writes both into files."""
    has = {
        Delivery.Channel.EMAIL: settings.DEMO or bool(settings.EMAIL_HOST),
        Delivery.Channel.SMS: settings.DEMO or bool(settings.TINHSO_SMS_URL),
    }
    return [channel for channel, there in has.items() if there]
