from datetime import datetime

from django.db import transaction

from tinhso.indicators.models import Report
from tinhso.indicators.reports.actions.move_report import State, move
from tinhso.indicators.reports.check import check_rows, check_traces
from tinhso.indicators.reports.content import digest_of
from tinhso.indicators.reports.doubts import refuse_waiting
from tinhso.indicators.reports.events import ReportSigned
from tinhso.indicators.reports.source import Source
from tinhso.indicators.reports.writing import write
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.indicators.rights.permissions import check_can_sign_off
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def sign_report(*, report: Report, ver: int, by: Actor, now: datetime) -> None:
    """A head signs off the figures as they stand now.

    Raises: FiguresForbidden, ReportMoved, TraceMismatch, RowsDiffer, StillSumming, FiguresUnconfirmed.
    """
    check_can_sign_off(by)
    source = Source.read(report.year)
    content, writer = write(source, now)
    lagging = check_traces(writer.asked, now)
    check_rows(now=now)
    lagging.refuse()
    refuse_waiting(content, writer.book.versions)
    signed = {
        "signed_by": user_of(by),
        "signed_title": title_of(by),
        "signed_at": now,
        "signed_digest": digest_of(content),
    }
    move(report, ver, State.IN_REVIEW, state=State.SIGNED_OFF, source_digest=source.digest, **signed)
    record(ReportSigned(year=report.year, figures=len(content["figures"])), by=by, at=now)
