"""Jobs of indicators: cells follow the log within a minute, and are compared with their rows every night."""

from procrastinate.contrib.django import app

from tinhso.indicators.cells.actions.compare_cells import compare_cells
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.executive.actions.watch_thresholds import watch_thresholds
from tinhso.indicators.infrastructure.actions.erase_tables import erase_tables
from tinhso.indicators.periodic_reports.actions.open_owed_reports import open_owed_reports
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock


@app.periodic(cron="* * * * *")
@app.task(name="indicators.refresh", queue="slow", queueing_lock="indicators.refresh")
def refresh(timestamp: int) -> None:
    refresh_cells(now=clock.now())


@app.periodic(cron="30 18 * * *")  # 01:30 in Hà Nội: schedules count in UTC
@app.task(name="indicators.compare", queue="slow", queueing_lock="indicators.compare")
def compare(timestamp: int) -> None:
    """What differs once the log is caught up with was changed without a deed: the pages of its figures say so."""
    refresh_cells(now=clock.now())
    compare_cells(now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="indicators.watch_thresholds", queue="slow", queueing_lock="indicators.watch_thresholds")
def watch(timestamp: int) -> None:
    """Thresholds are looked at every quarter of an hour; each crossing is told once."""
    watch_thresholds(now=clock.now())


@app.periodic(cron="10 19 * * *")  # 02:10 in Hà Nội
@app.task(name="indicators.erase_tables", queue="slow", queueing_lock="indicators.erase_tables")
def erase_unimported(timestamp: int) -> None:
    """Tables of operators that nobody imported go with their files."""
    erase_tables(by=SYSTEM, now=clock.now())


@app.periodic(cron="15 17 * * *")  # 00:15 in Hà Nội
@app.task(name="indicators.open_owed_reports", queue="slow", queueing_lock="indicators.open_owed_reports")
def open_reports(timestamp: int) -> None:
    """Each agency finds the periodic reports that it owes, before their data close."""
    open_owed_reports(by=SYSTEM, now=clock.now())
