"""A job whose database went away in the middle is no failed job: it is tried again, whatever its own strategy is.

The worker's loop may have its connection back before the job's error reaches it; without this the job would be marked as
failed, and nobody would do it. What it did is undone with its transaction, and our tasks bear being run twice.
"""

from procrastinate import App
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from tinhso.kernel.site.public import away_of

MOST = 20  # tries; with the waits below about an hour and a half
FIRST_WAIT, LONGEST_WAIT = 5, 300  # seconds


class AfterLoss(BaseRetryStrategy):
    """Asks the task's own strategy about every other error."""

    def __init__(self, strategy: BaseRetryStrategy | None) -> None:
        self.strategy = strategy

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if away_of(exception) and job.attempts < MOST:
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(job.attempts, 10))
            return RetryDecision(retry_in={"seconds": wait})
        return self.strategy.get_retry_decision(exception=exception, job=job) if self.strategy else None


def try_again_after_loss(app: App) -> None:
    """Every task of the program; called once, when all of them are known."""
    for task in app.tasks.values():
        if not isinstance(task.retry_strategy, AfterLoss):
            task.retry_strategy = AfterLoss(task.retry_strategy)
