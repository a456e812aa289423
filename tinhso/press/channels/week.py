"""The days of a slot as people read them."""

from django.utils.translation import gettext as _

from tinhso.press.channels.forms import DAYS
from tinhso.press.models import ChannelSlot


def days_of(slot: ChannelSlot) -> str:
    """Every day, or each by its name."""
    if len(slot.days) == len(DAYS):
        return _("Hằng ngày")
    return ", ".join(str(label) for day, label in DAYS if day in slot.days)
