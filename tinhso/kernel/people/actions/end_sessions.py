from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.events import OtherSessionsEnded
from tinhso.kernel.people.models import User


@transaction.atomic
def end_other_sessions(user: User, *, by: Actor, now: datetime) -> User:
    """All sessions of this account end; the caller keeps its own with Django's `update_session_auth_hash`."""
    account = User.objects.select_for_update().get(pk=user.pk)
    account.sessions_epoch += 1
    account.save(update_fields=["sessions_epoch"])
    record(OtherSessionsEnded(user=account.pk), by=by, at=now)
    return account
