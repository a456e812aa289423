from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from tinhso.indicators.models import Report
from tinhso.indicators.reports.actions.move_report import State, move
from tinhso.indicators.reports.document import KIND, notation_of
from tinhso.indicators.reports.events import ReportIssued
from tinhso.indicators.reports.source import Source
from tinhso.indicators.rights.officers import user_of
from tinhso.indicators.rights.permissions import check_can_issue
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.kernel.site.slots import DocumentNumbering, all_of


class IssuedAlready(EntryRefused):
    """The report bears its number; a document is numbered once."""

    def __init__(self) -> None:
        super().__init__("", "Báo cáo này đã có số và đã phát hành.")


@transaction.atomic
def issue_report(
    *, report: Report, ver: int, day: date, by: Actor, now: datetime, number: int | None = None
) -> None:
    """The clerk gives the frozen report its number and day. The number is the register's where the instance has one
    (`DocumentNumbering`), else what the clerk types from the book.

    Raises: FiguresForbidden, ReportMoved, IssuedAlready, EntryRefused.
    """
    check_can_issue(report, by)
    if report.number is not None:
        raise IssuedAlready
    if report.frozen_at is not None and not localtime(report.frozen_at).date() <= day <= now.date():
        raise EntryRefused("day", "Ngày ban hành từ ngày chốt số liệu đến hôm nay.")
    register = next(iter(all_of(DocumentNumbering)), None)
    if register is not None and report.agency is not None:
        title = Source.read(report.year).title
        number = register.take(agency=report.agency, kind=KIND, title=title, day=day, by=by, now=now)
    if not number:
        raise EntryRefused("number", "Ghi số của báo cáo theo sổ đăng ký văn bản đi.")
    given = {"number": number, "notation": notation_of(report.agency), "issued_on": day}
    move(report, ver, State.FROZEN, **given, issued_by=user_of(by), issued_at=now)
    record(ReportIssued(year=report.year, number=number, issued_on=day), by=by, at=now)
