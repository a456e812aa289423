"""A province's pack brings its categories of reports along; who follows a report, or sent one that went on with it, learns
its end."""

from django.conf import settings

from tinhso.casework.events import CaseFinished, CaseRefused, CaseWithdrawn
from tinhso.citizen.models import Report
from tinhso.citizen.reports.actions.load_report_categories import load_report_categories
from tinhso.citizen.reports.report_notices import tell_followers, tell_merged
from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded


@listen(PackLoaded)
def load_categories_of_pack(row: EventRow) -> None:
    load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=row.at)


@listen(CaseFinished)
def tell_who_follows(row: EventRow) -> None:
    """A report has its answer: those who follow it are told."""
    report = Report.objects.select_related("case").filter(case=row.case_id).first()
    if report is not None:
        tell_followers(report, "report_followed", now=row.at)
        tell_merged(report, "report_joint_answered", now=row.at)


@listen(CaseRefused)
@listen(CaseWithdrawn)
def tell_who_went_on_with_it(row: EventRow) -> None:
    """It ended without an answer; one that was merged itself goes on, and so do those that went on with it."""
    report = Report.objects.select_related("case").filter(case=row.case_id, merged_into=None).first()
    if report is not None:
        tell_merged(report, "report_joint_ended", now=row.at)
