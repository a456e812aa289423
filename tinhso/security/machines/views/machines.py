"""The register of machines: looked up, saved, lists read into it; whose an address was."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.machines import forms
from tinhso.security.machines.actions.end_machine import end_machine
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.machines.owners import holders, spans_of
from tinhso.security.models import Machine, MachineAddress, MachineList
from tinhso.security.pages.listing import as_csv, listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_SHOWN = 200


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_machines(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = Machine.objects.visible_to(by, on=today).select_related("agency")
    found, words = narrowed(request, rows.order_by("folded", "code"))
    if request.GET.get("tep") == "csv":
        return as_csv(_machines(list(found), today), "may-tinh")
    page = listing_of(request, found, words)
    lists = MachineList.objects.visible_to(by, on=today).order_by("-at", "-pk")[:10]
    owner_form = forms.OwnerForm(request.GET if "dia_chi" in request.GET else None)
    context = {
        "tabs": security_tabs(request, by),
        "table": _machines(page.rows, today),
        "page": page,
        "lists": _lists(list(lists)),
        "owner_form": owner_form,
        "owners": _owners(owner_form, by, today),
    }
    return render(request, "security/machines/machines.html", context)


def _machines(machines: list[Machine], today: date) -> Table:
    head = [_("Máy"), _("Loại"), _("Hệ điều hành"), _("Cơ quan"), _("Từ ngày"), _("Đến trước ngày")]
    return Table(
        _("Máy"),
        [Column(label) for label in head],
        [
            [
                Cell(str(one), url=reverse("machine", args=[one.code])),
                one.get_kind_display(),
                one.software or "–",
                one.agency.name,
                vn_date(one.valid.lower),
                vn_date(one.valid.upper) if one.valid.upper else "–",
            ]
            for one in machines
        ],
    )


def _lists(lists: list[MachineList]) -> Table:
    head = [_("Danh sách"), _("Dạng"), _("Dòng"), _("Máy mới"), _("Không đọc được"), _("Lúc")]
    return Table(
        _("Danh sách đã nạp gần đây"),
        [Column(label) for label in head],
        [
            [
                Cell(one.file_name, url=reverse("machine_list", args=[one.code])),
                one.get_form_display(),
                str(one.lines),
                str(one.machines),
                Cell(str(one.faults_count), tone="late" if one.faults_count else None),
                vn_datetime(one.at),
            ]
            for one in lists
        ],
    )


def _owners(form: forms.OwnerForm, by: Actor, today: date) -> Table | None:
    """None where nothing, or nothing that can be read, was asked for."""
    if not form.is_bound or not form.is_valid():
        return None
    (kind, value), moment = form.cleaned_data["dia_chi"], form.cleaned_data["luc"]
    rows = MachineAddress.objects.visible_to(by, on=today).filter(kind=kind, value=value).latest_at(moment)
    found = rows.select_related("machine", "agency").order_by("agency__sort_key", "pk")[:MOST_SHOWN]
    head = [_("Cơ quan"), _("Máy"), _("Ghi có từ"), _("Ghi có đến")]
    return Table(
        _("Địa chỉ %(value)s lúc %(at)s") % {"value": value, "at": vn_datetime(moment)},
        [Column(label) for label in head],
        [
            [
                one.agency.name,
                _holder(one.machine),
                vn_datetime(one.starts),
                vn_datetime(one.ends) if one.ends else "–",
            ]
            for one in holders(found)
        ],
    )


def _holder(machine: Machine | None) -> Cell:
    if machine is None:
        return Cell(_("Không rõ: nhiều máy được ghi có địa chỉ này từ cùng một lúc"), tone="late")
    return Cell(str(machine), url=reverse("machine", args=[machine.code]))


def _agencies(by: Actor) -> "QuerySet[Agency]":
    """Those whose lists the officer may read in: the own one, for a coordinator all of the day."""
    today = clock.today()
    every = Agency.objects.on(today).exclude(kind=Agency.Kind.DESK)
    if can_coordinate(by, on=today):
        return every
    return every.filter(pk=by.agency_id or 0)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_list(request: HttpRequest) -> HttpResponse:
    by = actor_for(request)
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"agency": by.agency_id, "since": clock.today()}
    form = forms.MachineListForm(data, sent, agencies=_agencies(by), initial=initial)
    if request.method == "POST":
        made = attempt(form, lambda given: _read(given, by))
        if made:
            messages.success(
                request,
                _("Đã đọc %(lines)s dòng: %(new)s máy mới, %(faults)s dòng không đọc được.")
                % {"lines": made.lines, "new": made.machines, "faults": made.faults_count},
            )
            return redirect("machine_list", made.code)
    return form_page(
        request,
        form,
        title=_("Nạp danh sách máy"),
        back=(reverse("machines"), _("Máy, địa chỉ")),
        go=_("Đọc danh sách"),
        hint=_(
            "Dòng không ghi ngày được tính từ ngày của danh sách; máy không có trong danh sách vẫn giữ nguyên."
        ),
    )


def _read(given: dict[str, Any], by: Actor) -> MachineList:
    sent = given["content"]
    return read_machine_list(
        agency=given["agency"],
        content=sent.read(),
        file_name=sent.name or "",
        since=given["since"],
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_list(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    rows = MachineList.objects.visible_to(by, on=clock.today()).select_related("agency", "by")
    one = get_object_or_404(rows, code=code)
    facts = [
        Fact(_("Cơ quan"), one.agency.name),
        Fact(_("Dạng"), one.get_form_display()),
        Fact(_("Người nạp"), f"{one.by.full_name if one.by else '–'}, {vn_datetime(one.at)}"),
        Fact(_("Số dòng"), str(one.lines)),
        Fact(_("Máy mới"), str(one.machines)),
        Fact(_("Địa chỉ ghi mới"), str(one.addresses)),
        Fact(_("Dòng không đọc được"), str(one.faults_count)),
        Fact("SHA-256", one.sha256),
    ]
    faults = Table(
        _("Dòng không đọc được"),
        [Column(_("Dòng")), Column(_("Lý do"))],
        [[str(row), reason] for row, reason in one.faults],
    )
    return render(request, "security/machines/list.html", {"list": one, "facts": facts, "faults": faults})


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_machine(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    rows = Machine.objects.visible_to(by, on=clock.today()).select_related("agency")
    machine = get_object_or_404(rows, code=code)
    ends = machine.valid.upper
    facts = [
        Fact(_("Cơ quan"), machine.agency.name),
        Fact(_("Loại"), machine.get_kind_display()),
        Fact(_("Hệ điều hành"), machine.software or "–"),
        Fact(_("Số seri"), machine.serial or "–"),
        Fact(_("Từ ngày"), vn_date(machine.valid.lower)),
        Fact(_("Đến trước ngày"), vn_date(ends) if ends else "–"),
    ]
    table = Table(
        _("Địa chỉ"),
        [Column(label) for label in (_("Loại"), _("Địa chỉ"), _("Ghi có từ"), _("Ghi có đến"))],
        [
            [one.kind, one.value, vn_datetime(one.starts), vn_datetime(one.ends) if one.ends else "–"]
            for one in spans_of(machine)[:MOST_SHOWN]
        ],
    )
    context = {"machine": machine, "facts": facts, "table": table, "ends": ends is None}
    return render(request, "security/machines/machine.html", context)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def end(request: HttpRequest, code: str) -> HttpResponse:
    by = actor_for(request)
    machine = get_object_or_404(Machine.objects.visible_to(by, on=clock.today()), code=code)
    form = forms.EndMachineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_machine(machine=machine, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã ghi máy không còn ở cơ quan."))
        return redirect("machine", code)
    return form_page(
        request,
        form,
        title=_("Máy không còn ở cơ quan"),
        back=(reverse("machine", args=[code]), str(machine)),
        go=_("Ghi"),
        hint=_("Chuyển đi, hỏng hoặc thanh lý. Những gì đã ghi trước ngày ấy vẫn thuộc cơ quan này."),
    )
