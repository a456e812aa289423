from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.accounts.events import ActivationGiven, PasswordSet
from tinhso.kernel.people.accounts.recovery import check_may_give_link
from tinhso.kernel.people.agencies.administered_agencies import check_keeps_account
from tinhso.kernel.people.models import User


class UsedMeanwhile(Exception):
    """A password was set since the link was opened."""


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
    """An administrator hands out a new link, for an account of agencies that they keep.

    Raises: NotAnAdministrator, NotYourAgency, OnePersonForBoth.
    """
    check_keeps_account(user, by, now.date())
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    check_may_give_link(held, by)
    held.link_given_by_id, held.link_given_at = by.user_id, real_now
    held.save(update_fields=["link_given_by", "link_given_at"])
    record(ActivationGiven(user=user.pk), by=by, at=now)
