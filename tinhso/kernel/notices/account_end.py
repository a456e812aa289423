"""What notices take away when the owner closes an account: the inbox, what left from it, choices, devices."""

from datetime import datetime

from tinhso.kernel.notices.models import Delivery, Notice, NoticeChoice, PushSubscription
from tinhso.kernel.people.public import User


def erase(user: User, now: datetime) -> None:
    mine = Notice.objects.of(user)
    Delivery.objects.filter(notice__in=mine).delete()
    mine.delete()
    NoticeChoice.objects.filter(user=user).delete()
    PushSubscription.objects.filter(user=user).delete()
