"""Who learns that an alert waits to be read: the operators of the channels that it waits on."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import BroadcastOperator
from tinhso.lib.dates import local
from tinhso.press.models import Broadcast

TOPIC = "press.broadcast"


def notify_operators(rows: Collection[Broadcast], *, now: datetime) -> None:
    """By the alert's code alone, each operator once an alert and once its withdrawal. A query and a notice to each."""
    if not rows:
        return
    posts = Post.objects.on(local(now).date()).with_role(BroadcastOperator.code)
    there = posts.filter(agency__press_channels__in={row.channel_id for row in rows})
    users = list(User.objects.filter(pk__in=there.values("user"), is_active=True).order_by("pk"))
    for code, withdraws in sorted({(row.alert_code, row.withdraws) for row in rows}):
        for user in users:
            notify(
                to=user,
                topic=TOPIC,
                template="press.alert_withdrawn" if withdraws else "press.alert_waits",
                params={"code": code},
                now=now,
                key=f"press_broadcast:{code}:{int(withdraws)}:{user.pk}",
                path=reverse("broadcasts"),
            )
