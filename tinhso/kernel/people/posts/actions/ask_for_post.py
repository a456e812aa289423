from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.models import Agency, PostList, ProposedPost, User
from tinhso.kernel.people.posts.actions.appoint import check_post
from tinhso.kernel.people.posts.events import PostsAsked


class AskedBefore(ValueError):
    """A post of this officer at this agency waits already."""


@transaction.atomic
def ask_for_post(
    user: User,
    agency: Agency,
    *,
    title: str,
    roles: list[str],
    starts: date,
    ends: date | None = None,
    by: Actor,
    now: datetime,
) -> PostList:
    """Ask for a post that decides or reads personal data, or one's own; another person confirms it (`confirm_posts`).

    Raises: NotAnAdministrator, NotYourAgency, DateInPast, EndsBeforeStart, UnknownRole, AgencyNotThere, PostHeldAlready,
    AskedBefore.
    """
    check_post(user, agency, roles=roles, starts=starts, ends=ends, by=by, now=now)
    waiting = ProposedPost.objects.filter(username=user.username, agency=agency)
    if waiting.filter(post_list__state=PostList.State.WAITING).exists():
        raise AskedBefore
    asked = PostList.objects.create(
        kind=PostList.Kind.APPOINTMENT, asked_by_id=None if by.system else by.user_id, asked_at=now
    )
    line = {"username": user.username, "agency": agency, "title": title, "roles": sorted(roles)}
    ProposedPost.objects.create(post_list=asked, valid=DateRange(starts, ends), **line)
    record(PostsAsked(post_list=asked.pk, kind=Code(asked.kind), posts=1), by=by, at=now)
    return asked
