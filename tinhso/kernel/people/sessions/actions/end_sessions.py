"""Sessions end before their time: one's own, an officer's by the administrator, everybody's."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.agencies.administered_agencies import check_keeps_account, check_keeps_everything
from tinhso.kernel.people.models import AccountSession, User
from tinhso.kernel.people.sessions.events import (
    AllSessionsEnded,
    OtherSessionsEnded,
    SessionEnded,
    SessionsEnded,
)
from tinhso.kernel.people.sessions.open_sessions import sessions_of


class NoSuchSession(Exception):
    """The account has no such session, or no longer."""


@transaction.atomic
def end_session(user: User, handle: str, *, by: Actor, now: datetime) -> None:
    """One of the owner's sessions ends; the next thing asked in that browser is a visitor's.

    Raises: NoSuchSession.
    """
    found = next((one for one in sessions_of(user) if one.handle == handle), None)
    if found is None or by.user_id != user.pk:
        raise NoSuchSession
    AccountSession.objects.filter(pk=found.key).delete()
    record(SessionEnded(user=user.pk), by=by, at=now)


@transaction.atomic
def end_other_sessions(user: User, *, here: str | None = None, by: Actor, now: datetime) -> User:
    """All sessions of this account end but `here`, which its request keeps with Django's `update_session_auth_hash`."""
    account = _raised(user)
    AccountSession.objects.filter(account=account).exclude(pk=here or "").delete()
    record(OtherSessionsEnded(user=account.pk), by=by, at=now)
    return account


@transaction.atomic
def end_sessions_of(user: User, *, by: Actor, now: datetime) -> int:
    """An administrator ends every session of an account that goes on being used; how many.

    Raises: NotAnAdministrator, NotYourAgency.
    """
    check_keeps_account(user, by, now.date())
    account = _raised(user)
    ended, _each = AccountSession.objects.filter(account=account).delete()
    record(SessionsEnded(user=account.pk, sessions=ended), by=by, at=now)
    return ended


@transaction.atomic
def end_all_sessions(*, by: Actor, now: datetime) -> int:
    """Whoever is signed in anywhere, the one who asks included, signs in again; how many.

    What visitors have begun stays. Epochs are raised too, so that no request under way brings its session
    back.

    Raises: NotAnAdministrator, NotYourAgency.
    """
    check_keeps_everything(by)
    held = AccountSession.objects.filter(account__isnull=False)
    User.objects.filter(pk__in=held.values("account")).update(sessions_epoch=F("sessions_epoch") + 1)
    ended, _each = held.delete()
    record(AllSessionsEnded(sessions=ended), by=by, at=now)
    return ended


def _raised(user: User) -> User:
    account = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    account.sessions_epoch += 1
    account.save(update_fields=["sessions_epoch"])
    return account
