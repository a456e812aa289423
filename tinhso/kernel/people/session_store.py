"""Sessions in the database, each with its account, machine and times, so that owners see theirs and can end them.

The setting SESSION_ENGINE names this module.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.people.models import AccountSession
from tinhso.kernel.site.public import cached_query

ACCOUNT_IN_SESSION = "_auth_user_id"  # Django's
SINCE_IN_SESSION = "since"  # seconds of the real clock
DEVICE_IN_SESSION = "device"


@cached_query(str, datetime)
def living(key: str, now: datetime) -> QuerySet[AccountSession]:
    return AccountSession.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Django's store; the columns beside the data are written from it."""

    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def _get_session_from_db(self) -> AccountSession | None:
        """Django's own, by a statement that is kept: every request reads one."""
        found = living.first(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        row = super().create_model_instance(data)
        assert isinstance(row, AccountSession)  # noqa: S101 (get_model_class says so)
        account, since = data.get(ACCOUNT_IN_SESSION), data.get(SINCE_IN_SESSION)
        row.account_id = int(account) if account else None
        row.device = data.get(DEVICE_IN_SESSION, "") if account else ""
        row.begun_at = datetime.fromtimestamp(since, UTC) if account and since else None
        # By the minute: to the second, they would tell which account was at work when something nameless came in.
        row.seen_at = timezone.now().replace(second=0, microsecond=0)
        row.expire_date = row.expire_date.replace(second=0, microsecond=0)
        return row

    def cycle_key(self) -> None:
        """Another key for the same session. One that was ended meanwhile does not come back under it."""
        if self.session_key and not self.exists(self.session_key):
            raise SessionInterrupted("the session was ended while this request was under way")
        super().cycle_key()
