"""The account of last year as its agency gave it: drafted, commented on, signed off, frozen and issued, so that everybody reads it."""

from datetime import datetime, timedelta
from random import Random

from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.indicators.public import (
    Report,
    comment_report,
    freeze_report,
    issue_report,
    open_report,
    send_report,
    sign_report,
)
from tinhso.kernel.people.public import Agency, User, actor_of
from tinhso.kernel.people.roles import Clerk
from tinhso.lib.dates import HANOI

READER, HEAD, SECTION = "emi", "chi", "chua-dat"
OPENED, SENT, COMMENTED, SIGNED = 14, 9, 8, 1
"""Days before the demo's day."""
COMMENT = "Minh họa: đề nghị nêu rõ việc nào chưa đạt và ngày khắc phục xong."


def create_annual_report(*, now: datetime) -> Report:
    """After the cells are summed: what it prints is what its pages say on that day."""
    head, reader = (actor_of(User.objects.get(username=name), on=now.date()) for name in (HEAD, READER))
    report = open_report(year=now.year - 1, by=head, now=_ago(OPENED, now))
    send_report(report=report, ver=report.ver, by=head, now=_ago(SENT, now))
    at = _ago(COMMENTED, now)
    comment_report(report=report, section=SECTION, text=COMMENT, by=reader, now=at)
    for deed in (sign_report, freeze_report):
        report.refresh_from_db()
        deed(report=report, ver=report.ver, by=head, now=_ago(SIGNED, now))
    report.refresh_from_db()
    teams = Teams(now.date(), SINCE, Random(8032024), now)  # noqa: S311 - invents names
    clerk = teams.actor(Agency.objects.get(pk=head.agency_id or 0), Clerk)
    issue_report(report=report, ver=report.ver, day=now.date(), by=clerk, now=now)
    return report


def _ago(days: int, now: datetime) -> datetime:
    """So many days before, at nine in the morning."""
    day = (now - timedelta(days=days)).astimezone(HANOI)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)
