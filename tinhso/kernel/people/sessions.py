"""Django's sessions in the database, found by a statement that is kept with its plan: every request reads one."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.site.public import kept_query


@kept_query(str, datetime)
def living(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = living.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
