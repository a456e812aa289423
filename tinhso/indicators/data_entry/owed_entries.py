"""Data sets that the agency has to report, for the page of all that it owes."""

from datetime import datetime, time

from django.http import HttpRequest

from tinhso.indicators.data_entry.queries import due_reports
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OwedReport
from tinhso.lib.dates import HANOI

MOST = 100


def owed_entries(request: HttpRequest) -> list[OwedReport]:
    """Those of the own agency alone, of its newest periods; entered on their own page. Three queries."""
    by, today = actor_for(request), clock.today()
    found = []
    for due in due_reports(by, today, back=2):
        if due.agency.agency_id != by.agency_id:
            continue
        words, tone = due.standing(today)
        row = OwedReport(
            title=due.data_set.name,
            url=due.url,
            agency=due.agency.agency.short_name,
            period=due.period.label,
            words=words,
            tone=tone,
            due_at=datetime.combine(due.due_on, time(23, 59), tzinfo=HANOI),
            done=bool(due.entry and due.entry.completed_at),
        )
        found.append(row)
    return found[:MOST]
