from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.agencies.administered_agencies import check_keeps, check_not_past
from tinhso.kernel.people.models import Agency, Post, User
from tinhso.kernel.people.posts.events import PostEnded, PostGiven
from tinhso.kernel.people.roles import ROLES, decides, reads_personal_data


class UnknownRole(ValueError):
    """A role code that the program does not know."""


class AgencyNotThere(ValueError):
    """The agency does not exist on the first day of the post."""


class PostHeldAlready(ValueError):
    """The officer holds a post at this agency on some of these days."""


class EndsBeforeStart(ValueError):
    """The first day without it is not after the first day with it."""


class PostNotHeld(ValueError):
    """The post does not run on that day, so it cannot end then."""


class NeedsSecondPerson(PermissionError):
    """A post that decides or reads personal data, or one's own: it is asked for (`ask_for_post`) and another confirms it."""


def needs_second_person(user: User, roles: list[str], by: Actor) -> bool:
    """The system itself gives posts (pack, demo, lists that were confirmed); people give themselves none alone."""
    return not by.system and (by.user_id == user.pk or decides(roles) or reads_personal_data(roles))


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
    """Give an officer a post at an agency for `[starts, ends)`.

    Raises: NotAnAdministrator, NotYourAgency, NeedsSecondPerson, DateInPast, EndsBeforeStart, UnknownRole,
    AgencyNotThere, PostHeldAlready.
    """
    check_post(user, agency, roles=roles, starts=starts, ends=ends, by=by, now=now)
    if needs_second_person(user, roles, by):
        raise NeedsSecondPerson
    return give_post(user, agency, title=title, roles=roles, valid=DateRange(starts, ends), by=by, now=now)


def check_post(
    user: User,
    agency: Agency,
    *,
    roles: list[str],
    starts: date,
    ends: date | None,
    by: Actor,
    now: datetime,
) -> None:
    """What may be given at all, and by whom it may be asked.

    Raises: NotAnAdministrator, NotYourAgency, DateInPast, EndsBeforeStart, UnknownRole, AgencyNotThere,
    PostHeldAlready.
    """
    check_keeps(agency, by)
    if ends is not None and ends <= starts:
        raise EndsBeforeStart
    if unknown := [r for r in roles if r not in ROLES]:
        raise UnknownRole(", ".join(unknown))
    if not agency.exists_on(starts):
        raise AgencyNotThere(agency.code)
    check_not_past(starts, by, now.date())
    # Two administrators appoint one officer one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    if Post.objects.filter(user=user, agency=agency, valid__overlap=DateRange(starts, ends)).exists():
        raise PostHeldAlready


def give_post(
    user: User,
    agency: Agency,
    *,
    title: str,
    roles: list[str],
    valid: "DateRange[date]",
    by: Actor,
    now: datetime,
    confirmed_by: int | None = None,
) -> Post:
    """The post with its event, after `check_post`; `confirmed_by` is the head whose word it was."""
    words = {"title": title, "roles": sorted(roles), "valid": valid}
    words |= (
        {"confirmed_by_id": confirmed_by, "confirmed_at": now} if confirmed_by else {"listed_on": now.date()}
    )
    post = Post.objects.create(agency=agency, user=user, **words)
    event = PostGiven(post=post.pk, user=user.pk, agency=agency.pk, starts=valid.lower)
    record(event, by=by, at=now)
    return post


@transaction.atomic
def relieve(post: Post, *, ends: date, by: Actor, now: datetime) -> None:
    """End a post; `ends` is the first day without it.

    Raises: NotAnAdministrator, NotYourAgency, DateInPast, PostNotHeld.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("agency").get(pk=post.pk)
    check_keeps(post.agency, by)
    check_not_past(ends, by, now.date())
    end_post(post, ends=ends, by=by, now=now)


@transaction.atomic
def end_post(post: Post, *, ends: date, by: Actor, now: datetime, confirmed_by: int | None = None) -> None:
    """The row, which the caller has locked, with its event; `confirmed_by` is the head whose word it was.

    Raises: PostNotHeld.
    """
    if not (post.valid.lower < ends and (post.valid.upper is None or ends <= post.valid.upper)):
        raise PostNotHeld
    post.valid = DateRange(post.valid.lower, ends)
    post.ended_at = now
    post.end_confirmed_by_id, post.end_confirmed_at = confirmed_by, now if confirmed_by else None
    post.save(update_fields=["valid", "ended_at", "end_confirmed_by", "end_confirmed_at"])
    record(PostEnded(post=post.pk, user=post.user_id, agency=post.agency_id, ends=ends), by=by, at=now)
