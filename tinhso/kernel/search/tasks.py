"""Jobs of the search, in the slow queue."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tinhso.kernel.search.actions.index_entries import count_words
from tinhso.kernel.search.models import SearchMiss
from tinhso.kernel.site import clock

MISSES_STORED = timedelta(days=365)


@app.periodic(cron="40 2 * * *")
@app.task(queue="slow", queueing_lock="search.count", pass_context=False)
def recount(timestamp: int) -> None:
    """Every night: count the index's words anew, and forget searches of a year ago."""
    count_words()
    SearchMiss.objects.filter(day__lt=clock.today() - MISSES_STORED).delete()
