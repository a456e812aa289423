from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.accounts.events import AccountDisabled, AccountEnabled
from tinhso.kernel.people.agencies.administered_agencies import check_keeps_account
from tinhso.kernel.people.models import User

IDLE_DAYS = 45  # where the instance has no rule: TCVN 14423:2026


def idle_days(on: date) -> int:
    """After so many days without a sign-in an officer's account is disabled: security.disable_idle_days."""
    return int(rule_or("security.disable_idle_days", IDLE_DAYS, on=on))


def idle_officers(*, real_now: datetime, now: datetime) -> "QuerySet[User]":
    """Active accounts with a post whose last sign-in (or creation) is older than the rule says."""
    limit = real_now - timedelta(days=idle_days(now.date()))
    idle = Q(last_login__lt=limit) | Q(last_login__isnull=True, date_joined__lt=limit)
    return User.objects.filter(idle, is_active=True, posts__isnull=False).distinct()


@transaction.atomic
def disable_account(user: User, *, by: Actor, now: datetime, idle_days: int = 0) -> None:
    """The account can no longer sign in and its sessions end. Raises: NotAnAdministrator, NotYourAgency."""
    check_keeps_account(user, by, now.date())
    user.is_active = False
    user.sessions_epoch += 1
    user.save(update_fields=["is_active", "sessions_epoch"])
    record(AccountDisabled(user=user.pk, idle_days=idle_days), by=by, at=now)


@transaction.atomic
def enable_account(user: User, *, by: Actor, now: datetime, real_now: datetime) -> None:
    """The account may sign in again; a lock is lifted and the idle time starts anew.

    Raises: NotAnAdministrator, NotYourAgency.
    """
    check_keeps_account(user, by, now.date())
    user.is_active = True
    user.failed_sign_ins, user.locked_until, user.last_login = 0, None, real_now
    user.save(update_fields=["is_active", "failed_sign_ins", "locked_until", "last_login"])
    record(AccountEnabled(user=user.pk), by=by, at=now)
