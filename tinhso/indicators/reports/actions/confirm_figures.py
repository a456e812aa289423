"""A head finds numbers right that wait in a report, so that it can be signed off and frozen."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from tinhso.indicators.data_entry.actions.move_entry import checked_reason
from tinhso.indicators.data_entry.unusual import OwnNumber
from tinhso.indicators.models import Annotation, Report, UnusualValue
from tinhso.indicators.reports.actions.move_report import State, move
from tinhso.indicators.reports.doubts import Waiting, waiting_in
from tinhso.indicators.reports.events import ReportFiguresConfirmed
from tinhso.indicators.reports.source import Source
from tinhso.indicators.reports.writing import write
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.indicators.rights.permissions import check_can_sign_off
from tinhso.kernel.events.public import Actor, record

LONGEST = 400


class ReasonTooLong(ValueError):
    """The reason is longer than a note on a figure holds."""


@transaction.atomic
def confirm_figures(*, report: Report, ver: int, reason: str, by: Actor, now: datetime) -> Waiting:
    """Confirm every number that waits in the report and is nobody's own, with one reason, which stands as a note on each
    figure.

    Raises:
        FiguresForbidden, ReasonMissing, ReasonTooLong, ReportMoved, OwnNumber.
    """
    check_can_sign_off(by)
    text = checked_reason(reason)
    if len(text) > LONGEST:
        raise ReasonTooLong(f"Lý do dài quá {LONGEST} ký tự (hiện có {len(text)}). Ông/bà viết ngắn lại.")
    content, writer = write(Source.read(report.year), now)
    waiting = waiting_in(content, writer.book.versions)
    if not waiting.values:
        return waiting
    move(report, ver, State.IN_REVIEW, State.SIGNED_OFF)
    _confirm(waiting, text, by, now)
    _annotate(waiting, f"Xác nhận trong báo cáo năm {report.year}: {text}", by, now)
    event = ReportFiguresConfirmed(year=report.year, figures=len(waiting.figures), values=len(waiting.values))
    record(event, by=by, at=now)
    return waiting


def _annotate(waiting: Waiting, text: str, by: Actor, now: datetime) -> None:
    author = {"by": user_of(by), "title": title_of(by), "at": now}
    Annotation.objects.bulk_create(
        Annotation(indicator=version.indicator, period=period, text=text, **author)
        for version, period in waiting.figures
    )


def _confirm(waiting: Waiting, reason: str, by: Actor, now: datetime) -> None:
    """Where whoever reports told no reason this one stands."""
    found = UnusualValue.objects.unconfirmed().filter(value__in=waiting.values)
    if by.user_id is not None and found.filter(value__by=by.user_id).exists():
        raise OwnNumber
    found.filter(reason="").update(reason_by=by.user_id, reason_at=now)
    found.update(
        reason=Coalesce(NullIf("reason", Value("")), Value(reason)),
        confirmed_by=by.user_id,
        confirmed_at=now,
    )
