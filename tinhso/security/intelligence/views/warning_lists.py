"""Warning lists: what the program brings, what was loaded, and their end."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.actions.end_warning_list import end_warning_list
from tinhso.security.intelligence.actions.load_warning_list import load_warning_list
from tinhso.security.intelligence.forms import WarningListForm
from tinhso.security.intelligence.hygiene import own_names, shipped
from tinhso.security.models import WarningList
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(SecurityCoordinator)
def show_lists(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    check_can_coordinate(by, on=today)
    page = listing_of(request, WarningList.objects.order_by("-at", "-pk"), "")
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "shipped": _shipped(),
        "names": ", ".join(sorted(own_names(today))),
    }
    return render(request, "security/intelligence/warning_lists.html", context)


def _shipped() -> str:
    words = ngettext(
        "Chương trình có sẵn %(n)s tên (hậu tố công cộng, DNS động, tên phổ biến; tự lập, chưa đầy đủ), tên và địa chỉ dành riêng theo RFC 2606, RFC 6761, RFC 6890, địa chỉ công cộng trong sổ máy.",
        "Chương trình có sẵn %(n)s tên (hậu tố công cộng, DNS động, tên phổ biến; tự lập, chưa đầy đủ), tên và địa chỉ dành riêng theo RFC 2606, RFC 6761, RFC 6890, địa chỉ công cộng trong sổ máy.",
        len(shipped()),
    )
    return words % {"n": len(shipped())}


def _table(rows: list[WarningList]) -> Table:
    head = [_("Danh sách"), _("Loại"), _("Giá trị"), _("Không đọc được"), _("Nạp lúc"), _("Tình trạng")]
    return Table(
        _("Danh sách cảnh báo đã nạp"),
        [Column(label) for label in head],
        [
            [
                Cell(
                    one.name,
                    url="" if one.ended_at else reverse("end_warning_list", args=[one.code]),
                    small=one.source,
                ),
                one.get_kind_display(),
                str(one.size),
                str(one.rejected_count),
                vn_datetime(one.at),
                _("Đã ngừng") if one.ended_at else _("Đang dùng"),
            ]
            for one in rows
        ],
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def new_list(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    check_can_coordinate(by, on=clock.today())
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WarningListForm(data, sent)
    if request.method == "POST" and attempt(form, lambda given: _load(given, by)):
        messages.success(request, _("Đã nạp danh sách cảnh báo."))
        return redirect("warning_lists")
    return form_page(
        request,
        form,
        title=_("Nạp danh sách cảnh báo"),
        back=(reverse("warning_lists"), _("Danh sách cảnh báo")),
        go=_("Nạp"),
    )


def _load(given: dict[str, Any], by: Actor) -> WarningList:
    content = given.pop("content").read()
    return load_warning_list(content=content, by=by, now=clock.now(), **given)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def end(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    check_can_coordinate(by, on=clock.today())
    one = get_object_or_404(WarningList, code=code, ended_at=None)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_warning_list(warning_list=one, by=by, now=clock.now())
    ):
        messages.success(request, _("Đã ngừng dùng danh sách cảnh báo."))
        return redirect("warning_lists")
    return form_page(
        request,
        form,
        title=_("Ngừng dùng danh sách cảnh báo"),
        back=(reverse("warning_lists"), one.name),
        go=_("Ngừng dùng"),
        hint=_("Chỉ dấu đang bị giữ lại vẫn chờ quyết định."),
    )
