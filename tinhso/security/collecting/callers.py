"""Who calls the intake with a key, and as whom it acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.http import HttpRequest
from django.utils import timezone

from tinhso.kernel.people.public import Actor, Agency, actor_of, posts_of
from tinhso.kernel.site import clock
from tinhso.security.duties.permissions import can_answer_for, can_coordinate
from tinhso.security.models import CollectorKey


class CallRefused(Exception):
    """With words for whoever runs the program, and the status of HTTP."""

    status: ClassVar[int] = 401


class TooManyCalls(CallRefused):
    """So many calls of one key in a minute."""

    status = 429


@dataclass(frozen=True)
class Caller:
    """`agency` is of which agency the program speaks; None for every agency."""

    key: CollectorKey
    by: Actor
    agency: Agency | None
    now: datetime


def caller_of(request: HttpRequest) -> Caller:
    """CallRefused for a key that is none, is spent, or whose maker no longer answers for the agency."""
    secret = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    moment, now = timezone.now(), clock.now()
    found = CollectorKey.objects.valid(moment).select_related("agency", "made_by")
    key = found.filter(digest=CollectorKey.digest_of(secret)).first() if secret.isascii() and secret else None
    if key is None:
        raise CallRefused("Cần khóa còn hiệu lực trong tiêu đề Authorization: Bearer …")
    if not CollectorKey.objects.spend(key, moment):
        raise TooManyCalls("Khóa này gọi quá nhiều trong một phút; gọi lại sau.")
    today = now.date()
    agency = None if key.every_agency else key.agency
    for by in _makers(key, today):
        if can_coordinate(by, on=today) if agency is None else can_answer_for(agency.pk, by, on=today):
            return Caller(key, by, agency, now)
    raise CallRefused("Người tạo khóa không còn phụ trách an toàn thông tin của cơ quan này.")


def _makers(key: CollectorKey, today: date) -> Iterator[Actor]:
    """Who made the key, in each post of today: that of the key's agency need not be the first."""
    posts = posts_of(key.made_by, on=today) if key.made_by.is_active else []
    for post in sorted(posts, key=lambda one: one.agency_id != key.agency_id):
        yield actor_of(key.made_by, post_id=post.pk, on=today)
