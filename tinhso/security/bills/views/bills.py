"""The software bill of a system with its history, one that is sent in, and the search over all that the officer sees."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table, attempt, form_page
from tinhso.lib.dates import vn_datetime
from tinhso.security.bills.actions.register_bill import register_bill
from tinhso.security.bills.forms import BillForm, SearchForm
from tinhso.security.bills.searching import holding, short_name
from tinhso.security.duties.permissions import can_keep_system, check_can_keep_system
from tinhso.security.models import InformationSystem, SoftwareBill, SoftwareComponent
from tinhso.security.pages.listing import as_csv, listing_of
from tinhso.security.pages.tabs import security_tabs
from tinhso.security.systems.views.finding import system_of

WAYS = ["GET", "HEAD", "POST"]
READERS = (SecurityCoordinator, SecurityOfficer, Head)
MOST_SHOWN = 50
MOST_SAVED = 10_000
LONGEST = 200


@require_safe
@role_required(*READERS)
def show_components(request: HttpRequest) -> HttpResponse:
    """Which systems hold a component; each reading is noted, for it says where somebody is weak."""
    by, today = actor_for(request), clock.today()
    form = SearchForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    name, up_to = given.get("ten") or "", given.get("den") or ""
    log_access(by=by, purpose="coordinate", page="software_components", case_ids=[], at=clock.now())
    rows = holding(name.replace("\x00", ""), up_to.replace("\x00", ""), by, on=today)
    if request.GET.get("tep") == "csv":
        return as_csv(_found(list(rows[:MOST_SAVED])), "he-thong-co-thanh-phan")
    bills = SoftwareBill.objects.visible_to(by, on=today).valid()
    systems = InformationSystem.objects.visible_to(by, on=today).used_on(today)
    page = listing_of(request, rows, name)
    context = {
        "tabs": security_tabs(request, by),
        "form": form,
        "asked": bool(name),
        "table": _found(page.rows),
        "page": page,
        "holders": rows.order_by().values("bill__system").distinct().count() if name else 0,
        "bills": bills.filter(system__in=systems).count(),
        "systems": systems.count(),
    }
    return render(request, "security/bills/components.html", context)


def _found(rows: list[SoftwareComponent]) -> Table:
    head = [_("Hệ thống"), _("Cơ quan"), _("Thành phần"), _("Phiên bản"), _("Bảng kê lúc")]
    return Table(
        _("Hệ thống có thành phần này"),
        [Column(label) for label in head],
        [
            [
                Cell(one.bill.system.name, url=reverse("software_bill", args=[one.bill.system.code])),
                one.bill.system.operated_by,
                Cell(one.name, small=one.package),
                one.version or _("không rõ"),
                vn_datetime(one.bill.made_at or one.bill.at),
            ]
            for one in rows
        ],
    )


@require_safe
@role_required(*READERS)
def show_bill(request: HttpRequest, code: str) -> HttpResponse:
    """The valid bill of a system, its components page by page, and those before it."""
    system, by = system_of(request, code)
    bill = SoftwareBill.objects.valid().filter(system=system).select_related("by").first()
    words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    rows = SoftwareComponent.objects.filter(bill=bill) if bill else SoftwareComponent.objects.none()
    if words.strip():
        rows = rows.filter(Q(short__startswith=short_name(words.strip())) | Q(package=words.strip()))
    rows = rows.order_by("short", "version_key", "pk")
    log_access(by=by, purpose="coordinate", page="software_bill", case_ids=[], at=clock.now())
    if request.GET.get("tep") == "csv":
        return as_csv(_components(list(rows)), "bang-ke-phan-mem")
    page = listing_of(request, rows, words)
    context = {
        "system": system,
        "bill": bill,
        "facts": _facts(bill) if bill else [],
        "table": _components(page.rows),
        "page": page,
        "history": _history(system),
        "rejected": _rejected(bill),
        "sends": system.retired_on is None and can_keep_system(system, by, on=clock.today()),
    }
    return render(request, "security/bills/bill.html", context)


def _facts(bill: SoftwareBill) -> list[Fact]:
    return [
        Fact(_("Định dạng"), f"{bill.get_format_display()} {bill.format_version}"),
        Fact(_("Công cụ lập"), bill.tool or "–"),
        Fact(_("Lập cho"), bill.subject or "–"),
        Fact(_("Lập lúc"), vn_datetime(bill.made_at) if bill.made_at else _("không ghi")),
        Fact(_("Nạp lúc"), f"{vn_datetime(bill.at)}, {bill.by.full_name if bill.by else '–'}"),
        Fact(_("Số thành phần"), str(bill.component_count)),
        Fact(_("Không đọc được"), str(bill.rejected_count)),
        Fact("SHA-256", bill.sha256),
    ]


def _components(rows: list[SoftwareComponent]) -> Table:
    head = [_("Thành phần"), _("Phiên bản"), _("Giấy phép"), "Package URL"]
    return Table(
        _("Thành phần"),
        [Column(label) for label in head],
        [[one.name, one.version or _("không rõ"), one.licence or "–", one.package or "–"] for one in rows],
    )


def _history(system: InformationSystem) -> Table:
    rows = system.bills.exclude(replaced_at=None).select_related("by").order_by("-at", "-pk")[:MOST_SHOWN]
    return Table(
        _("Bảng kê trước đây"),
        [Column(_("Tệp")), Column(_("Nạp lúc")), Column(_("Thay lúc")), Column(_("Thành phần"), number=True)],
        [
            [one.file_name, vn_datetime(one.at), vn_datetime(one.replaced_at), str(one.component_count)]
            for one in rows
        ],
    )


def _rejected(bill: SoftwareBill | None) -> Table:
    rows = bill.rejected if bill else []
    return Table(
        _("Bản ghi không đọc được"),
        [Column(_("Bản ghi")), Column(_("Lý do"))],
        [[str(number), reason] for number, reason in rows],
    )


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def bill_file(request: HttpRequest, code: str, bill: str) -> HttpResponseBase:
    """The file of one bill of the system as it came."""
    system, by = system_of(request, code)
    one = get_object_or_404(SoftwareBill.objects.select_related("file"), system=system, code=bill)
    if one.file is None:
        raise Http404
    return serve(request, one.file, by=by, cases=[], purpose="coordinate")


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_bill(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_keep_system(system, by, on=clock.today())
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BillForm(data, sent)
    if request.method == "POST":
        made = attempt(form, lambda given: _register(system, given, by))
        if made:
            messages.success(request, _("Đã nạp bảng kê: %(n)s thành phần.") % {"n": made.component_count})
            return redirect("software_bill", code)
    return form_page(
        request,
        form,
        title=_("Nạp bảng kê phần mềm"),
        back=(reverse("software_bill", args=[code]), system.name),
        go=_("Nạp"),
        hint=_("Bảng kê mới thay bảng kê đang có; bảng kê cũ ở lại làm lịch sử."),
    )


def _register(system: InformationSystem, given: dict[str, Any], by: Actor) -> SoftwareBill:
    sent = given["content"]
    return register_bill(
        system=system,
        content=sent.read(),
        file_name=sent.name or "",
        client_key=given["client_key"],
        by=by,
        now=clock.now(),
    )
