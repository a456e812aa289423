from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import State, check_is_applicant
from tinhso.citizen.models import Report, Reporter
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import Contact, ReportContent
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule


class CannotReopen(Exception):
    """Not answered, reopened before, or the days to reopen it are over. `why` is open, again or late."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def reopens_until(report: Report) -> datetime | None:
    """The last moment at which it may be reopened; None while it has no answer."""
    end = report.case.finished_at
    if report.case.state != State.DONE or end is None:
        return None
    return end + timedelta(days=int(rule("citizen.reopen_days", on=end.date())))


@transaction.atomic
def reopen_report(
    *,
    report: Report,
    client_key: UUID,
    text: str,
    by: Actor,
    now: datetime,
    photos: Sequence[UUID] = (),
) -> Report:
    """It is not mended: a new case of the same place begins, once and within the days of `citizen.reopen_days`.

    The photos are held by `client_key`. Raises: NotYourTurn, CannotReopen, ContentRefused, NotYourFile.
    """
    check_is_applicant(report.case, by)
    until = reopens_until(report)
    if until is None:
        raise CannotReopen("open")
    if report.reopens_id or Report.objects.filter(reopens=report).exists():
        raise CannotReopen("already_reopened")
    if now > until:
        raise CannotReopen("late")
    reporter = Reporter.objects.get(report=report)
    content = ReportContent(
        category=report.category,
        description=text,
        address=report.address,
        lat=report.lat,
        lon=report.lon,
        commune=report.commune if report.commune and report.commune.exists_on(now.date()) else None,
        attributes=report.attributes,
        photos=tuple(photos),
        anonymous=report.anonymous,
        contact=Contact(reporter.name, reporter.phone, reporter.email, reporter.confirmed),
    )
    return submit_report(
        content=content,
        client_key=client_key,
        channel=Report.Channel(report.channel),
        person=report.case.person,
        reopens=report,
        by=by,
        now=now,
    )
