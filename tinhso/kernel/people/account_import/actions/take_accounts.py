from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, Event, copy_events, record
from tinhso.kernel.people.account_import.events import AccountChanged, AccountsTaken
from tinhso.kernel.people.account_import.list import COLUMNS, Entry, Fault
from tinhso.kernel.people.account_import.plan import NO_FIELD, AccountPlan, started
from tinhso.kernel.people.accounts.events import AccountMade
from tinhso.kernel.people.agencies.administered_agencies import check_keeps_everything
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.posts.actions import delegate as delegating
from tinhso.kernel.people.posts.actions.appoint import appoint, relieve
from tinhso.kernel.people.posts.events import PostGiven
from tinhso.kernel.people.roles import Head

BATCH = 1000
REFUSED = {
    delegating.GiverCannotSign: "người giao không đứng đầu cơ quan vào ngày bắt đầu",
    delegating.ReceiverElsewhere: "người được ký không giữ vị trí này vào ngày bắt đầu, hoặc chính là người giao",
    delegating.UnknownField: NO_FIELD,
    delegating.AuthorisedWithoutEnd: "thừa ủy quyền phải có ngày hết",
    delegating.AuthorisedMayNotPassOn: "người giao ký thừa ủy quyền, không được ủy quyền lại",
    delegating.DelegatedAlready: "đã được giao ký lĩnh vực này trong thời gian đó",
}


@transaction.atomic
def take_accounts(*, plan: AccountPlan, by: Actor, now: datetime) -> list[Fault]:
    """Make the accounts, posts and delegations of the plan, all or none; returns the delegations that were refused.

    Accounts come without a password: whoever owns one sets it by an activation link.
    Raises: NotAnAdministrator, NotYourAgency.
    """
    check_keeps_everything(by)
    users = make_accounts(plan, by, now)
    change_details(plan, by, now)
    give_posts(plan, users, by, now)
    for post, entry in plan.moved:
        move_post(post, entry, by, now)
    faults = give_delegations(plan, by, now)
    event = AccountsTaken(
        made=len(plan.accounts),
        changed=len(plan.details),
        posts=len(plan.posts) + len(plan.moved),
        delegations=len(plan.delegations) - len(faults),
        refused=plan.refused,
    )
    record(event, by=by, at=now)
    return faults


def make_accounts(plan: AccountPlan, by: Actor, now: datetime) -> dict[str, User]:
    """All accounts that the list names, by user name, the new ones made."""
    new = [
        User(username=e.username, full_name=e.full_name, email=e.email, phone=e.phone) for e in plan.accounts
    ]
    for user in new:
        user.set_unusable_password()
    User.objects.bulk_create(new, batch_size=BATCH)
    copy_events((AccountMade(user=user.pk), by, now) for user in new)
    wanted = {entry.username for entry in plan.posts}
    return {u.username.lower(): u for u in User.objects.all() if u.username.lower() in wanted}


def change_details(plan: AccountPlan, by: Actor, now: datetime) -> None:
    for user, entry in plan.details:
        user.full_name, user.email, user.phone = entry.full_name, entry.email, entry.phone
        user.save(update_fields=["full_name", "email", "phone"])
        record(AccountChanged(user=user.pk), by=by, at=now)


def give_posts(plan: AccountPlan, users: dict[str, User], by: Actor, now: datetime) -> None:
    """The posts by one statement a thousand: the plan has checked what `appoint` checks."""
    posts = []
    for entry in (started(one, now.date()) for one in plan.posts):
        valid = DateRange(entry.starts, entry.ends)
        owner = users[entry.username]
        words = {"title": entry.title, "roles": list(entry.roles), "valid": valid, "listed_on": now.date()}
        posts.append(Post(agency=entry.agency, user=owner, **words))
    Post.objects.bulk_create(posts, batch_size=BATCH)
    event_rows: list[tuple[Event, Actor, datetime]] = [
        (PostGiven(post=p.pk, user=p.user_id, agency=p.agency_id, starts=p.valid.lower), by, now)
        for p in posts
    ]
    copy_events(event_rows)


def move_post(post: Post, entry: Entry, by: Actor, now: datetime) -> None:
    """Another end is written; another title or other roles are a new post from today."""
    today = now.date()
    if (post.title, tuple(post.roles)) == (entry.title, entry.roles) and entry.ends:
        relieve(post, ends=entry.ends, by=by, now=now)
        return
    relieve(post, ends=today, by=by, now=now)
    appoint(
        post.user,
        entry.agency,
        title=entry.title,
        roles=list(entry.roles),
        starts=today,
        ends=entry.ends,
        by=by,
        now=now,
    )


def give_delegations(plan: AccountPlan, by: Actor, now: datetime) -> list[Fault]:
    faults = []
    for entry in plan.delegations:
        assert entry.signs is not None
        try:
            with transaction.atomic():
                give_delegation(entry, by, now)
        except tuple(REFUSED) as error:
            column = "field" if isinstance(error, delegating.UnknownField) else "giver"
            faults.append(Fault(entry.row, COLUMNS[column], REFUSED[type(error)]))
    return faults


def give_delegation(entry: Entry, by: Actor, now: datetime) -> None:
    """The giver's post at the same agency, else at the nearest above that it heads."""
    signs = entry.signs
    assert signs is not None
    posts = Post.objects.on(max(signs.starts, now.date())).select_related("agency")
    receiver = posts.filter(user__username__iexact=entry.username, agency=entry.agency).first()
    heads = list(posts.with_role(Head.code).filter(user__username__iexact=signs.giver).order_by("pk"))
    if receiver is None:
        raise delegating.ReceiverElsewhere
    if not heads:
        raise delegating.GiverCannotSign
    own_posts = [post for post in heads if post.agency_id in (entry.agency.pk, entry.agency.parent_id)]
    words = {"capacity": signs.capacity, "field": signs.field, "source": signs.paper}
    delegating.delegate(
        (own_posts or heads)[0], receiver, **words, starts=signs.starts, ends=signs.ends, by=by, now=now
    )
