from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM, Actor, Code, record
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, check_keeps
from tinhso.kernel.people.agencies.heads import HeadSeats, NotTheHead, sits_on
from tinhso.kernel.people.models import Delegation, PostList, ProposedPost, User
from tinhso.kernel.people.posts.actions.appoint import EndsBeforeStart, check_post, give_post
from tinhso.kernel.people.posts.actions.delegate import GiverCannotSign, ReceiverElsewhere, delegation_given
from tinhso.kernel.people.posts.confirmers import accounts_of, heads_of, needs_head
from tinhso.kernel.people.posts.events import PostsConfirmed, PostsRefused
from tinhso.kernel.people.roles import Administrator, Head


class NotTheSecondPerson(PermissionError):
    """Who asked for a post, or is to hold it, does not confirm it."""


class DecidedAlready(ValueError):
    """Somebody confirmed or refused the list in the meantime."""


class NoSuchOfficer(ValueError):
    """The account that was to hold the post is not in use any more."""


def check_may_confirm(asked: PostList, by: Actor, on: date) -> bool:
    """Posts that read personal data: the head (`confirmers.heads_of`). Others, and where no head can act: another
    administrator who keeps every agency of the list, the own one, or the province's where it has no other.

    A delegation also by the head whose right it is. Says whether it is a head's word for posts that read.

    Raises: NotTheHead, NotAnAdministrator, NotYourAgency,
    NotTheSecondPerson.
    """
    lines = list(asked.lines.select_related("agency"))
    heads = heads_of(asked, lines, HeadSeats.read(on), accounts_of(lines)) if needs_head(lines) else None
    if heads:
        if not sits_on(by, heads):
            raise NotTheHead
    elif not gives_in_person(asked, by):
        if not by.holds(Administrator):
            raise NotAnAdministrator
        for agency in {line.agency_id: line.agency for line in lines}.values():
            check_keeps(agency, by)
    is_own_list = User.objects.filter(
        pk=by.user_id or 0, username__in=[line.username for line in lines]
    ).exists()
    if is_own_list or asked.asked_by_id == by.user_id:
        raise NotTheSecondPerson
    return bool(heads)


def gives_in_person(asked: PostList, by: Actor) -> bool:
    """Whether the list is a delegation of this very post."""
    return by.post_id is not None and asked.delegations.filter(giver=by.post_id).exists()


@transaction.atomic
def confirm_posts(asked: PostList, *, by: Actor, now: datetime) -> None:
    """The second person's word. An appointment or delegation is given at once; an import or a succession is run again.

    Raises: NotTheHead, NotAnAdministrator, NotYourAgency, NotTheSecondPerson, DecidedAlready, NoSuchOfficer, EndsBeforeStart,
    AgencyNotThere, PostHeldAlready, GiverCannotSign, ReceiverElsewhere.
    """
    asked = _locked_list(asked)
    by_head = check_may_confirm(asked, by, now.date())
    lines = list(asked.lines.select_related("agency"))
    asked.without_head = needs_head(lines) and not by_head
    for delegation in asked.delegations.select_related("giver", "receiver"):
        _begin(delegation, by, now)
    if asked.kind == PostList.Kind.APPOINTMENT:
        for line in lines:
            _give(line, by, now, confirmed_by=by.user_id if by_head else None)
    _decide(asked, PostList.State.CONFIRMED, by=by, now=now)
    words = {"asked_by": asked.asked_by_id, "without_head": asked.without_head}
    event = PostsConfirmed(post_list=asked.pk, kind=Code(asked.kind), **words)  # type: ignore[arg-type]
    record(event, by=by, at=now)


@transaction.atomic
def refuse_posts(asked: PostList, *, reason: str, by: Actor, now: datetime) -> None:
    """Not given: by who may confirm, with a reason, or taken back by who asked.

    Raises: NotTheHead, NotAnAdministrator, NotYourAgency, NotTheSecondPerson, DecidedAlready.
    """
    asked = _locked_list(asked)
    if asked.asked_by_id is None or asked.asked_by_id != by.user_id:
        check_may_confirm(asked, by, now.date())
    _decide(asked, PostList.State.REFUSED, by=by, now=now, reason=reason.strip())
    event = PostsRefused(post_list=asked.pk, kind=Code(asked.kind), asked_by=asked.asked_by_id)
    record(event, by=by, at=now)


def _locked_list(asked: PostList) -> PostList:
    held = PostList.objects.select_for_update().get(pk=asked.pk)
    if held.state != PostList.State.WAITING:
        raise DecidedAlready
    return held


def _decide(asked: PostList, state: PostList.State, *, by: Actor, now: datetime, reason: str = "") -> None:
    asked.state, asked.decided_by_id, asked.decided_at, asked.reason = state, by.user_id, now, reason
    asked.save(update_fields=["state", "decided_by", "decided_at", "reason", "without_head"])


def _give(line: ProposedPost, by: Actor, now: datetime, *, confirmed_by: int | None) -> None:
    """From the day that was asked for, or from today if it waited longer."""
    user = User.objects.filter(username=line.username, is_active=True).first()
    if user is None:
        raise NoSuchOfficer(line.username)
    starts, ends = max(line.valid.lower, now.date()), line.valid.upper
    if ends is not None and ends <= starts:
        raise EndsBeforeStart
    # Who asked was an administrator of the agency, or the machine; a head confirms and administers nothing.
    check_post(
        user,
        line.agency,
        roles=line.roles,
        starts=starts,
        ends=ends,
        by=SYSTEM if confirmed_by else by,
        now=now,
    )
    words = {"title": line.title, "roles": line.roles, "valid": DateRange(starts, ends)}
    give_post(user, line.agency, **words, by=by, now=now, confirmed_by=confirmed_by)


def _begin(delegation: Delegation, by: Actor, now: datetime) -> None:
    """From the day of the paper, or from today if it waited longer; while both still hold their posts."""
    starts, ends = max(delegation.valid.lower, now.date()), delegation.valid.upper
    if ends is not None and ends <= starts:
        raise EndsBeforeStart
    if Head.code not in delegation.giver.roles or not delegation.giver.holds_on(starts):
        raise GiverCannotSign
    if not delegation.receiver.holds_on(starts):
        raise ReceiverElsewhere
    delegation.valid = DateRange(starts, ends)
    delegation.save(update_fields=["valid"])
    delegation_given(delegation, by=by, now=now)
