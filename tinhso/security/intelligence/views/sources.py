"""Sources of indicators: registered, fetched, their lists, ended with all that they list."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, EntryRefused, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.duties.permissions import can_coordinate, check_can_coordinate
from tinhso.security.intelligence import forms
from tinhso.security.intelligence.actions.end_source import end_source
from tinhso.security.intelligence.actions.register_source import register_source
from tinhso.security.intelligence.actions.request_fetch import request_fetch
from tinhso.security.intelligence.source_entry import SourceEntry
from tinhso.security.models import IntelligenceLoad, IntelligenceSource
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
TONES = {"done": "ok", "refused": "late"}


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_sources(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = IntelligenceSource.objects.visible_to(by, on=today).order_by("-ended_at", "name", "pk")
    page = listing_of(request, rows, "")
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "coordinates": can_coordinate(by, on=today),
    }
    return render(request, "security/intelligence/sources.html", context)


def _table(rows: list[IntelligenceSource]) -> Table:
    head = [_("Nguồn"), _("Cách lấy"), _("Mức chia sẻ"), _("Tin cậy"), _("Nạp lần cuối"), _("Tình trạng")]
    return Table(
        _("Nguồn chỉ dấu"),
        [Column(label) for label in head],
        [
            [
                Cell(one.name, url=reverse("intelligence_source", args=[one.code]), small=one.licence),
                one.get_kind_display(),
                one.get_tlp_display(),
                f"{one.trust} %",
                vn_datetime(one.loaded_at) if one.loaded_at else "–",
                _("Đã ngừng") if one.ended_at else _("Đang dùng"),
            ]
            for one in rows
        ],
    )


def source_of(request: HttpRequest, code: str) -> tuple[IntelligenceSource, Actor, date]:
    by, today = actor_for(request), clock.today()
    rows = IntelligenceSource.objects.visible_to(by, on=today).select_related("by")
    return get_object_or_404(rows, code=code), by, today


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_source(request: HttpRequest, code: str) -> HttpResponse:
    source, by, today = source_of(request, code)
    loads = listing_of(request, source.loads.defer("rejected").order_by("-at", "-pk"), "")
    coordinates = can_coordinate(by, on=today)
    context = {
        "source": source,
        "facts": _facts(source, coordinates=coordinates),
        "loads": loads_table(loads.rows),
        "page": loads,
        "acts": coordinates and source.ended_at is None,
        "fetched": source.kind != IntelligenceSource.Kind.UPLOAD,
    }
    return render(request, "security/intelligence/source.html", context)


def _facts(one: IntelligenceSource, *, coordinates: bool) -> list[Fact]:
    facts = [
        Fact(_("Giấy phép, điều kiện sử dụng"), one.licence),
        Fact(_("Cách lấy"), one.get_kind_display()),
        Fact(_("Mức chia sẻ (TLP)"), one.get_tlp_display()),
        Fact(_("Ai được xem"), one.get_audience_display()),
        Fact(_("Độ tin cậy"), f"{one.trust} %"),
        Fact(_("Tin cậy giảm theo ngày"), _("Có") if one.fades else _("Không")),
    ]
    if one.address and coordinates:
        facts += [
            Fact(_("Địa chỉ"), one.address),
            Fact(_("Bộ sưu tập TAXII"), one.collection or "–"),
            Fact(_("Tên khóa truy cập"), one.key_name or "–"),
            Fact(_("Lấy lại sau"), _("%(n)s giờ") % {"n": one.hours} if one.hours else _("chỉ khi bấm nút")),
        ]
    facts.append(Fact(_("Người ghi"), f"{one.by.full_name if one.by else '–'}, {vn_datetime(one.at)}"))
    if one.ended_at:
        facts.append(Fact(_("Ngừng dùng lúc"), vn_datetime(one.ended_at)))
    return facts


def loads_table(rows: list[IntelligenceLoad]) -> Table:
    head = [
        _("Danh sách"),
        _("Lúc"),
        _("Trạng thái"),
        _("Mới"),
        _("Đã có"),
        _("Giữ lại"),
        _("Rút"),
        _("Không đọc được"),
    ]
    return Table(
        _("Danh sách đã nạp"),
        [*(Column(label) for label in head[:3]), *(Column(label, number=True) for label in head[3:])],
        [
            [
                Cell(one.file_name or _("Lấy từ địa chỉ"), url=reverse("intelligence_load", args=[one.code])),
                vn_datetime(one.at),
                Cell(one.get_state_display(), tone=TONES.get(one.state, "soon")),  # type: ignore[arg-type]
                str(one.new),
                str(one.repeated),
                str(one.held_back),
                str(one.revoked),
                Cell(str(one.rejected_count), tone="late" if one.rejected_count else None),
            ]
            for one in rows
        ],
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def new_source(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    check_can_coordinate(by, on=clock.today())
    form = forms.SourceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = attempt(form, lambda given: _register(given, by))
        if made:
            messages.success(request, _("Đã ghi nguồn."))
            return redirect("intelligence_source", made.code)
    return form_page(
        request,
        form,
        title=_("Thêm nguồn chỉ dấu"),
        back=(reverse("intelligence_sources"), _("Nguồn chỉ dấu")),
        go=_("Ghi nguồn"),
    )


def _register(given: dict[str, object], by: Actor) -> IntelligenceSource:
    words = dict(given)
    key = words.pop("client_key")
    return register_source(entry=SourceEntry(**words), client_key=key, by=by, now=clock.now())  # type: ignore[arg-type]


@require_POST
@role_required(SecurityCoordinator)
def fetch_source(request: HttpRequest, code: str) -> HttpResponse:
    source, by, today = source_of(request, code)
    check_can_coordinate(by, on=today)
    try:
        load = request_fetch(source=source, by=by, now=clock.now())
    except EntryRefused as refused:
        messages.error(request, str(refused))
        return redirect("intelligence_source", code)
    messages.success(request, _("Hệ thống đang lấy danh sách."))
    return redirect("intelligence_load", load.code)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def end(request: HttpRequest, code: str) -> HttpResponse:
    source, by, today = source_of(request, code)
    check_can_coordinate(by, on=today)
    if source.ended_at:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: (end_source(source=source, by=by, now=clock.now()),)
    ):
        messages.success(request, _("Đã ngừng dùng nguồn và rút mọi chỉ dấu của nguồn."))
        return redirect("intelligence_source", code)
    return form_page(
        request,
        form,
        title=_("Ngừng dùng nguồn"),
        back=(reverse("intelligence_source", args=[code]), source.name),
        go=_("Ngừng dùng, rút mọi chỉ dấu"),
        hint=_("Chỉ dấu mà nguồn khác cũng nêu vẫn còn hiệu lực. Điểm yếu đã ghi không mất."),
    )
