"""Villages without signal: the worklist, entering one, checks with evidence, the head's confirmation."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import can_act, why_due
from tinhso.indicators.infrastructure import permissions, tables
from tinhso.indicators.infrastructure.actions.check_signal import check_signal
from tinhso.indicators.infrastructure.actions.confirm_signal import confirm_signal
from tinhso.indicators.infrastructure.actions.enter_village import enter_village
from tinhso.indicators.infrastructure.actions.return_signal import return_signal
from tinhso.indicators.infrastructure.forms import (
    SignalCheckForm,
    SignalReturnForm,
    VillageFilterForm,
    VillageForm,
)
from tinhso.indicators.infrastructure.views.public_page import page_address
from tinhso.indicators.infrastructure.views.registers import register_tabs
from tinhso.indicators.infrastructure.village_process import CONFIRM, FOLLOW
from tinhso.indicators.models import SignalCheck, SignalReportCount, SignalVillage
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.indicators.registers.views.refusals import RULES, attempt
from tinhso.kernel.files.public import files_sent, serve
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.kernel.site.public import form_page
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.numbers import vn_number

WAYS = ["GET", "HEAD", "POST"]
PAGE, MOST_COMMUNES = 50, 20


@require_safe
@officer_required
def show_villages(request: HttpRequest) -> HttpResponse:
    """Those that the officer's agency takes part in: open ones first, by deadline, and where citizens report missing signal."""
    actor, now = actor_for(request), clock.now()
    form = VillageFilterForm(request.GET)
    rows = _filtered(SignalVillage.objects.visible_to(actor), form if form.is_valid() else None)
    rows = rows.whole().order_by(F("covered_on").asc(nulls_first=True), "case__due_at", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    more = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    enters = permissions.can_enter_infrastructure(actor, clock.today())
    context = {
        "tabs": desk_tabs(request),
        "parts": register_tabs(request),
        "form": form,
        "table": tables.village_table(page, now),
        "reported": reported_table() if enters else None,
        "next_url": page_address(page.next_page_number(), more) if page.has_next() else "",
        "previous_url": page_address(page.previous_page_number(), more) if page.has_previous() else "",
        "enters": enters,
    }
    return render(request, "indicators/infrastructure/villages.html", context)


def _filtered(rows: Any, form: VillageFilterForm | None) -> Any:
    if form is None:
        return rows.none()
    given = form.cleaned_data
    if words := given["q"].strip():
        rows = rows.filter(Q(name__icontains=words) | Q(place__name__icontains=words))
    if given["song"]:
        rows = rows.filter(signal=given["song"])
    if given["nam"]:
        rows = rows.filter(target_year=given["nam"])
    if given["qua_han"]:
        rows = rows.filter(case__finished_at=None, case__due_at__lt=clock.now())
    return rows


def reported_table() -> Table:
    """Communes with the most reports of missing signal in the last twelve months that have any; numbers alone. One query."""
    since = clock.today().replace(day=1)
    since = since.replace(year=since.year - 1)
    rows = (
        SignalReportCount.objects.filter(month__gte=since, reports__gt=0)
        .order_by()
        .values_list("place__name")
        .annotate(n=Sum("reports"))
        .order_by("-n", "place__name")[:MOST_COMMUNES]
    )
    columns = [Column(_("Xã, phường")), Column(_("Phản ánh 12 tháng qua"), number=True)]
    return Table(
        _("Nơi người dân phản ánh không có sóng"), columns, [[name, vn_number(n)] for name, n in rows]
    )


@require_http_methods(WAYS)
@officer_required
def enter_new_village(request: HttpRequest) -> HttpResponse:
    actor = actor_for(request)
    permissions.check_can_enter_infrastructure(actor, clock.today())
    form = VillageForm(request.POST if request.method == "POST" else None, day=clock.today())

    def deed(given: dict[str, Any]) -> SignalVillage:
        return enter_village(by=actor, now=clock.now(), **given)

    if request.method == "POST" and (found := attempt(form, deed)):
        messages.success(request, _("Đã ghi thôn, thời hạn bắt đầu tính."))
        return redirect("signal_village", found.case.code)
    back = (reverse("signal_villages"), _("Thôn chưa có sóng"))
    return form_page(request, form, title=_("Ghi thôn chưa có sóng"), back=back, go=_("Lưu thôn"))


def _village(request: HttpRequest, code: str) -> SignalVillage:
    return get_object_or_404(SignalVillage.objects.visible_to(actor_for(request)).whole(), case__code=code)


@require_safe
@officer_required
def show_village(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _village(request, code))


def _page(
    request: HttpRequest,
    village: SignalVillage,
    check: SignalCheckForm | None = None,
    back: SignalReturnForm | None = None,
) -> HttpResponse:
    turn, today = can_act(village.case, actor_for(request)), clock.today()
    known = {"ver": village.case.ver, "operator": village.operator_id, "signal": village.signal}
    months = SignalReportCount.objects.filter(place=village.place_id, reports__gt=0)[:12]
    context: dict[str, Any] = {
        "village": village,
        "checks": village.checks.select_related("by", "file", "operator"),
        "returned": village.case.notes.filter(kind="return").order_by("-pk"),
        "standing": tables.village_standing(village, clock.now()),
        "months": [(tables.month_label(one.month), one.reports) for one in months],
        "may_check": turn and village.case.step == FOLLOW,
        "may_confirm": turn and village.case.step == CONFIRM,
        "check": check or SignalCheckForm(initial=known, day=today),
        "back": back or SignalReturnForm(initial={"ver": village.case.ver}),
        "why": why_due(village.case),
        "now": clock.now(),
    }
    wrong = any(form is not None and form.errors for form in (check, back))
    return render(request, "indicators/infrastructure/village.html", context, status=422 if wrong else 200)


@require_POST
@officer_required
def send_check(request: HttpRequest, code: str) -> HttpResponse:
    village, actor = _village(request, code), actor_for(request)
    form = SignalCheckForm(request.POST, request.FILES, day=clock.today())
    stored = files_sent(form, "file", request.FILES, by=actor, now=clock.now(), rules=RULES)

    def deed(given: dict[str, Any]) -> SignalCheck:
        given["file"] = stored[-1] if stored else None
        return check_signal(village=village, by=actor, now=clock.now(), **given)

    if attempt(form, deed) is None:
        return _page(request, village, check=form)
    messages.success(request, _("Đã ghi kết quả kiểm tra sóng."))
    return redirect("signal_village", code)


@require_POST
@officer_required
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    village = _village(request, code)
    confirm_signal(village=village, ver=sent_version(request), by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã xác nhận thôn có sóng."))
    return redirect("signal_village", code)


@require_POST
@officer_required
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    village, actor, form = _village(request, code), actor_for(request), SignalReturnForm(request.POST)

    def deed(given: dict[str, Any]) -> None:
        return_signal(village=village, by=actor, now=clock.now(), **given)

    if attempt(form, deed) is None:
        return _page(request, village, back=form)
    messages.success(request, _("Đã trả lại để theo dõi tiếp."))
    return redirect("signal_village", code)


@require_safe
@officer_required
def open_check_file(request: HttpRequest, code: str, check: int) -> HttpResponseBase:
    """The evidence of one check, for whoever takes part in the case."""
    village = _village(request, code)
    found = get_object_or_404(village.checks.select_related("file"), pk=check, file__isnull=False)
    assert found.file is not None
    return serve(request, found.file, by=actor_for(request), cases=[village.case_id])
