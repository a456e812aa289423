"""The annual report: list, page, files, and the deeds of its life."""

from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.indicators.data_entry.actions.move_entry import ReasonMissing
from tinhso.indicators.data_entry.unusual import OwnNumber
from tinhso.indicators.figures.changed_rows import codes_seen, words
from tinhso.indicators.figures.corrected_ends import corrected_pages
from tinhso.indicators.figures.wording import summing
from tinhso.indicators.models import Report
from tinhso.indicators.printing.files import TYPES, file_of
from tinhso.indicators.printing.html import page_values
from tinhso.indicators.reports import pages as report_pages
from tinhso.indicators.reports.actions.comment_report import comment_report
from tinhso.indicators.reports.actions.confirm_figures import ReasonTooLong, confirm_figures
from tinhso.indicators.reports.actions.freeze_report import FiguresChanged, freeze_report
from tinhso.indicators.reports.actions.move_report import ReportMoved, open_report, return_report, send_report
from tinhso.indicators.reports.actions.sign_report import sign_report
from tinhso.indicators.reports.check import RowsDiffer, StillSumming, TraceMismatch, check_rows_lately
from tinhso.indicators.reports.content import Content, content_for, report_of, revised
from tinhso.indicators.reports.doubts import FiguresUnconfirmed, Waiting, waiting_in
from tinhso.indicators.reports.forms import CommentForm, ConfirmFiguresForm
from tinhso.indicators.reports.source import Source
from tinhso.indicators.reports.writing import write
from tinhso.indicators.rights.permissions import can_issue, can_write, check_can_sign_off
from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.kernel.people.roles import Auditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.forms import sent_version
from tinhso.lib.periods import Period, PeriodKind


@require_safe
@public_page
def show_reports(request: HttpRequest) -> HttpResponse:
    """Every report that this reader may open."""
    return render(
        request, "indicators/reports/reports.html", {"reports": report_pages.listed(actor_for(request))}
    )


@require_safe
@public_page
def show_report(request: HttpRequest, year: int) -> HttpResponse:
    """The report itself. Before it is frozen only officers read it; a figure unlike its rows is not printed: 409."""
    return _page(request, year, CommentForm())


@require_safe
@public_page
def download_report(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The report as a file; of one that is not frozen the cases that changed are held against the log first: 409."""
    report = _readable(request, year)
    if kind not in TYPES:
        raise Http404
    try:
        if report is None or not report.content:
            check_rows_lately(now=clock.now())
        content = content_for(report, year, clock.now())
    except TraceMismatch as error:
        return mismatch(request, error)
    response = HttpResponse(file_of(content, kind, at=clock.now()), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{year}.{kind}"'
    return response


@require_POST
@officer_required
def move_report(request: HttpRequest, year: int, deed: str) -> HttpResponse:
    """One move of the report's life: mo, gui, tra, duyet, chot."""
    by, now = actor_for(request), clock.now()
    _readable(request, year)
    try:
        if deed == "mo":
            open_report(year=year, by=by, now=now)
        elif deed in MOVES:
            report = get_object_or_404(Report, year=year)
            MOVES[deed](report=report, ver=sent_version(request), by=by, now=now)
        else:
            raise Http404
    except LookupError as error:
        raise Http404 from error
    except TraceMismatch as error:
        return mismatch(request, error)
    except StillSumming as error:
        return _summing(request, year, error)
    except FiguresUnconfirmed as error:
        return _waiting(request, year, error.waiting, ConfirmFiguresForm())
    except (ReportMoved, FiguresChanged) as error:
        return _refused(request, year, changed=isinstance(error, FiguresChanged))
    return redirect("annual_report", year=year)


@require_POST
@officer_required
def confirm_report_figures(request: HttpRequest, year: int) -> HttpResponse:
    """A head confirms what waits in the report, with a reason; what is wrong is told beside it and nothing typed is lost."""
    report, form = get_object_or_404(Report, year=year), ConfirmFiguresForm(request.POST)
    by, now = actor_for(request), clock.now()
    check_can_sign_off(by)
    if form.is_valid():
        try:
            confirm_figures(
                report=report, ver=sent_version(request), reason=form.cleaned_data["reason"], by=by, now=now
            )
            return redirect("annual_report", year=year)
        except ReportMoved:
            return _refused(request, year, changed=False)
        except (ReasonMissing, ReasonTooLong, OwnNumber) as error:
            form.add_error("reason", str(error))
    content, writer = write(Source.read(year), now)
    return _waiting(request, year, waiting_in(content, writer.book.versions), form)


def _waiting(request: HttpRequest, year: int, waiting: Waiting, form: ConfirmFiguresForm) -> HttpResponse:
    report = get_object_or_404(Report, year=year)
    context = {"year": year, "report": report, "names": waiting.names, "form": form}
    return render(
        request, "indicators/reports/report_waiting.html", context, status=400 if form.is_bound else 409
    )


MOVES: dict[str, Any] = {
    "gui": send_report,
    "tra": return_report,
    "duyet": sign_report,
    "chot": freeze_report,
}


@require_POST
@officer_required
def add_comment(request: HttpRequest, year: int) -> HttpResponse:
    """A comment on a section; what is wrong with it is told beside the field, and nothing typed is lost."""
    report, form = get_object_or_404(Report, year=year), CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, year, form, status=400)
    try:
        comment_report(report=report, by=actor_for(request), now=clock.now(), **form.cleaned_data)
    except ReportMoved:
        return _refused(request, year, changed=False)
    return redirect("annual_report", year=year)


