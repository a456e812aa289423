from typing import Any

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process


def view(request: Any) -> None:
    """Never called: the moves are driven in process."""


class DossierFlow(flow.Flow):
    """The six moves of the plain way; the lock is the one that viewflow's manual recommends with PostgreSQL."""

    process_class = Process
    lock_impl = lock.select_for_update_lock
    start = flow.Start(view).Next(this.accept)
    accept = flow.View(view).Next(this.examine)
    examine = flow.View(view).Next(this.sign)
    sign = flow.View(view).Next(this.issue)
    issue = flow.View(view).Next(this.hand_over)
    hand_over = flow.View(view).Next(this.end)
    end = flow.End()
