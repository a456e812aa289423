"""The report as a document: its sections written by several people, its number and day typed by the clerk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.indicators.models import Report, ReportText
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.indicators.reports.actions.issue_report import issue_report
from tinhso.indicators.reports.actions.move_report import ReportMoved
from tinhso.indicators.reports.actions.write_section import SectionChanged, write_section
from tinhso.indicators.reports.forms import IssueForm, SectionForm
from tinhso.indicators.reports.source import Section, Source
from tinhso.indicators.rights.permissions import check_can_issue, check_can_write
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import form_page
from tinhso.kernel.site.slots import DocumentNumbering, all_of

WAYS = ["GET", "HEAD", "POST"]
REFUSED = "indicators/reports/report_refused.html"


@require_http_methods(WAYS)
@officer_required
def write(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The words of one section: the newest version to go on with, and who wrote which before."""
    by = actor_for(request)
    check_can_write(by)
    report = get_object_or_404(Report, year=year)
    section = _section(year, key)
    versions = list(report.texts.filter(section=key).select_related("by").order_by("-number"))
    newest = versions[0] if versions else None
    form = SectionForm(request.POST or None, initial=_initial_text(newest))
    if request.method == "POST" and form.is_valid():
        try:
            write_section(report=report, section=key, by=by, now=clock.now(), **form.cleaned_data)
        except SectionChanged as changed:
            return _changed(request, report, section, form, changed.newest)
        except ReportMoved:
            return render(request, REFUSED, {"year": year, "changed": False}, status=409)
        messages.success(request, _("Đã lưu nội dung của phần này."))
        return redirect(f"{reverse('annual_report', args=[year])}#{key}")
    return _page(request, report, section, form, versions)


def _initial_text(newest: ReportText | None) -> dict[str, Any]:
    return {"was": newest.number, "text": newest.text} if newest else {"was": 0, "text": ""}


def _section(year: int, key: str) -> Section:
    try:
        return next(one for one in Source.read(year).sections if one.key == key)
    except (LookupError, StopIteration) as error:
        raise Http404 from error


def _page(
    request: HttpRequest, report: Report, section: Section, form: SectionForm, versions: list[ReportText]
) -> HttpResponse:
    context = {"report": report, "section": section, "form": form, "versions": versions}
    draft = report.state == Report.State.DRAFT
    status = 422 if form.errors else 200
    return render(
        request, "indicators/reports/report_section.html", context | {"draft": draft}, status=status
    )


def _changed(
    request: HttpRequest, report: Report, section: Section, form: SectionForm, newest: ReportText
) -> HttpResponse:
    """What was typed stays in the field, the other's words stand above; sending again goes on from theirs."""
    section_form = SectionForm(initial={"was": newest.number, "text": form.cleaned_data["text"]})
    context = {"report": report, "section": section, "form": section_form, "theirs": newest, "draft": True}
    return render(request, "indicators/reports/report_section.html", context, status=409)


@require_http_methods(WAYS)
@officer_required
def issue(request: HttpRequest, year: int) -> HttpResponse:
    """The clerk's form: number of the book, day; what is refused stands beside the field."""
    by, now = actor_for(request), clock.now()
    report = get_object_or_404(Report.objects.select_related("agency"), year=year)
    check_can_issue(report, by)
    initial = {"day": now.date(), "ver": report.ver}
    register = bool(all_of(DocumentNumbering)) and report.agency is not None
    typed = request.POST if request.method == "POST" else None
    form = IssueForm(typed, initial=initial, register=register)

    def deed(given: dict[str, Any]) -> bool:
        issue_report(report=report, by=by, now=now, **given)
        return True

    if request.method == "POST":
        try:
            if attempt(form, deed):
                messages.success(request, _("Đã vào số, phát hành báo cáo."))
                return redirect("annual_report", year=year)
        except ReportMoved:
            return render(request, REFUSED, {"year": year, "changed": False}, status=409)
    back = (reverse("annual_report", args=[year]), str(_("Báo cáo năm %(year)s") % {"year": year}))
    hint = _(
        "Số lấy theo sổ đăng ký văn bản đi của cơ quan; số và ngày in ở đầu báo cáo, không sửa được sau đó."
    )
    return form_page(
        request, form, title=_("Vào số, phát hành báo cáo"), back=back, go=_("Vào số, phát hành"), hint=hint
    )
