"""The list of shared data and the dictionary of shared data."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import DictionaryTerm, Service, SharedDataset
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registers import forms
from tinhso.exchange.registers.actions.enter_shared_dataset import enter_shared_dataset
from tinhso.exchange.registers.actions.enter_term import enter_term
from tinhso.exchange.registers.actions.map_field import map_field
from tinhso.exchange.registry.permissions import (
    can_keep_registry,
    check_can_describe,
    check_can_keep_registry,
)
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Cell, Column, Table

WAYS = ["GET", "HEAD", "POST"]
MOST = 500


def dataset_table(lines: Iterable[SharedDataset]) -> Table:
    head = [_("Dữ liệu"), _("Cơ quan quản lý"), _("Hình thức"), _("Căn cứ"), _("Từ ngày")]
    rows: list[list[Cell | str]] = [
        [
            Cell(one.title, small=one.code),
            one.holder.name,
            one.get_sharing_display(),
            one.source,
            f"{one.valid_from:%d/%m/%Y}",
        ]
        for one in lines
    ]
    return Table(_("Danh mục dữ liệu dùng chung"), [Column(label) for label in head], rows)


def term_table(terms: Iterable[DictionaryTerm]) -> Table:
    head = [_("Mục"), _("Ý nghĩa"), _("Kiểu"), _("Dữ liệu cá nhân"), _("Căn cứ")]
    rows: list[list[Cell | str]] = [
        [
            Cell(one.label, small=one.code),
            one.meaning,
            one.get_kind_display(),
            _("Có") if one.personal else _("Không"),
            one.source,
        ]
        for one in terms
    ]
    return Table(_("Từ điển dữ liệu dùng chung"), [Column(label) for label in head], rows)


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_registers(request: HttpRequest) -> HttpResponse:
    context = {
        "datasets": dataset_table(
            SharedDataset.objects.filter(valid_to=None).select_related("holder")[:MOST]
        ),
        "terms": term_table(DictionaryTerm.objects.all()[:MOST]),
        "keeps": can_keep_registry(actor_for(request), clock.today()),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/registers/registers.html", context)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_shared_dataset(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    check_can_keep_registry(by, now.date())
    agencies = Agency.objects.on(now.date()).order_by("sort_key")
    form = forms.SharedDatasetForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and attempt(
        form, lambda given: enter_shared_dataset(by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi vào danh mục."))
        return redirect("exchange_registers")
    back = (reverse("exchange_registers"), _("Danh mục, từ điển"))
    hint = _("Ghi lại một mã đang có là đổi dòng ấy từ ngày hiệu lực mới; dòng cũ vẫn được giữ.")
    return form_page(request, form, title=_("Ghi danh mục"), back=back, go=_("Ghi danh mục"), hint=hint)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_term(request: HttpRequest) -> HttpResponse:
    by, form = actor_for(request), forms.TermForm(request.POST or None)
    check_can_keep_registry(by, clock.today())
    if request.method == "POST" and attempt(form, lambda given: enter_term(by=by, now=clock.now(), **given)):
        messages.success(request, _("Đã ghi vào từ điển."))
        return redirect("exchange_registers")
    back = (reverse("exchange_registers"), _("Danh mục, từ điển"))
    return form_page(request, form, title=_("Ghi từ điển"), back=back, go=_("Ghi từ điển"))


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def map_service_field(request: HttpRequest, pk: int) -> HttpResponse:
    """Which word of the dictionary a field of a service is."""
    service = get_object_or_404(Service.objects.select_related("system__member"), pk=pk)
    by, form = actor_for(request), forms.MappingForm(request.POST or None)
    check_can_describe(service.system.member, by, clock.today())
    if request.method == "POST" and attempt(
        form, lambda given: map_field(service=service, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã lưu ánh xạ."))
        return redirect("exchange_service", pk)
    back = (reverse("exchange_service", args=[pk]), service.title)
    return form_page(request, form, title=_("Ánh xạ trường"), back=back, go=_("Lưu ánh xạ"))
