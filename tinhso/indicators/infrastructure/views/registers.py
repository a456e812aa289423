"""The registers of digital infrastructure: every officer reads them, the focal agency enters; where a station stands is a page apart."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.indicators.infrastructure import permissions, tables
from tinhso.indicators.infrastructure.actions.end_item import end_item
from tinhso.indicators.infrastructure.actions.enter_item import enter_item
from tinhso.indicators.infrastructure.actions.enter_operator import enter_operator
from tinhso.indicators.infrastructure.actions.revise_item import revise_item
from tinhso.indicators.infrastructure.forms import ItemEndForm, ItemFilterForm, ItemForm, NetworkOperatorForm
from tinhso.indicators.infrastructure.views.public_page import page_address
from tinhso.indicators.models import InfrastructureItem, ItemKind, NetworkOperator, StationPosition
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Tab

WAYS = ["GET", "HEAD", "POST"]
PAGE = 50
RELATED = ("operator", "place", "user_agency", "agency", "table")


@require_safe
@officer_required
def show_register(request: HttpRequest, kind: str = ItemKind.STATION) -> HttpResponse:
    """One register, filtered, page by page. Nine queries."""
    if kind not in ItemKind.values:
        raise Http404
    today, actor = clock.today(), actor_for(request)
    form = ItemFilterForm(request.GET, day=today)
    rows = _filtered(InfrastructureItem.objects.of(kind), form if form.is_valid() else None)
    page = Paginator(rows.select_related(*RELATED), PAGE).get_page(request.GET.get("trang"))
    more = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "kind": kind,
        "title": ItemKind(kind).label,
        "tabs": desk_tabs(request),
        "parts": register_tabs(request),
        "form": form,
        "table": tables.item_table(kind, page),
        "page": page,
        "next_url": page_address(page.next_page_number(), more) if page.has_next() else "",
        "previous_url": page_address(page.previous_page_number(), more) if page.has_previous() else "",
        "enters": permissions.can_enter_infrastructure(actor, today),
    }
    return render(request, "indicators/infrastructure/register.html", context)


def register_tabs(request: HttpRequest) -> list[Tab]:
    """The registers, the villages, the tables of operators and the operators."""
    named = [(reverse("infrastructure_register", args=[code]), label) for code, label in ItemKind.choices]
    named[0] = (reverse("infrastructure_desk"), ItemKind.STATION.label)
    named.append((reverse("signal_villages"), _("Thôn chưa có sóng")))
    named.append((reverse("operator_tables"), _("Bảng của doanh nghiệp")))
    named.append((reverse("network_operators"), _("Doanh nghiệp, đơn vị")))
    return [Tab(label, url, request.path == url) for url, label in named]


def _filtered(rows: Any, form: ItemFilterForm | None) -> Any:
    if form is None:
        return rows.none()
    given = form.cleaned_data
    if words := given["q"].strip():
        rows = rows.filter(Q(code__icontains=words) | Q(name__icontains=words) | Q(village__icontains=words))
    if given["xa"]:
        rows = rows.filter(place=given["xa"])
    if given["doanh_nghiep"]:
        rows = rows.filter(operator=given["doanh_nghiep"])
    return rows if given["ca_da_ngung"] else rows.standing()


def _back(kind: str) -> tuple[str, Any]:
    return reverse("infrastructure_register", args=[kind]), ItemKind(kind).label


@require_http_methods(WAYS)
@officer_required
def enter_new_item(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in ItemKind.values:
        raise Http404
    actor, today = actor_for(request), clock.today()
    permissions.check_can_enter_infrastructure(actor, today)
    form = ItemForm(request.POST if request.method == "POST" else None, kind=kind, day=today)

    def deed(given: dict[str, Any]) -> InfrastructureItem:
        return enter_item(kind=kind, by=actor, now=clock.now(), **given)

    if request.method == "POST" and (found := attempt(form, deed)):
        messages.success(request, _("Đã nhập vào sổ."))
        return redirect("infrastructure_item", found.pk)
    title = _("Nhập: %(kind)s") % {"kind": ItemKind(kind).label}
    return form_page(request, form, title=title, back=_back(kind), go=_("Lưu vào sổ"))


def _item(pk: int) -> InfrastructureItem:
    return get_object_or_404(InfrastructureItem.objects.select_related(*RELATED), pk=pk)


@require_safe
@officer_required
def show_item(request: HttpRequest, pk: int) -> HttpResponse:
    """A row with those before and after it; its position is told to be there, not shown. Seven queries."""
    item, actor, today = _item(pk), actor_for(request), clock.today()
    others = InfrastructureItem.objects.filter(kind=item.kind, operator=item.operator_id, code=item.code)
    context = {
        "item": item,
        "facts": tables.item_facts(item),
        "others": tables.item_table(item.kind, others.exclude(pk=pk).select_related(*RELATED)[:PAGE]),
        "enters": item.until is None and permissions.can_enter_infrastructure(actor, today),
        "positioned": StationPosition.objects.filter(pk=pk).exists(),
        "sees": permissions.can_see_positions(actor, today),
        "back": _back(item.kind),
    }
    return render(request, "indicators/infrastructure/item.html", context)


@require_safe
@never_cache
@officer_required
def show_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Where exactly it stands: each reading is a line in the log of accesses."""
    actor = actor_for(request)
    permissions.check_can_see_positions(actor, clock.today())
    position = get_object_or_404(StationPosition.objects.select_related("item__place"), pk=pk)
    now = clock.now()
    log_access(by=actor, purpose="handling", page="station_position", case_ids=[], at=now, item=pk)
    return render(
        request, "indicators/infrastructure/position.html", {"position": position, "item": position.item}
    )


