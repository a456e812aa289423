from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.indicators.models import PrintedFigure, Report
from tinhso.indicators.reports.actions.move_report import State, move
from tinhso.indicators.reports.check import check_rows, check_traces
from tinhso.indicators.reports.content import Content, digest_of
from tinhso.indicators.reports.doubts import refuse_waiting
from tinhso.indicators.reports.events import ReportFrozen
from tinhso.indicators.reports.source import Source
from tinhso.indicators.reports.writing import write
from tinhso.indicators.rights.permissions import check_can_sign_off
from tinhso.kernel.events.public import Actor, record


class FiguresChanged(Exception):
    """The figures are not those which the head signed off; the report goes back to be signed off anew."""


@transaction.atomic
def freeze_report(*, report: Report, ver: int, by: Actor, now: datetime) -> None:
    """Keep content and figures for good.

    Raises: FiguresForbidden, ReportMoved, TraceMismatch, RowsDiffer, StillSumming, FiguresUnconfirmed, FiguresChanged.
    """
    check_can_sign_off(by)
    content, writer = write(Source.read(report.year), now)
    lagging = check_traces(writer.asked, now)
    check_rows(now=now)
    lagging.refuse()
    refuse_waiting(content, writer.book.versions)
    if report.signed_digest and digest_of(content) != report.signed_digest:
        raise FiguresChanged(report.year)
    PrintedFigure.objects.bulk_create(_printed(report, content))
    move(report, ver, State.SIGNED_OFF, state=State.FROZEN, frozen_at=now, content=content)
    record(ReportFrozen(year=report.year, figures=len(content["figures"])), by=by, at=now)


def _printed(report: Report, content: Content) -> list[PrintedFigure]:
    return [
        PrintedFigure(
            report=report,
            version_id=one["version"],
            period=one["period"],
            scope=one["scope"],
            form=one["form"],
            value=None if one["value"] is None else Decimal(one["value"]),
            n=one["n"],
            checksum=one["checksum"],
            words=one["words"],
        )
        for one in content["figures"].values()
    ]
