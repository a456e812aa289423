from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import Agency, AgencySuccession, Delegation, Post
from tinhso.kernel.people.posts.actions.ask_for_list import PostRequest
from tinhso.kernel.people.posts.events import DelegationEnded
from tinhso.kernel.people.roles import decides
from tinhso.kernel.people.succession.events import AgencySucceeded, PostMoved
from tinhso.kernel.people.succession.movers import movers

POSTS, DELEGATIONS, AGENCIES = "vị trí công tác", "ủy quyền chấm dứt", "cơ quan"


@dataclass(frozen=True)
class Succeeded:
    """What a succession moved (or would move): counts by word, and ended agencies that nobody follows."""

    on: date
    counts: Counter[str]
    orphans: list[Agency] = field(default_factory=list)


@transaction.atomic
def succeed(on: date, *, dry_run: bool, by: Actor, now: datetime) -> Succeeded:
    """Move posts, and through the systems' own movers everything open, from agencies that end on `on`.

    By the default lines of the crosswalk. A dry run counts and changes nothing. A second run moves nothing: what
    was moved no longer stands at the old agency. Delegations of moved posts end: the new agency gives its own.
    """
    lines = (
        AgencySuccession.objects.filter(on=on, is_default=True)
        .select_related("old", "new")
        .order_by("old__code")
    )
    counts: Counter[str] = Counter()
    systems = movers()
    posts = _posts_of([line.old_id for line in lines], on)
    followed = {line.old_id for line in lines}
    for line in lines:
        held = posts.get(line.old_id, [])
        moved = _move_posts(held, line.new, on, dry_run=dry_run, by=by, now=now)
        for mover in systems:
            moved.update(mover(old=line.old, new=line.new, on=on, dry_run=dry_run, by=by, now=now))
        if sum(moved.values()):
            moved[AGENCIES] += 1
            if not dry_run:
                record(AgencySucceeded(old=line.old_id, new=line.new_id, on=on), by=by, at=now)
        counts.update(moved)
    orphans = Agency.objects.filter(valid__endswith=on).exclude(pk__in=followed)
    return Succeeded(on, counts, list(orphans))


def posts_that_decide(on: date) -> list[PostRequest]:
    """The posts with decisions that a succession of that day would move: what a second person confirms before. Three queries."""
    lines = AgencySuccession.objects.filter(on=on, is_default=True).select_related("new")
    new = {line.old_id: line.new for line in lines}
    held = Post.objects.on(on).filter(agency__in=new).select_related("user").order_by("pk")
    return [
        PostRequest(
            p.user.username, new[p.agency_id], p.title, tuple(p.roles), max(p.valid.lower, on), p.valid.upper
        )
        for p in held
        if decides(p.roles)
    ]


def _posts_of(agencies: list[int], on: date) -> dict[int, list[Post]]:
    """The posts that still stand at these agencies on that day; one query for all of them."""
    found: dict[int, list[Post]] = {}
    for post in Post.objects.on(on).filter(agency__in=agencies).order_by("pk"):
        found.setdefault(post.agency_id, []).append(post)
    return found


def _move_posts(
    posts: list[Post], new: Agency, on: date, *, dry_run: bool, by: Actor, now: datetime
) -> Counter[str]:
    if not posts:
        return Counter()
    given = Delegation.objects.in_force().on(on)
    ending = list((given.filter(giver__in=posts) | given.filter(receiver__in=posts)).distinct())
    if not dry_run:
        for delegation in ending:
            _end_delegation(delegation, on, by=by, now=now)
        for post in posts:
            _move_post(post, new, on, by=by, now=now)
    return Counter({POSTS: len(posts), DELEGATIONS: len(ending)})


def _move_post(post: Post, new: Agency, on: date, *, by: Actor, now: datetime) -> None:
    """The old post ends the day before; the officer has the same title and roles at the successor from that day."""
    start = max(post.valid.lower, on)
    successor = Post.objects.create(
        agency=new,
        user_id=post.user_id,
        title=post.title,
        roles=post.roles,
        valid=DateRange(start, post.valid.upper),
        listed_on=start,
    )
    post.valid = DateRange(post.valid.lower, on)
    post.save(update_fields=["valid"])
    event = PostMoved(
        old_post=post.pk, new_post=successor.pk, user=post.user_id, old=post.agency_id, new=new.pk, on=on
    )
    record(event, by=by, at=now)


def _end_delegation(delegation: Delegation, on: date, *, by: Actor, now: datetime) -> None:
    delegation.valid = DateRange(delegation.valid.lower, on)
    delegation.save(update_fields=["valid"])
    record(DelegationEnded(delegation=delegation.pk, ends=on), by=by, at=now)
