"""Jobs of the citizen's app: drafts that nobody finishes."""

from procrastinate.contrib.django import app


@app.periodic(cron="20 3 * * *")
@app.task(name="citizen.purge_drafts", queue="slow", queueing_lock="citizen.purge_drafts", pass_context=False)
def purge(timestamp: int) -> None:
    """Throw away drafts that nobody touched for a month."""
    from tinhso.citizen.actions.discard_report_draft import purge_drafts
    from tinhso.kernel.site import clock

    purge_drafts(now=clock.now())
