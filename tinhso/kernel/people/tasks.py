"""The nightly jobs of accounts: sessions and changes of addresses whose time is over."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.people.models import ContactChange
from tinhso.kernel.people.session_store import SessionStore


@app.periodic(cron="10 18 * * *")  # 01:10 in Hà Nội: schedules count in UTC
@app.task(
    name="people.forget_sessions", queue="slow", queueing_lock="people.forget_sessions", pass_context=False
)
def forget_sessions(timestamp: int) -> None:
    """Throw away rows of sessions that nobody can use any more; they hold what somebody did and on which machine."""
    SessionStore.clear_expired()


@app.periodic(cron="15 18 * * *")
@app.task(
    name="people.forget_contact_changes",
    queue="slow",
    queueing_lock="people.forget_contact_changes",
    pass_context=False,
)
def forget_contact_changes(timestamp: int) -> None:
    """A day after it was asked for nobody needs the new or the former address any more."""
    ContactChange.objects.filter(asked_at__lt=timezone.now() - timedelta(days=1)).delete()
