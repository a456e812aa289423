"""Reports of scanners: sent in, read by a job, with every record that was not understood."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.kernel.site.shapes import Tone
from tinhso.lib.dates import vn_datetime
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.forms import ReportForm
from tinhso.security.models import ScanImport
from tinhso.security.pages.listing import as_csv, listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_SHOWN = 200
EVENT_TOOL = "windows_events"
UNDER_WAY = (ScanImport.State.WAITING, ScanImport.State.READING)
TONES: dict[str, Tone] = {"done": "ok", "refused": "late"}


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_imports(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    rows = ScanImport.objects.visible_to(by, on=clock.today()).defer("rejected", "rules")
    page = listing_of(request, rows.select_related("agency", "network_log").order_by("-at", "-pk"), "")
    context = {"tabs": security_tabs(request, by), "table": _table(page.rows), "page": page}
    return render(request, "security/intake/imports.html", context)


def _table(rows: list[ScanImport]) -> Table:
    head = [
        _("Báo cáo"),
        _("Công cụ"),
        _("Cơ quan"),
        _("Gửi lúc"),
        _("Trạng thái"),
        _("Mới"),
        _("Đã có"),
        _("Khắc phục"),
        _("Không đọc được"),
    ]
    return Table(
        _("Báo cáo quét đã nạp"),
        [*(Column(label) for label in head[:5]), *(Column(label, number=True) for label in head[5:])],
        [
            [
                Cell(one.file_name, url=reverse("scan_import", args=[one.code])),
                one.tool or "–",
                one.agency.name if one.agency else _("Mọi cơ quan"),
                vn_datetime(one.at),
                Cell(one.get_state_display(), tone=_tone(one), small=_log_fault(one)),
                str(one.new),
                str(one.repeated),
                str(one.closed),
                Cell(str(one.rejected_count), tone="late" if one.rejected_count else None),
            ]
            for one in rows
        ],
    )


def _log_fault(one: ScanImport) -> str:
    """Of a network log that was read: why it was not stored, hunted in or reviewed. Reading it was not looking at it."""
    log = getattr(one, "network_log", None)
    return log.refusals if log and not log.erased_at else ""


def _tone(one: ScanImport) -> Tone:
    return "late" if _log_fault(one) else TONES.get(one.state, "soon")


def _agencies(by: Actor, *, every: bool) -> "QuerySet[Agency]":
    rows = Agency.objects.on(clock.today()).exclude(kind=Agency.Kind.DESK)
    return rows if every else rows.filter(pk=by.agency_id or 0)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_import(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    every = can_coordinate(by, on=clock.today())
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {} if every else {"agency": by.agency_id}
    form = ReportForm(data, sent, agencies=_agencies(by, every=every), every=every, initial=initial)
    if request.method == "POST":
        made = attempt(form, lambda given: _receive(given, by))
        if made:
            messages.success(request, _("Đã nhận tệp; hệ thống đang đọc."))
            return redirect("scan_import", made.code)
    return form_page(
        request,
        form,
        title=_("Nạp báo cáo quét"),
        back=(reverse("scan_imports"), _("Báo cáo quét")),
        go=_("Gửi tệp"),
        hint=_(
            "Báo cáo chỉ đóng những điểm yếu nằm trong phạm vi đã quét; báo cáo cũ không ghi đè điều mới biết."
        ),
    )


def _receive(given: dict[str, Any], by: Actor) -> ScanImport:
    sent = given["content"]
    return receive_report(
        agency=given["agency"],
        content=sent.read(),
        file_name=sent.name or "",
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_import(request: HttpRequest, code: str) -> HttpResponse:
    one = _import(request, code)
    rejected = Table(
        _("Bản ghi không đọc được"),
        [Column(_("Bản ghi")), Column(_("Lý do")), Column(_("Trích"))],
        [[str(number), reason, excerpt or "–"] for number, reason, excerpt in one.rejected],
    )
    if request.GET.get("tep") == "csv":
        return as_csv(rejected, "ban-ghi-khong-doc-duoc")
    context = {
        "import": one,
        "facts": _facts(one),
        "sent_before": not one.first_of_file and can_coordinate(actor_for(request), on=clock.today()),
        "under_way": one.state in UNDER_WAY,
        "run_key": uuid4(),
        "has_events": one.tool == EVENT_TOOL and one.file_id is not None,
        "rejected": rejected.first(MOST_SHOWN),
        "more": max(0, one.rejected_count - MOST_SHOWN),
        "tone": _tone(one),
        "log_fault": _log_fault(one),
    }
    return render(request, "security/intake/import.html", context)


def _facts(one: ScanImport) -> list[Fact]:
    scope = [_("mọi cổng") if one.every_port else _("cổng %(ports)s") % {"ports": one.ports[:200] or "–"}]
    scope.append(
        _("mọi phép kiểm tra") if one.every_rule else _("%(n)s phép kiểm tra") % {"n": len(one.rules)}
    )
    facts = [
        Fact(_("Máy của"), one.agency.name if one.agency else _("Mọi cơ quan")),
        Fact(_("Người nạp"), f"{one.by.full_name if one.by else '–'}, {vn_datetime(one.at)}"),
        Fact("SHA-256", one.sha256),
    ]
    if one.state == ScanImport.State.DONE:
        facts += [
            Fact(_("Công cụ"), f"{one.tool} {one.tool_version}"),
            Fact(_("Quét xong lúc"), vn_datetime(one.observed_at)),
            Fact(_("Phạm vi"), _("%(n)s máy, %(what)s") % {"n": one.machines, "what": ", ".join(scope)}),
            Fact(_("Số bản ghi"), str(one.records)),
            Fact(_("Điểm yếu mới"), str(one.new)),
            Fact(_("Đã có từ trước"), str(one.repeated)),
            Fact(_("Không còn thấy trong phạm vi"), str(one.closed)),
            Fact(_("Máy không có trong sổ"), str(one.unregistered)),
            Fact(_("Bản ghi không nói về điểm yếu"), str(one.skipped)),
            Fact(_("Không đọc được"), str(one.rejected_count)),
        ]
    return facts


def _import(request: HttpRequest, code: str) -> ScanImport:
    rows = ScanImport.objects.visible_to(actor_for(request), on=clock.today())
    return get_object_or_404(rows.select_related("agency", "by", "file", "network_log"), code=code)


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def import_file(request: HttpRequest, code: str) -> HttpResponseBase:
    one = _import(request, code)
    if one.file is None:
        raise Http404
    return serve(request, one.file, by=actor_for(request), cases=[], purpose="coordinate")
