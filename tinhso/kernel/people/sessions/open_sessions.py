"""The sessions of one account that still open something."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest

from django.utils import timezone
from django.utils.crypto import salted_hmac

from tinhso.kernel.people.models import AccountSession, User
from tinhso.kernel.people.session_store import SINCE_IN_SESSION
from tinhso.kernel.people.sessions.times import is_over
from tinhso.kernel.site.public import OWN_DEVICE

HASH_IN_SESSION = "_auth_user_hash"  # Django's
MOST = 100  # shown


@dataclass(frozen=True)
class OwnSession:
    """`handle` names it on pages, for the key itself opens it; `here` is the session that asks."""

    key: str
    handle: str
    device: str
    begun_at: datetime | None
    seen_at: datetime
    here: bool
    remembered_until: datetime | None = None
    """The day to which its owner keeps it, on a device of their own."""


def sessions_of(user: User, *, here: str | None = None) -> list[OwnSession]:
    """This account's sessions that are not over, this one first and then the last used first. One query."""
    rows = AccountSession.objects.filter(account=user, expire_date__gt=timezone.now()).order_by("-seen_at")
    found = [_of(row, here) for row in rows[:MOST] if _lives(row, user)]
    return sorted(found, key=lambda one: not one.here)


def handle_of(key: str) -> str:
    return salted_hmac("tinhso.people.session", key, algorithm="sha256").hexdigest()[:32]


def _of(row: AccountSession, here: str | None) -> OwnSession:
    key, until = row.session_key, row.get_decoded().get(OWN_DEVICE)
    remembered_until = datetime.fromtimestamp(until, UTC) if until else None
    return OwnSession(
        key, handle_of(key), row.device, row.begun_at, row.seen_at, key == here, remembered_until
    )


def _lives(row: AccountSession, user: User) -> bool:
    """Not one that a changed password, a raised epoch or its age has ended without anybody asking since."""
    data = row.get_decoded()
    known = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    session_hash = str(data.get(HASH_IN_SESSION, ""))
    return any(compare_digest(session_hash, one) for one in known) and not is_over(
        data.get(SINCE_IN_SESSION), data.get(OWN_DEVICE)
    )
