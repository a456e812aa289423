"""When the cells of a measure are summed next: the job comes every minute, and rests so that it never takes the machine."""

from collections.abc import Collection
from datetime import datetime, timedelta

from tinhso.indicators.models import MeasureState

REST = 10  # where all measures take a second to sum, each is summed again after ten seconds at the earliest
EVERY = timedelta(minutes=1)


def rest_of(states: Collection[MeasureState]) -> float:
    """Seconds between two sums of one measure, so that all together take a tenth of one processor at most."""
    return REST * sum(state.seconds for state in states)


def summed_by(codes: Collection[str], now: datetime) -> datetime:
    """When these will have been summed again, as far as the last time tells. One query."""
    states = list(MeasureState.objects.all())
    rest = timedelta(seconds=rest_of(states))
    due = [max(now, state.refreshed_at + rest) for state in states if state.measure in codes]
    whole = sum(state.seconds for state in states if state.measure in codes)
    starts = max(due, default=now).replace(second=0, microsecond=0) + EVERY
    return starts + timedelta(seconds=whole)
