from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.people.accounts.activation_carriers import carrier_to
from tinhso.kernel.people.accounts.events import (
    ActivationGiven,
    ActivationPrinted,
    ActivationsExported,
    PasswordSet,
)
from tinhso.kernel.people.accounts.recovery import check_may_give_link
from tinhso.kernel.people.agencies.administered_agencies import check_keeps_account
from tinhso.kernel.people.agencies.heads import check_heads_account
from tinhso.kernel.people.models import Post, User


class UsedMeanwhile(Exception):
    """A password was set since the link was opened."""


class NoPostYet(Exception):
    """The account has no post that runs or will: whoever had the link would wait with the password for the rights to come."""


class NoWayToOwner(Exception):
    """The account has neither a mail address nor a telephone that this instance reaches."""


class MadeByYou(PermissionError):
    """Whoever made an account never sees the link by which its password is set."""


@transaction.atomic
def activate(user: User, password: str, *, now: datetime) -> None:
    """Set the password by an activation link; every session of the account ends, a lock too.

    Raises: UsedMeanwhile.
    """
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if held.password != user.password or not held.is_active:
        raise UsedMeanwhile
    held.set_password(password)
    held.failed_sign_ins, held.locked_until = 0, None
    held.save(update_fields=["password", "failed_sign_ins", "locked_until"])
    record(PasswordSet(user=held.pk), by=Actor(user_id=held.pk), at=now)


@transaction.atomic
def give_activation(user: User, *, by: Actor, now: datetime, real_now: datetime) -> None:
    """An administrator has a new link sent to the owner, for an account of agencies that they keep; they do not see it.

    Raises: NotAnAdministrator, NotYourAgency, OnePersonForBoth, NoPostYet, NoWayToOwner.
    """
    check_keeps_account(user, by, now.date())
    held = _locked_account(user, by)
    if not Post.objects.filter(user=held, valid__overlap=DateRange(now.date(), None)).exists():
        raise NoPostYet
    carrier = carrier_to(held)
    if carrier is None:
        raise NoWayToOwner
    _note_link(held, by, real_now)
    record(ActivationGiven(user=user.pk), by=by, at=now)
    carrier.send(held.pk)


@transaction.atomic
def send_first_links(
    usernames: Collection[str], *, by_id: int | None, now: datetime, real_now: datetime
) -> None:
    """To those that have a post, neither password nor link yet, and an address; for the others a head prints a paper."""
    users = User.objects.filter(username__in=usernames, is_active=True, link_given_at=None)
    posted = users.filter(posts__valid__overlap=DateRange(now.date(), None)).distinct()
    for user in (
        User.objects.filter(pk__in=posted.values("pk")).order_by("pk").select_for_update(of=("self",))
    ):
        carrier = None if user.has_usable_password() else carrier_to(user)
        if carrier is None:
            continue
        by = Actor(user_id=by_id) if by_id else SYSTEM
        _note_link(user, by, real_now)
        record(ActivationGiven(user=user.pk), by=by, at=now)
        carrier.send(user.pk)


@transaction.atomic
def export_activations(users: Collection[User], *, now: datetime, real_now: datetime) -> None:
    """Break-glass before any head can act: the machine writes links into a file. It stands in the log, and on a page and in
    `tinhso check` until a head confirmed each post (`posts.rights.first_accounts`)."""
    if users:
        marks = {"link_given_at": real_now, "link_given_by": None, "link_in_file": True}
        User.objects.filter(pk__in=[user.pk for user in users]).update(**marks)
        record(ActivationsExported(accounts=len(users)), by=SYSTEM, at=now)


@transaction.atomic
def print_activation(user: User, *, by: Actor, now: datetime, real_now: datetime) -> None:
    """A head hands the link over on paper, in a closed envelope: meant for somebody whom neither mail nor SMS reaches.

    Raises: NotTheHead, MadeByYou, OnePersonForBoth.
    """
    check_heads_account(user, by, now.date())
    held = _locked_account(user, by)
    if held.made_by_id is not None and held.made_by_id == by.user_id:
        raise MadeByYou
    _note_link(held, by, real_now)
    record(ActivationPrinted(user=user.pk), by=by, at=now)


def _locked_account(user: User, by: Actor) -> User:
    """Raises: OnePersonForBoth."""
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    check_may_give_link(held, by)
    return held


def _note_link(held: User, by: Actor, real_now: datetime) -> None:
    held.link_given_by_id, held.link_given_at = by.user_id, real_now
    held.save(update_fields=["link_given_by", "link_given_at"])
