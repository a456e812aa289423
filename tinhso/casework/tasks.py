"""Jobs of casework, all in the slow queue."""

from procrastinate.contrib.django import app

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock


@app.task(queue="slow", queueing_lock="casework.recompute_due", pass_context=False)
def recompute_due_dates(user_id: int | None, post_id: int | None, agency_id: int | None) -> None:
    """Set promised dates right after a change of the calendar, for the administrator who asked for it."""
    from tinhso.casework.actions.recompute_due import recompute_due
    from tinhso.kernel.people.roles import Administrator

    # The view checked the role; the job acts in that administrator's name.
    by = Actor(user_id=user_id, post_id=post_id, agency_id=agency_id, roles=frozenset({Administrator.code}))
    recompute_due(by=by, now=clock.now())
