"""The ways out of the house. A channel takes an address and words, and gives the reference of who carries it."""

from django.conf import settings

from tinhso.kernel.notices.channels.errors import Refused, TryLater
from tinhso.kernel.notices.channels.mail import send_mail
from tinhso.kernel.notices.channels.outbox_file import write_file
from tinhso.kernel.notices.channels.sms import send_sms
from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.wording import Wording

__all__ = ["Refused", "TryLater", "hand_over"]


def hand_over(delivery: Delivery, address: str, words: Wording) -> str:
    """TryLater if the carrier is away, Refused if it will never take this message. The demo writes files."""
    if settings.DEMO:
        return write_file(delivery, address, words)
    if delivery.channel == Delivery.Channel.SMS:
        return send_sms(f"tinhso-{delivery.pk}", address, words.sms)
    return send_mail(f"tinhso-{delivery.pk}", address, words, delivery.notice.path)
