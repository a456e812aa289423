"""One periodic report: written, sent, received; the files of what was sent."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import can_act, why_due
from tinhso.indicators.models import PeriodicReport, PeriodicReportSending
from tinhso.indicators.periodic_reports import report_lists
from tinhso.indicators.periodic_reports.actions.accept_periodic_report import accept_periodic_report
from tinhso.indicators.periodic_reports.actions.return_periodic_report import return_periodic_report
from tinhso.indicators.periodic_reports.actions.send_periodic_report import send_periodic_report
from tinhso.indicators.periodic_reports.actions.write_periodic_report import write_periodic_report
from tinhso.indicators.periodic_reports.forms import ReasonForm, WordsForm
from tinhso.indicators.periodic_reports.lines import filled_lines
from tinhso.indicators.periodic_reports.process import RECEIVE, SEND, WRITE
from tinhso.indicators.printing.files import TYPES, file_of
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.kernel.site.public import EntryRefused

FILES = ("pdf", "docx")


def _visible(request: HttpRequest, code: str) -> PeriodicReport:
    return get_object_or_404(PeriodicReport.objects.visible_to(actor_for(request)).whole(), case__code=code)


@require_safe
@officer_required
def show_periodic_report(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _visible(request, code))


def _page(
    request: HttpRequest,
    report: PeriodicReport,
    words: WordsForm | None = None,
    back: ReasonForm | None = None,
) -> HttpResponse:
    """While it is written the figures are those of now, for the agency that owes it; others read what was sent, as it was frozen."""
    case, now, actor = report.case, clock.now(), actor_for(request)
    turn, owes = can_act(case, actor), actor.agency_id == case.agency_id
    sendings = list(report.sendings.select_related("by"))
    open_step = case.step in (WRITE, SEND) and case.finished_at is None
    frozen = sendings[0] if sendings and not (open_step and owes) else None
    lines: Sequence[Any] = frozen.content["lines"] if frozen else []
    if owes and not frozen:
        lines = filled_lines(report, now.date())
    context: dict[str, Any] = {
        "report": report,
        "lines": lines,
        "figures": [line for line in lines if not _field(line, "is_words")],
        "written": [line for line in lines if _field(line, "is_words")],
        "sendings": sendings,
        "frozen": frozen,
        "standing": report_lists.standing(report, now),
        "days": report.regime.data_span(report.span),
        "returned": case.notes.filter(kind="return").select_related("author").order_by("-pk"),
        "may_write": turn and open_step,
        "may_send": turn and case.step == SEND,
        "may_receive": turn and case.step == RECEIVE,
        "words": words or WordsForm(report=report, initial={"ver": case.ver}),
        "back": back or ReasonForm(initial={"ver": case.ver}),
        "why": why_due(case),
        "now": now,
    }
    wrong = any(form is not None and form.errors for form in (words, back))
    page = "indicators/periodic_reports/report.html"
    return render(request, page, context, status=422 if wrong else 200)


def _field(line: Any, name: str) -> Any:
    return line[name] if isinstance(line, dict) else getattr(line, name)


@require_POST
@officer_required
def write_report_words(request: HttpRequest, code: str) -> HttpResponse:
    """Saved; the button "Trình duyệt" hands it to the head."""
    report, form = _visible(request, code), None
    form = WordsForm(request.POST, report=report)
    ready = "ready" in request.POST

    def deed(given: dict[str, Any]) -> bool:
        ver = given.pop("ver")
        write_periodic_report(
            report=report, ver=ver, words=given, ready=ready, by=actor_for(request), now=clock.now()
        )
        return True

    if attempt(form, deed) is None:
        return _page(request, report, words=form)
    messages.success(request, _("Đã trình thủ trưởng duyệt, gửi.") if ready else _("Đã lưu."))
    return redirect("periodic_report", code)


@require_POST
@officer_required
def send_report(request: HttpRequest, code: str) -> HttpResponse:
    return _done(
        request,
        code,
        send_periodic_report,
        _("Đã gửi báo cáo; số liệu và lời văn được giữ nguyên như lúc gửi."),
    )


@require_POST
@officer_required
def accept_report(request: HttpRequest, code: str) -> HttpResponse:
    return _done(request, code, accept_periodic_report, _("Đã nhận báo cáo."))


def _done(request: HttpRequest, code: str, deed: Callable[..., Any], words: str) -> HttpResponse:
    report = _visible(request, code)
    try:
        deed(report=report, ver=sent_version(request), by=actor_for(request), now=clock.now())
    except EntryRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("periodic_report", code)


@require_POST
@officer_required
def give_report_back(request: HttpRequest, code: str) -> HttpResponse:
    report, form = _visible(request, code), ReasonForm(request.POST)

    def deed(given: dict[str, Any]) -> bool:
        return_periodic_report(report=report, by=actor_for(request), now=clock.now(), **given)
        return True

    if attempt(form, deed) is None:
        return _page(request, report, back=form)
    messages.success(request, _("Đã trả lại để sửa, bổ sung."))
    return redirect("periodic_report", code)


@require_safe
@officer_required
def download_periodic_report(request: HttpRequest, code: str, pk: int, kind: str) -> HttpResponse:
    """What was sent then, as PDF or DOCX."""
    report = _visible(request, code)
    if kind not in FILES:
        raise Http404
    found = get_object_or_404(PeriodicReportSending, report=report, pk=pk)
    response = HttpResponse(file_of(found.content, kind, at=found.at), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{report.case.code.lower()}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
