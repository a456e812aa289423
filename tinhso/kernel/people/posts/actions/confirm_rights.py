from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.agencies.heads import HeadSeats, NotTheHead, sits_on
from tinhso.kernel.people.models import Post
from tinhso.kernel.people.posts.actions.appoint import end_post
from tinhso.kernel.people.posts.events import RightConfirmed, RightEndConfirmed
from tinhso.kernel.people.posts.rights import answered_for


@transaction.atomic
def confirm_rights(posts: Collection[int], *, by: Actor, now: datetime) -> int:
    """A head looked at posts: those that run go on, an end that somebody wrote is right; how many. All or none.

    Raises: NotTheHead.
    """
    found = _locked_posts(posts, by, now)
    for post in found:
        _confirm_end(post, by, now)
        if post.valid.upper is None or post.valid.upper > now.date():
            post.confirmed_by_id, post.confirmed_at = by.user_id, now
            post.save(update_fields=["confirmed_by", "confirmed_at"])
            record(RightConfirmed(post=post.pk, user=post.user_id, agency=post.agency_id), by=by, at=now)
    return len(found)


@transaction.atomic
def end_rights(posts: Collection[int], *, by: Actor, now: datetime) -> int:
    """A head ends posts today, those of today or later with their first day; how many. All or none.

    Raises: NotTheHead.
    """
    found = _locked_posts(posts, by, now)
    return sum(_end(post, by, now) for post in found)


def _end(post: Post, by: Actor, now: datetime) -> bool:
    """Whether anything came of it: what is over by itself only gets the head's word on its end."""
    if _is_over_by_itself(post, now):
        return _confirm_end(post, by, now)
    ends = max(now.date(), post.valid.lower + timedelta(days=1))
    end_post(post, ends=ends, by=by, now=now, confirmed_by=by.user_id)
    return True


def _confirm_end(post: Post, by: Actor, now: datetime) -> bool:
    """Whether there was an end to confirm."""
    if post.ended_at is None or post.end_confirmed_at:
        return False
    post.end_confirmed_by_id, post.end_confirmed_at = by.user_id, now
    post.save(update_fields=["end_confirmed_by", "end_confirmed_at"])
    record(RightEndConfirmed(post=post.pk, user=post.user_id, agency=post.agency_id), by=by, at=now)
    return True


def _is_over_by_itself(post: Post, now: datetime) -> bool:
    """Its last day is the first on which it could be ended."""
    return post.valid.upper is not None and post.valid.upper <= max(
        now.date(), post.valid.lower + timedelta(days=1)
    )


def _locked_posts(posts: Collection[int], by: Actor, now: datetime) -> list[Post]:
    """Those of them that a head answers for still. Raises NotTheHead for one that another head answers for, or the own one."""
    rows = answered_for(now.date()).filter(pk__in=posts).order_by("pk").select_for_update(of=("self",))
    found, seats = list(rows), HeadSeats.read(now.date())
    if not all(sits_on(by, seats.nearest(post.agency_id, [post.user_id])) for post in found):
        raise NotTheHead
    return found
