"""The link by which somebody sets the first password of an account: good for some days, once, until a password is set."""

from datetime import date, timedelta

from django.core import signing
from django.urls import reverse

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.models import User
from tinhso.kernel.site.public import site_url

SALT = "tinhso.people.activation"
DAYS = 7  # where the instance has no rule


def activation_days(on: date) -> int:
    """For how many days a link is good: security.activation_days."""
    return int(rule_or("security.activation_days", DAYS, on=on))


def activation_link(user: User) -> str:
    """The whole address. The token names the account and what its password is now: setting one ends it. Raises NoSiteAddress."""
    token = signing.dumps([user.pk, user.get_session_auth_hash()], salt=SALT)
    return site_url(reverse("activate", args=[token]))


def account_of(token: str, *, on: date) -> User | None:
    """The account of a link, by the real clock; None for a link that is wrong, too old or used."""
    try:
        pk, mark = signing.loads(token, salt=SALT, max_age=timedelta(days=activation_days(on)))
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and user.get_session_auth_hash() == mark else None
