"""Who sets the password of an account anew and takes its second factor away holds the account: so it takes two persons.

A link counts until a second factor of the account was used after it: then its owner has come back. A removed factor counts
until the owner has set a new one up.
"""

from allauth.mfa.models import Authenticator

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.guards.second_factor import has_second_factor
from tinhso.kernel.people.models import User


class OnePersonForBoth(Exception):
    """The same administrator handed out the link of this account and would remove its second factor, or the other way round."""


def check_may_give_link(held: User, by: Actor) -> None:
    """Raises OnePersonForBoth."""
    if held.factor_removed_by_id and held.factor_removed_by_id == by.user_id and not has_second_factor(held):
        raise OnePersonForBoth(held.pk)


def check_may_remove_factor(held: User, by: Actor) -> None:
    """Raises OnePersonForBoth."""
    if held.link_given_by_id and held.link_given_by_id == by.user_id and not _owner_came_back(held):
        raise OnePersonForBoth(held.pk)


def _owner_came_back(held: User) -> bool:
    return bool(Authenticator.objects.filter(user=held, last_used_at__gt=held.link_given_at).exists())
