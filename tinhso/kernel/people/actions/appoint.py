from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.events import PostEnded, PostGiven
from tinhso.kernel.people.models import Agency, Post, User
from tinhso.kernel.people.roles import ROLES, Administrator


class NotAnAdministrator(PermissionError):
    """Only an administrator of the instance keeps posts."""


class UnknownRole(ValueError):
    """A role code that the program does not know."""


class AgencyNotThere(ValueError):
    """The agency does not exist on the first day of the post."""


class PostNotHeld(ValueError):
    """The post does not run on that day, so it cannot end then."""


def check_administrator(by: Actor) -> None:
    """Raises NotAnAdministrator; the system itself may (import, demo)."""
    if not by.system and not by.holds(Administrator):
        raise NotAnAdministrator


@transaction.atomic
def appoint(
    user: User,
    agency: Agency,
    *,
    title: str,
    roles: list[str],
    starts: date,
    ends: date | None = None,
    by: Actor,
    now: datetime,
) -> Post:
    """Give an officer a post at an agency for `[starts, ends)`."""
    check_administrator(by)
    if unknown := [r for r in roles if r not in ROLES]:
        raise UnknownRole(", ".join(unknown))
    if not agency.exists_on(starts):
        raise AgencyNotThere(agency.code)
    post = Post.objects.create(
        agency=agency, user=user, title=title, roles=sorted(roles), valid=DateRange(starts, ends)
    )
    record(PostGiven(post=post.pk, user=user.pk, agency=agency.pk, starts=starts), by=by, at=now)
    return post


@transaction.atomic
def relieve(post: Post, *, ends: date, by: Actor, now: datetime) -> None:
    """End a post; `ends` is the first day without it."""
    check_administrator(by)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not (post.valid.lower < ends and (post.valid.upper is None or ends <= post.valid.upper)):
        raise PostNotHeld
    post.valid = DateRange(post.valid.lower, ends)
    post.save(update_fields=["valid"])
    record(PostEnded(post=post.pk, user=post.user_id, agency=post.agency_id, ends=ends), by=by, at=now)
