"""How the link to set a password reaches its owner: by a letter or an SMS of its own, not as a notice, which others might see."""

from tinhso.kernel.events.public import job
from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.topics import available_channels
from tinhso.kernel.people.public import ActivationCarrier


def by_mail(user_id: int) -> None:
    job("notices.activation_letter").defer(user_id=user_id, channel="email")


def by_sms(user_id: int) -> None:
    job("notices.activation_letter").defer(user_id=user_id, channel="phone")


CARRIERS = [
    ActivationCarrier("email", lambda: Delivery.Channel.EMAIL in available_channels(), by_mail),
    ActivationCarrier("phone", lambda: Delivery.Channel.SMS in available_channels(), by_sms),
]
