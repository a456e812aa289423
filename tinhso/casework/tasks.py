"""Jobs of casework: setting dates right in the slow queue, reminders in their own."""

from procrastinate.contrib.django import app

from tinhso.casework.calendar.actions.recompute_due import recompute_due
from tinhso.casework.proof.actions.compare_changed_rows import (
    compare_changed_rows as compare_changed_with_events,
)
from tinhso.casework.proof.actions.compare_rows import compare_rows as compare_with_events
from tinhso.casework.radar.actions.remind import remind
from tinhso.casework.radar.right_notices import tell_unconfirmed
from tinhso.casework.supplements.actions.remind_citizens import remind_citizens
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock


@app.task(
    name="casework.recompute_due",
    aliases=[
        "tinhso.casework.tasks.recompute_due_dates"
    ],  # how jobs are called that an older version deferred
    queue="slow",
    queueing_lock="casework.recompute_due",
    pass_context=False,
)
def recompute_due_dates(user_id: int | None, post_id: int | None, agency_id: int | None) -> None:
    """Set promised dates right after a change of the calendar, for the administrator who asked for it."""
    # The view checked the role; the job acts in that administrator's name.
    by = Actor(user_id=user_id, post_id=post_id, agency_id=agency_id, roles=frozenset({Administrator.code}))
    recompute_due(by=by, now=clock.now())


@app.periodic(cron="*/15 0-10 * * *")  # 07:00 to 17:45 in Hà Nội: schedules count in UTC
@app.task(queue="reminders", queueing_lock="casework.remind", pass_context=False)
def remind_officers(timestamp: int) -> None:
    """Tell officers what is nearly due, due and late, each once."""
    remind(now=clock.now())


@app.periodic(cron="5 1 * * *")  # 08:05 in Hà Nội
@app.task(queue="reminders", queueing_lock="casework.remind_citizens", pass_context=False)
def remind_of_supplements(timestamp: int) -> None:
    """Tell citizens of the supplement that is still awaited, each day's word once."""
    remind_citizens(now=clock.now())


@app.periodic(cron="15 1 * * 1")  # Mondays at 08:15 in Hà Nội
@app.task(queue="reminders", queueing_lock="casework.remind_rights", pass_context=False)
def remind_of_rights(timestamp: int) -> None:
    """Tell heads each week what they have not confirmed of who reads personal data, until they have."""
    now = clock.now()
    tell_unconfirmed(now=now, key=f"{now:%G-%V}")


@app.periodic(cron="40 18 * * *")  # 01:40 in Hà Nội
@app.task(queue="slow", queueing_lock="casework.compare_rows", pass_context=False)
def compare_rows(timestamp: int) -> None:
    """Every night: hold every case, account and issued paper against its events; what differs stands on the page of
    auditors, and they are told."""
    compare_with_events(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="slow", queueing_lock="casework.compare_changed_rows", pass_context=False)
def compare_changed_rows(timestamp: int) -> None:
    """Every few minutes: the cases that changed since the last run, so that a hand's change is told the same hour."""
    compare_changed_with_events(now=clock.now())
