"""A province's pack brings its categories of reports along; who follows a report, or sent one that went on with it, learns
its end; how many tell of missing signal goes to the list of villages, as numbers."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count

from tinhso.casework.events import CaseFinished, CaseRefused, CaseWithdrawn
from tinhso.casework.public import State
from tinhso.citizen.events import (
    ComplaintRegistered,
    ReportMerged,
    ReportRouted,
    ReportSent,
    ReportTurnedDown,
)
from tinhso.citizen.models import Complaint, Report
from tinhso.citizen.reception.actions.forget_visitors import forget_number
from tinhso.citizen.reception.actions.load_receptions import load_receptions
from tinhso.citizen.reports.actions.load_report_categories import load_report_categories
from tinhso.citizen.reports.report_notices import tell_followers, tell_merged
from tinhso.indicators.public import signal_report_category, sum_signal_reports
from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded
from tinhso.lib.dates import local


@listen(PackLoaded)
def load_categories_of_pack(row: EventRow) -> None:
    load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=row.at)


@listen(PackLoaded)
def load_receptions_of_pack(row: EventRow) -> None:
    load_receptions(settings.PROVINCE_PACK, by=SYSTEM, now=row.at)


@listen(ComplaintRegistered)
def forget_where_it_was_noted(row: EventRow) -> None:
    """What was noted at a reception as feedback went to the private register: no visit may lead to it."""
    for code in Complaint.objects.filter(case=row.case_id).values_list("case__code", flat=True):
        forget_number(code)


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


@listen(ReportSent)
@listen(ReportRouted)
@listen(ReportTurnedDown)
@listen(ReportMerged)
@listen(CaseWithdrawn)
def sum_reports_of_no_signal(row: EventRow) -> None:
    """Of the report's month the reports of the category by commune, without those that were turned down, withdrawn or merged; the
    same event again finds the same numbers."""
    other = signal_report_category(local(row.at).date()) != row.payload.get("category")
    if other and row.name == "citizen.ReportSent":
        return
    report = Report.objects.filter(case=row.case_id).first()
    day = local(report.sent_at).date() if report else None
    category = signal_report_category(day) if day else ""
    if report is None or day is None or not category:
        return
    first = local(report.sent_at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + timedelta(days=32)).replace(day=1)
    sent = Report.objects.filter(category__code=category, sent_at__gte=first, sent_at__lt=after)
    standing = sent.exclude(case__state__in=[State.REFUSED, State.WITHDRAWN]).filter(merged_into=None)
    placed = standing.exclude(commune=None).order_by().values_list("commune")
    by_place = dict(placed.annotate(n=Count("pk")))
    sum_signal_reports(month=first.date(), by_place=by_place, by=SYSTEM, now=row.at)
