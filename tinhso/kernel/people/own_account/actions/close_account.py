from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import Person, Post, User
from tinhso.kernel.people.own_account.account_end import AccountEnd, WayOut
from tinhso.kernel.people.own_account.events import AccountClosed
from tinhso.kernel.people.persons.actions.forget_person import forget_person
from tinhso.kernel.site.declare import all_of


class StillOpen(Exception):
    """So many things of this person are still under way; they are ended or withdrawn first."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class HoldsPost(Exception):
    """An officer's account is ended by the administrator, not by its owner."""


def retained_by_law(person: Person | None) -> bool:
    """Whether something about the person stays although the account goes."""
    return person is not None and any(end.keeps(person) for end in all_of(AccountEnd))


def open_things(person: Person | None) -> int:
    return sum(end.open_things(person) for end in all_of(AccountEnd)) if person is not None else 0


def ways_out(person: Person | None) -> list[WayOut]:
    """How the person ends some of what is open; asked where something is."""
    found = (end.way_out(person) for end in all_of(AccountEnd)) if person is not None else ()
    return [way for way in found if way is not None]


@transaction.atomic
def close_account(*, user: User, by: Actor, now: datetime) -> None:
    """The owner closes the account: sign-ins, devices, choices and contacts go, and where nothing is kept by law the
    person's name, number and salt too. Raises: PermissionDenied but for the owner, HoldsPost, StillOpen.
    """
    if by.user_id != user.pk:
        raise PermissionDenied
    user = User.objects.select_for_update().get(pk=user.pk)
    person = user.person
    if Post.objects.filter(user=user).exists():
        raise HoldsPost(user.pk)
    if waiting := open_things(person):
        raise StillOpen(waiting)
    stays = retained_by_law(person)
    for end in all_of(AccountEnd):
        end.erase(user, now)
    _empty(user)
    if person is not None and not stays:
        forget_person(person=person, by=by, now=now)
    record(AccountClosed(user_id=user.pk, person_forgotten=person is not None and not stays), by=by, at=now)


def _empty(user: User) -> None:
    """Nobody can sign in with it any more, and it names nobody; the row stays for what points to it."""
    for model in (SocialAccount, EmailAddress, Authenticator):
        model.objects.filter(user=user).delete()
    user.contact_changes.all().delete()
    user.username, user.full_name, user.email, user.phone = f"da-dong-{user.pk}", "", "", ""
    user.person, user.is_active, user.identity_level = None, False, 0
    user.sessions_epoch += 1
    user.set_unusable_password()
    user.save()