def mismatch(request: HttpRequest, error: TraceMismatch) -> HttpResponse:
    context = {"names": error.names, "rows": False}
    if isinstance(error, RowsDiffer):
        by = actor_for(request)
        names = error.names if by.holds(Auditor) else []
        context = {
            "names": names,
            "rows": True,
            "words": words(error.found),
            "codes": codes_seen(error.found, by),
        }
    return render(request, "indicators/reports/mismatch.html", context, status=409)


def _summing(request: HttpRequest, year: int, error: StillSumming) -> HttpResponse:
    context = {"year": year, "names": error.names, "words": summing(error.until)}
    return render(request, "indicators/reports/report_summing.html", context, status=409)


def _refused(request: HttpRequest, year: int, *, changed: bool) -> HttpResponse:
    return render(
        request, "indicators/reports/report_refused.html", {"year": year, "changed": changed}, status=409
    )


def _readable(request: HttpRequest, year: int) -> Report | None:
    """Http404 for whoever may not read this report yet, and for what is no year of a calendar."""
    if not MINYEAR < year < MAXYEAR:  # a report compares with the year before
        raise Http404
    report = report_of(year)
    if not actor_for(request).is_officer and (report is None or not report.is_frozen):
        raise Http404
    return report


def _page(request: HttpRequest, year: int, form: CommentForm, status: int = 200) -> HttpResponse:
    report, now = _readable(request, year), clock.now()
    try:
        content: Content = content_for(report, year, now)
    except LookupError as error:
        raise Http404 from error
    except TraceMismatch as error:
        return mismatch(request, error)
    changed = {}
    if report is not None and report.is_frozen:
        changed = read_through(f"revised {year} {report.ver}", lambda: revised(report, now))
    context = (
        page_values(content, changed, corrected_pages(Period.of(PeriodKind.YEAR, date(year, 1, 1))))
        | _life(request, report)
        | {"year": year, "form": form, "changed": changed, "summing": content.get("summing")}
    )
    return render(request, "indicators/reports/report.html", context, status=status)


def _life(request: HttpRequest, report: Report | None) -> Content:
    by = actor_for(request)
    if not by.is_officer:
        return {"report": report, "life": False}
    open_to_comments = report is not None and report.state in (Report.State.DRAFT, Report.State.IN_REVIEW)
    comments = list(report.comments.select_related("by")) if report else []
    return {
        "report": report,
        "life": open_to_comments or bool(comments),
        "deeds": report_pages.deeds(report, by),
        "comments": comments,
        "may_comment": open_to_comments,
        "may_write": report is not None and report.state == Report.State.DRAFT and can_write(by),
        "may_issue": report is not None
        and report.is_frozen
        and report.number is None
        and can_issue(report, by),
    }
