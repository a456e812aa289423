from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.citizen.models import Report, ReportFollow
from tinhso.citizen.public_pages.events import ReportConfirmed
from tinhso.kernel.events.public import SYSTEM, Actor, record


class NotShown(LookupError):
    """The report is not published."""


@transaction.atomic
def follow_report(*, report: Report, confirm: bool, by: Actor, now: datetime) -> None:
    """Follow it; with `confirm` say that one meets the same, which counts once an account.

    Raises: NotShown.
    """
    if report.visibility != Report.Visibility.PUBLISHED or by.user_id is None:
        raise NotShown(report.pk)
    row, _ = ReportFollow.objects.get_or_create(report=report, user_id=by.user_id, defaults={"since": now})
    if not confirm or row.confirmed:
        return
    confirmed = ReportFollow.objects.filter(pk=row.pk, confirmed=False).update(confirmed=True)
    if confirmed:
        Report.objects.filter(pk=report.pk).update(confirms=F("confirms") + 1)
        record(ReportConfirmed(case_id=report.case_id), by=SYSTEM, at=now)


@transaction.atomic
def unfollow_report(*, report: Report, by: Actor) -> None:
    """Not told of it any more; that one met the same stays counted."""
    if by.user_id is not None:
        ReportFollow.objects.filter(report=report, user_id=by.user_id, confirmed=False).delete()