@require_http_methods(WAYS)
@officer_required
def mend_item(request: HttpRequest, pk: int) -> HttpResponse:
    item, actor, today = _item(pk), actor_for(request), clock.today()
    permissions.check_can_enter_infrastructure(actor, today)
    form = ItemForm(request.POST if request.method == "POST" else None, kind=item.kind, day=today, item=item)

    def deed(given: dict[str, Any]) -> InfrastructureItem:
        return revise_item(item=item, words=given["words"], by=actor, now=clock.now())

    if request.method == "POST" and (found := attempt(form, deed)):
        messages.success(request, _("Đã sửa."))
        return redirect("infrastructure_item", found.pk)
    back = (reverse("infrastructure_item", args=[pk]), item.code)
    hint = _(
        "Sửa điều được tính vào số liệu thì dòng cũ kết thúc hôm nay và dòng mới bắt đầu. Tọa độ để trống là giữ nguyên."
    )
    return form_page(request, form, title=_("Sửa dòng của sổ"), back=back, go=_("Lưu"), hint=hint)


@require_http_methods(WAYS)
@officer_required
def stop_item(request: HttpRequest, pk: int) -> HttpResponse:
    item, actor = _item(pk), actor_for(request)
    permissions.check_can_enter_infrastructure(actor, clock.today())
    form = ItemEndForm(request.POST if request.method == "POST" else None)

    def deed(given: dict[str, Any]) -> None:
        end_item(item=item, by=actor, now=clock.now(), **given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã ghi ngày ngừng."))
        return redirect("infrastructure_item", pk)
    back = (reverse("infrastructure_item", args=[pk]), item.code)
    return form_page(request, form, title=_("Ngừng sử dụng"), back=back, go=_("Ghi ngày ngừng"))


@require_safe
@officer_required
def show_operators(request: HttpRequest) -> HttpResponse:
    context = {
        "tabs": desk_tabs(request),
        "parts": register_tabs(request),
        "operators": NetworkOperator.objects.all(),
        "enters": permissions.can_enter_infrastructure(actor_for(request), clock.today()),
    }
    return render(request, "indicators/infrastructure/operators.html", context)


@require_http_methods(WAYS)
@officer_required
def enter_new_operator(request: HttpRequest) -> HttpResponse:
    actor = actor_for(request)
    permissions.check_can_enter_infrastructure(actor, clock.today())
    form = NetworkOperatorForm(request.POST if request.method == "POST" else None)

    def deed(given: dict[str, Any]) -> NetworkOperator:
        return enter_operator(by=actor, now=clock.now(), **given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã nhập."))
        return redirect("network_operators")
    back = (reverse("network_operators"), _("Doanh nghiệp, đơn vị vận hành"))
    return form_page(request, form, title=_("Nhập doanh nghiệp, đơn vị"), back=back, go=_("Lưu"))
