"""The nightly job of accounts: sessions whose time is over."""

from procrastinate.contrib.django import app

from tinhso.kernel.people.session_store import SessionStore


@app.periodic(cron="10 18 * * *")  # 01:10 in Hà Nội: schedules count in UTC
@app.task(
    name="people.forget_sessions", queue="slow", queueing_lock="people.forget_sessions", pass_context=False
)
def forget_sessions(timestamp: int) -> None:
    """Throw away rows of sessions that nobody can use any more; they hold what somebody did and on which machine."""
    SessionStore.clear_expired()
