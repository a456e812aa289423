from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.agencies.heads import HeadSeats, NotTheHead, sits_on
from tinhso.kernel.people.models import Post
from tinhso.kernel.people.posts.actions.appoint import end_post
from tinhso.kernel.people.posts.events import RightConfirmed
from tinhso.kernel.people.posts.rights import running


@transaction.atomic
def confirm_rights(posts: Collection[int], *, by: Actor, now: datetime) -> int:
    """A head looked at posts that run, and they go on; how many. All or none.

    Raises: NotTheHead.
    """
    found = _locked_posts(posts, by, now)
    for post in found:
        post.confirmed_by_id, post.confirmed_at = by.user_id, now
        post.save(update_fields=["confirmed_by", "confirmed_at"])
        record(RightConfirmed(post=post.pk, user=post.user_id, agency=post.agency_id), by=by, at=now)
    return len(found)


@transaction.atomic
def end_rights(posts: Collection[int], *, by: Actor, now: datetime) -> int:
    """A head ends posts today, those of today or later with their first day; how many. All or none.

    Raises: NotTheHead.
    """
    found = [post for post in _locked_posts(posts, by, now) if not _is_over_by_itself(post, now)]
    for post in found:
        end_post(post, ends=max(now.date(), post.valid.lower + timedelta(days=1)), by=by, now=now)
    return len(found)


def _is_over_by_itself(post: Post, now: datetime) -> bool:
    """Its last day is the first on which it could be ended."""
    return post.valid.upper is not None and post.valid.upper <= max(
        now.date(), post.valid.lower + timedelta(days=1)
    )


def _locked_posts(posts: Collection[int], by: Actor, now: datetime) -> list[Post]:
    """Those of them that run still. Raises NotTheHead for one that another head answers for, or the own one."""
    rows = running(now.date()).filter(pk__in=posts).order_by("pk").select_for_update(of=("self",))
    found, seats = list(rows), HeadSeats.read(now.date())
    if not all(sits_on(by, seats.nearest(post.agency_id, [post.user_id])) for post in found):
        raise NotTheHead
    return found
