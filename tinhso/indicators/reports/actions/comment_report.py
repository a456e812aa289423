from datetime import datetime

from django.db import transaction

from tinhso.indicators.models import Report, ReportComment
from tinhso.indicators.reports.actions.move_report import ReportMoved
from tinhso.indicators.reports.events import ReportCommented
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.indicators.rights.permissions import check_is_officer
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def comment_report(*, report: Report, section: str, text: str, by: Actor, now: datetime) -> ReportComment:
    """Say something about a section while it can still change.

    Raises: FiguresForbidden; ReportMoved once signed off.
    """
    check_is_officer(by)
    if report.state not in (Report.State.DRAFT, Report.State.IN_REVIEW):
        raise ReportMoved(report.year)
    comment = ReportComment.objects.create(
        report=report,
        section=section,
        text=text,
        by=user_of(by),
        title=title_of(by),
        at=now,
    )
    event = ReportCommented(year=report.year, section=section, comment_id=comment.pk)
    record(event, by=by, at=now)
    return comment
