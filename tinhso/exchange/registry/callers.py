"""Whom a word about a service or an agreement reaches: head and data officer of the agencies concerned."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from tinhso.exchange.models import Agreement, Service
from tinhso.kernel.events.public import Actor
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.lib.dates import HANOI

TOPIC = "exchange.changes"


def callers_of(service: Service, now: datetime) -> set[int]:
    """The agencies that may call it now or later, directly or in a group. One query."""
    day = now.astimezone(HANOI).date()
    open_ones = Agreement.objects.filter(
        service=service, approved_at__isnull=False, ended_at=None, ends__gt=day
    )
    return agencies_of(open_ones.values_list("pk", flat=True))


def agencies_of(agreements: Iterable[int]) -> set[int]:
    """The agencies on the calling side of these agreements. One query."""
    seats = Q(group__seats__left_at=None)
    rows = Agreement.objects.filter(seats | Q(group=None), pk__in=list(agreements)).values_list(
        "consumer__member__agency", "group__seats__system__member__agency"
    )
    return {agency for row in rows for agency in row if agency is not None}


def officers_of(agencies: Iterable[int], now: datetime) -> list[User]:
    """Their heads and data officers of that day, each once. One query."""
    posts = Post.objects.on(now.astimezone(HANOI).date()).filter(
        Q(roles__contains=[Head.code]) | Q(roles__contains=[DataOfficer.code]),
        agency__in=set(agencies),
        user__is_active=True,
    )
    return list({post.user_id: post.user for post in posts.select_related("user")}.values())


def notify_agencies(
    agencies: Iterable[int],
    *,
    template: str,
    params: Mapping[str, Any],
    key: str,
    path: str,
    by: Actor,
    now: datetime,
) -> int:
    """A notice to each officer of these agencies but the one who did it; how many. In the transaction of the deed.

    No notice names its case: a timeline of a case with six letters after each deed would hide the deeds.
    """
    officers = [user for user in officers_of(agencies, now) if user.pk != by.user_id]
    for user in officers:
        notify(
            to=user,
            topic=TOPIC,
            template=f"exchange.{template}",
            params=params,
            now=now,
            key=f"{key}:{user.pk}",
            path=path,
            by=by,
        )
    return len(officers)
