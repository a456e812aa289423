"""Files of events: sent in, or taken from a report that was received, and the rules run over them by a job."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import open_stream
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, EntryRefused, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.detection.forms import EventsForm
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import DetectionRun, ScanImport
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
TONES = {"done": "ok", "refused": "late"}
UNDER_WAY = (DetectionRun.State.WAITING, DetectionRun.State.RUNNING)
EVENT_TOOL = "windows_events"


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_runs(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    rows = DetectionRun.objects.visible_to(by, on=clock.today()).defer("refused", "reasons")
    page = listing_of(request, rows.select_related("agency").order_by("-at", "-pk"), "")
    context = {"tabs": security_tabs(request, by), "table": _table(page.rows), "page": page}
    return render(request, "security/detection/runs.html", context)


def _table(rows: list[DetectionRun]) -> Table:
    head = [_("Tệp sự kiện"), _("Cơ quan"), _("Gửi lúc"), _("Trạng thái")]
    figures = [_("Sự kiện"), _("Quy tắc"), _("Chờ xem xét"), _("Thuộc ngoại lệ")]
    return Table(
        _("Tệp sự kiện đã chạy quy tắc"),
        [*(Column(label) for label in head), *(Column(label, number=True) for label in figures)],
        [
            [
                Cell(one.file_name, url=reverse("detection_run", args=[one.code])),
                one.agency.name if one.agency else _("Mọi cơ quan"),
                vn_datetime(one.at),
                Cell(one.get_state_display(), tone=TONES.get(one.state, "soon")),  # type: ignore[arg-type]
                str(one.events),
                str(one.rules),
                str(one.hits),
                str(one.excepted),
            ]
            for one in rows
        ],
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_run(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    every = can_coordinate(by, on=clock.today())
    agencies = Agency.objects.on(clock.today()).exclude(kind=Agency.Kind.DESK)
    agencies = agencies if every else agencies.filter(pk=by.agency_id or 0)
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {} if every else {"agency": by.agency_id}
    form = EventsForm(data, sent, agencies=agencies, every=every, initial=initial)
    if request.method == "POST":
        made = attempt(form, lambda given: _receive(given, by))
        if made:
            messages.success(request, _("Đã nhận tệp; hệ thống đang chạy các quy tắc."))
            return redirect("detection_run", made.code)
    return form_page(
        request,
        form,
        title=_("Chạy quy tắc trên tệp sự kiện"),
        back=(reverse("detection_runs"), _("Tệp sự kiện")),
        go=_("Gửi tệp"),
        hint=_(
            "Đối tượng là máy, không phải người: tên người dùng trong sự kiện không được lưu, mật khẩu bị gạch."
        ),
    )


def _receive(given: dict[str, Any], by: Actor) -> DetectionRun:
    sent = given["content"]
    return receive_events(
        agency=given["agency"],
        content=sent.read(),
        file_name=sent.name or "",
        logsource=(given["product"], given["category"], given["service"]),
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


@require_POST
@role_required(SecurityCoordinator, SecurityOfficer)
def run_over_report(request: HttpRequest, code: str) -> HttpResponse:
    """The events of a report that was received, while its file is there. The button pressed twice is one run."""
    by = actor_for(request)
    rows = ScanImport.objects.visible_to(by, on=clock.today()).filter(tool=EVENT_TOOL)
    source = get_object_or_404(rows.select_related("agency", "file"), code=code)
    try:
        key = UUID(request.POST.get("client_key", ""))
    except ValueError as error:
        raise Http404 from error
    if source.file is None:
        raise Http404
    with open_stream(source.file) as stream:
        content = stream.read()
    try:
        made = receive_events(
            agency=source.agency,
            content=content,
            file_name=source.file_name,
            logsource=("", "", ""),
            client_key=key,
            by=by,
            now=clock.now(),
        )
    except EntryRefused as refused:
        messages.error(request, str(refused))
        return redirect("scan_import", code)
    return redirect("detection_run", made.code)


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_run(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    rows = DetectionRun.objects.visible_to(by, on=clock.today())
    one = get_object_or_404(rows.select_related("agency", "by"), code=code)
    refused = Table(
        _("Quy tắc không chạy được"),
        [Column(_("Quy tắc")), Column(_("Lý do"))],
        [[title, why] for _code, title, why in one.refused],
    )
    context = {
        "run": one,
        "facts": _facts(one),
        "under_way": one.state in UNDER_WAY,
        "tone": TONES.get(one.state, "soon"),
        "refused": refused,
        "reasons": one.reasons,
    }
    return render(request, "security/detection/run.html", context)


def _facts(one: DetectionRun) -> list[Fact]:
    declared = " / ".join(part for part in (one.product, one.category, one.service) if part)
    facts = [
        Fact(_("Máy của"), one.agency.name if one.agency else _("Mọi cơ quan")),
        Fact(_("Người gửi"), f"{one.by.full_name if one.by else '–'}, {vn_datetime(one.at)}"),
        Fact(_("Nguồn nhật ký đã khai"), declared or _("theo sự kiện Windows")),
        Fact("SHA-256", one.sha256),
        Fact(_("Sự kiện đã đọc"), str(one.events)),
    ]
    if one.state == DetectionRun.State.DONE:
        facts += [
            Fact(_("Quy tắc đã chạy"), str(one.rules)),
            Fact(_("Quy tắc không chạy được"), str(len(one.refused))),
            Fact(_("Phát hiện chờ xem xét"), str(one.hits)),
            Fact(_("Phát hiện thuộc ngoại lệ"), str(one.excepted)),
            Fact(_("Sự kiện không đọc được"), str(one.unread)),
            Fact(_("Sự kiện không có giờ (không dùng cho tương quan)"), str(one.untimed)),
            Fact(_("Chạy xong lúc"), vn_datetime(one.finished_at)),
        ]
    return facts
