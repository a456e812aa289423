from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.accounts.events import SecondFactorRemoved
from tinhso.kernel.people.accounts.recovery import check_may_remove_factor
from tinhso.kernel.people.agencies.administered_agencies import check_keeps_account
from tinhso.kernel.people.agencies.heads import HeadSeats, NotTheHead, sits_on
from tinhso.kernel.people.models import User


class NoSecondFactor(Exception):
    """There is nothing to remove."""


@transaction.atomic
def remove_second_factor(user: User, *, by: Actor, now: datetime) -> None:
    """Phone and recovery codes are lost: every factor of the account goes and its sessions end; the next sign-in sets one up.

    Whoever does it has seen the person's identity paper: the head of the agency, or one above; where no head can act an
    administrator.

    Raises: NotTheHead, NotAnAdministrator, NotYourAgency, NoSecondFactor, OnePersonForBoth.
    """
    heads = HeadSeats.read(now.date()).over_account(user, now.date())
    if not heads:
        check_keeps_account(user, by, now.date())
    elif not sits_on(by, heads):
        raise NotTheHead
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    check_may_remove_factor(held, by)
    removed, _each = Authenticator.objects.filter(user=held).delete()
    if not removed:
        raise NoSecondFactor
    held.sessions_epoch += 1
    held.factor_removed_by_id = by.user_id
    held.save(update_fields=["sessions_epoch", "factor_removed_by"])
    record(SecondFactorRemoved(user=held.pk, factors=removed), by=by, at=now)
