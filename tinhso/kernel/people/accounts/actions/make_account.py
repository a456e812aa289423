import re
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.accounts.events import AccountMade
from tinhso.kernel.people.agencies.administered_agencies import check_keeps
from tinhso.kernel.people.models import Agency, User

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,149}")


class UsernameTaken(ValueError):
    """Somebody has that user name, in whatever letters."""


class UsernameWrong(ValueError):
    """Only small letters without marks, digits and . _ - @, three at least."""


@transaction.atomic
def make_account(
    *, username: str, full_name: str, email: str, phone: str, agency: Agency, by: Actor, now: datetime
) -> User:
    """An officer's account without a password and without a post, for an agency that one keeps: the owner sets the password
    by an activation link, which nobody else sees, and a post is given apart, by two persons where the law of the house says so.

    Raises: NotAnAdministrator, NotYourAgency, UsernameWrong, UsernameTaken.
    """
    check_keeps(agency, by)
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise UsernameWrong(username)
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username)
    user = User(username=username, full_name=" ".join(full_name.split()), email=email, phone=phone)
    user.made_by_id = by.user_id
    user.set_unusable_password()
    user.save(force_insert=True)
    record(AccountMade(user=user.pk), by=by, at=now)
    return user
