from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.people.models import Agency, Post, PostList, ProposedPost, User
from tinhso.kernel.people.posts.actions.appoint import check_post, give_post
from tinhso.kernel.people.posts.events import PostConfirmationSkipped

SHORTEST, LONGEST = 10, 300


class NoReason(ValueError):
    """Whoever does alone what takes two says why, in 10 to 300 characters."""


@transaction.atomic
def appoint_alone(
    user: User,
    agency: Agency,
    *,
    title: str,
    roles: list[str],
    starts: date,
    ends: date | None = None,
    reason: str,
    now: datetime,
) -> Post:
    """One person on the machine itself gives a post, where nobody is left to confirm it; told to the head and shown to all.

    Raises: NoReason, EndsBeforeStart, UnknownRole, AgencyNotThere, PostHeldAlready.
    """
    reason = " ".join(reason.split())
    if not SHORTEST <= len(reason) <= LONGEST:
        raise NoReason
    check_post(user, agency, roles=roles, starts=starts, ends=ends, by=SYSTEM, now=now)
    valid = DateRange(starts, ends)
    post = give_post(user, agency, title=title, roles=roles, valid=valid, by=SYSTEM, now=now)
    words = {"kind": PostList.Kind.ALONE, "state": PostList.State.CONFIRMED, "reason": reason}
    alone = PostList.objects.create(asked_at=now, decided_at=now, **words)
    line = {"username": user.username, "agency": agency, "title": title, "roles": sorted(roles)}
    ProposedPost.objects.create(post_list=alone, valid=valid, **line)
    event = PostConfirmationSkipped(post_list=alone.pk, post=post.pk, user=user.pk, agency=agency.pk)
    record(event, by=SYSTEM, at=now)
    return post
