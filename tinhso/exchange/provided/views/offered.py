"""Services of this program: which systems declare, by which law each is shared, and offering them."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.exchange.models import Service
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.provided.actions.offer_services import offer_services
from tinhso.exchange.provided.declared import ExchangeService, declared_services
from tinhso.exchange.registry.forms import NothingForm
from tinhso.exchange.registry.laws import laws_on
from tinhso.exchange.registry.permissions import can_keep_registry, check_can_keep_registry
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt
from tinhso.kernel.site.shapes import Cell, Column, Table

WAYS = ["GET", "HEAD", "POST"]


@require_http_methods(WAYS)
@role_required(Head, DataOfficer, Auditor)
def offered_services(request: HttpRequest) -> HttpResponse:
    """All that systems declare; those that are offered lead to their service, where one applies for an agreement."""
    by, now = actor_for(request), clock.now()
    form = NothingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_can_keep_registry(by, now.date())
        if attempt(form, lambda _given: offer_services(by=by, now=now)):
            messages.success(request, _("Đã cung cấp; bên cần dùng đề nghị thỏa thuận ở trang dịch vụ."))
            return redirect("exchange_offered")
    offered = {one.provided: one for one in Service.objects.exclude(provided="")}
    declared = declared_services()
    context = {
        "form": form,
        "table": offered_table(declared.values(), offered, laws_on(now.date())),
        "keeps": bool(declared.keys() - offered.keys()) and can_keep_registry(by, now.date()),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/provided/offered.html", context, status=422 if form.errors else 200)


def offered_table(
    services: Iterable[ExchangeService], offered: Mapping[str, Service], laws: Mapping[str, str]
) -> Table:
    rows: list[list[Cell | str]] = []
    for one in services:
        service = offered.get(one.code)
        link = reverse("exchange_service", args=[service.pk]) if service else ""
        rows.append(
            [
                Cell(one.title, url=link, small=one.code),
                ", ".join(f"GET {given.path}" for given in one.operations),
                _("Có") if one.personal else _("Không"),
                laws.get(one.code) or "–",
                Cell(_("Đang cung cấp"), tone="ok") if service else Cell(_("Chưa cung cấp"), tone=""),
            ]
        )
    head = [_("Dịch vụ"), _("Thao tác"), _("Dữ liệu cá nhân"), _("Căn cứ chia sẻ"), _("Tình trạng")]
    return Table(_("Dịch vụ do các hệ thống của nền tảng khai báo"), [Column(label) for label in head], rows)
