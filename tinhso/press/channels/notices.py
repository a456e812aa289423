"""Who learns that an alert waits to be read, the operators of its channels; that a bulletin waits to be approved, who may."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import BroadcastOperator, Head, PressEditor
from tinhso.lib.dates import local
from tinhso.press.models import Broadcast

TOPIC = "press.broadcast"


def notify_operators(rows: Collection[Broadcast], *, now: datetime) -> None:
    """By the alert's code alone, each operator once an alert and once its withdrawal; who approves those that wait to be approved. A
    query and a notice to each."""
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
    for row in rows:
        if row.state == Broadcast.State.ASKED:
            notify_approvers(row, now=now)


def notify_approvers(row: Broadcast, *, now: datetime) -> None:
    """Heads and press editors of the agency but the maker, each once. A query and a notice to each."""
    roles = Q(roles__contains=[Head.code]) | Q(roles__contains=[PressEditor.code])
    posts = Post.objects.on(local(now).date()).filter(roles, agency=row.channel.agency_id)
    users = User.objects.filter(pk__in=posts.values("user"), is_active=True).exclude(pk=row.by_id or 0)
    for user in users.order_by("pk"):
        notify(
            to=user,
            topic=TOPIC,
            template="press.broadcast_asked",
            params={},
            now=now,
            key=f"press_broadcast_asked:{row.pk}:{user.pk}",
            path=reverse("broadcast", args=[row.pk]),
        )
