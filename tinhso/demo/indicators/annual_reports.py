"""The account of last year as its agency gave it: drafted, commented on, signed off, frozen and issued, so that everybody reads it."""

from datetime import datetime

from tinhso.demo.exchange.people import Office
from tinhso.indicators.public import (
    Report,
    comment_report,
    freeze_report,
    issue_report,
    open_report,
    send_report,
    sign_report,
)
from tinhso.kernel.people.roles import Clerk, Head

READER, HEAD, SECTION = "emi", "chi", "chua-dat"
OPENED, SENT, SIGNED = 14, 9, 1
"""Days before the demo's day."""
COMMENT = "Minh họa: đề nghị nêu rõ việc nào chưa đạt và ngày khắc phục xong."


def create_annual_report(*, now: datetime) -> Report:
    """After the cells are summed: what it prints is what its pages say on that day."""
    office = Office(now)
    head = office.person(HEAD)
    report = open_report(year=now.year - 1, by=head, now=office.ago(OPENED))
    send_report(report=report, ver=report.ver, by=head, now=office.ago(SENT))
    at = office.ago(SENT - 1)
    comment_report(report=report, section=SECTION, text=COMMENT, by=office.person(READER), now=at)
    agency = office.agency(HEAD)
    head, clerk = office.officer(agency, Head), office.officer(agency, Clerk)
    for deed in (sign_report, freeze_report):
        report.refresh_from_db()
        deed(report=report, ver=report.ver, by=head, now=office.ago(SIGNED))
    report.refresh_from_db()
    issue_report(report=report, ver=report.ver, day=now.date(), by=clerk, now=now)
    return report
