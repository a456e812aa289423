"""The moves of a report; each compares (id, ver, state), so of two officers at once one wins."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tinhso.indicators.models import Report
from tinhso.indicators.reports.events import ReportOpened, ReportReturned, ReportSent
from tinhso.indicators.reports.source import Source
from tinhso.indicators.rights.permissions import check_can_draft
from tinhso.kernel.events.public import Actor, record

State = Report.State


class ReportMoved(Exception):
    """Somebody else moved the report first, or it does not stand where this deed begins."""


@transaction.atomic
def open_report(*, year: int, by: Actor, now: datetime) -> Report:
    """A draft of that year; the same one when it was begun already.

    Raises: FiguresForbidden, LookupError without a source.
    """
    check_can_draft(by)
    source = Source.read(year)
    defaults = {"source_digest": source.digest, "opened_at": now, "agency_id": by.agency_id}
    report, is_new = Report.objects.get_or_create(year=year, defaults=defaults)
    if is_new:
        record(ReportOpened(year=year), by=by, at=now)
    return report


@transaction.atomic
def send_report(*, report: Report, ver: int, by: Actor, now: datetime) -> None:
    """To its readers for comment, with the source as it is now. Raises: FiguresForbidden, ReportMoved."""
    check_can_draft(by)
    move(report, ver, State.DRAFT, state=State.IN_REVIEW, source_digest=Source.read(report.year).digest)
    record(ReportSent(year=report.year), by=by, at=now)


@transaction.atomic
def return_report(*, report: Report, ver: int, by: Actor, now: datetime) -> None:
    """Back to its drafters; a sign-off falls with it. A frozen one stays.

    Raises: FiguresForbidden, ReportMoved.
    """
    check_can_draft(by)
    cleared = {"signed_by": None, "signed_at": None, "signed_title": "", "signed_digest": ""}
    move(report, ver, State.IN_REVIEW, State.SIGNED_OFF, state=State.DRAFT, **cleared)
    record(ReportReturned(year=report.year), by=by, at=now)


def move(report: Report, ver: int, *begin: str, **changes: Any) -> None:
    """Raises: ReportMoved unless the report has this `ver` and one of these states."""
    found = Report.objects.filter(pk=report.pk, ver=ver, state__in=begin)
    if not found.update(ver=F("ver") + 1, **changes):
        raise ReportMoved(report.year)
    report.refresh_from_db()
