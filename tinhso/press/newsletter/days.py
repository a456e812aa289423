"""When the next letter leaves."""

from datetime import datetime, timedelta

from tinhso.lib.dates import local
from tinhso.press.models import NewsSubscription

HOUR = 6  # in the morning, Hà Nội


def next_letter(frequency: str, now: datetime) -> datetime:
    """The next morning at six; of a weekly one that of the next Monday."""
    here = local(now)
    at = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if at <= here:
        at += timedelta(days=1)
    if frequency == NewsSubscription.Frequency.WEEKLY:
        at += timedelta(days=-at.weekday() % 7)
    return at
