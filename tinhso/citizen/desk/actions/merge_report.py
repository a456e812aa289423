from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.casework.public import refuse_case
from tinhso.citizen.desk.events import ReportMerged
from tinhso.citizen.models import Report, ReportFollow
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.citizen.reports.report_notices import tell_reporter
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import User


class CannotMerge(ValueError):
    """The same report, or one that itself went on with another."""


@transaction.atomic
def merge_report(*, report: Report, ver: int, into: Report, by: Actor, now: datetime) -> None:
    """It tells of the same: its followers follow the earlier one, which counts one more who met it; its sender is
    told what becomes of that one without becoming a follower, for that row would name the account.
    Raises: NotYourTurn, Stale, CannotMerge.
    """
    check_is_triage(report.case, by)
    if into.pk == report.pk or into.merged_into_id is not None:
        raise CannotMerge(into.pk)
    words = f"Trùng với phản ánh {into.case.code}, được xử lý chung."
    refuse_case(case=report.case, ver=ver, text=words, by=by, now=now)
    report.merged_into = into
    report.save(update_fields=["merged_into"])
    Report.objects.filter(pk=into.pk).update(confirms=F("confirms") + 1)
    ReportFollow.objects.bulk_create(
        [ReportFollow(report=into, user=user, confirmed=True, since=now) for user in _followers_of(report)],
        ignore_conflicts=True,
    )
    record(ReportMerged(case_id=report.case_id, into_id=into.case_id), by=by, at=now)
    tell_reporter(report, "report_merged", now=now)


def _followers_of(report: Report) -> list[User]:
    return list(User.objects.filter(pk__in=report.followers.values("user")))
