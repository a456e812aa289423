"""Services of the data exchange: the list, the sheet of one, and the deeds on it."""

from collections.abc import Callable
from typing import Any

from django import forms as shapes
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import InformationSystem, Service
from tinhso.exchange.pages.found_words import holds_words
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry import forms, tables
from tinhso.exchange.registry.actions.enter_service import enter_service
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.maintain_service import announce_maintenance, end_maintenance
from tinhso.exchange.registry.actions.name_subject import name_subject
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.actions.withdraw_service import withdraw_service
from tinhso.exchange.registry.certificates import certificates_of, seen_table
from tinhso.exchange.registry.laws import law_of
from tinhso.exchange.registry.permissions import can_describe, can_read_checks, check_can_describe, leads
from tinhso.exchange.registry.subject_places import subject_is_lost
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.lib.language.vietnamese import fold

WAYS = ["GET", "HEAD", "POST"]
MOST = 500
Deed = Callable[..., Any]
DEEDS: dict[str, tuple[Any, type[shapes.Form], Deed]] = {
    "mo-ta": (gettext_lazy("Nhập mô tả OpenAPI"), forms.OpenApiForm, import_openapi),
    "neu-ca-nhan": (gettext_lazy("Ghi chỗ nêu cá nhân"), forms.SubjectForm, name_subject),
    "noi-dat": (gettext_lazy("Đặt địa chỉ"), forms.PlaceForm, place_service),
    "bao-tri": (gettext_lazy("Báo bảo trì"), forms.MaintenanceForm, announce_maintenance),
    "het-bao-tri": (gettext_lazy("Kết thúc bảo trì"), forms.NothingForm, end_maintenance),
    "ngung": (gettext_lazy("Báo ngừng cung cấp"), forms.WithdrawalForm, withdraw_service),
}
OF_OTHERS = frozenset({"mo-ta", "neu-ca-nhan", "noi-dat"})
"""Deeds on services that other programs answer."""


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_services(request: HttpRequest) -> HttpResponse:
    """Every service that may be asked for, or those that hold the words that were typed."""
    form = forms.FindForm(request.GET)
    words = fold(form.cleaned_data["tim"]).split() if form.is_valid() else []
    services = list(Service.objects.select_related("system__member")[:MOST])
    if words:
        services = [one for one in services if holds_words(words, texts_of(one))]
    by = actor_for(request)
    mine = InformationSystem.objects.filter(member__agency=by.agency_id) if leads(by) else []
    context = {
        "table": tables.service_table(services, clock.now()),
        "form": form,
        "looked_for": bool(words),
        "systems": mine,
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/registry/services.html", context)


def texts_of(service: Service) -> list[str | None]:
    """By which it is found."""
    system = service.system
    return [
        service.title,
        service.description,
        service.code,
        system.code,
        system.name,
        system.member.code,
        system.member.name,
    ]


def whole(pk: int) -> Service:
    """With system and member; 404."""
    return get_object_or_404(Service.objects.select_related("system__member"), pk=pk)


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_service(request: HttpRequest, pk: int) -> HttpResponse:
    service, by, now = whole(pk), actor_for(request), clock.now()
    versions = list(service.versions.defer("openapi").order_by("-number")[:50])
    words, tone = tables.standing_of(service, now)
    describes = can_describe(service.system.member, by, now.date())
    reads_checks = can_read_checks(service, by, now)
    context = {
        "service": service,
        "standing": words,
        "tone": tone,
        "versions": tables.version_table(versions),
        "operations": versions[0].operations if versions else [],
        "subject_lost": describes and subject_is_lost(service),
        "places": tables.place_table(service.addresses.all()) if describes else None,
        "law": law_of(service, now.date()),
        "mappings": service.mappings.select_related("term"),
        "describes": describes,
        "reads_checks": reads_checks,
        "certificates": seen_table(certificates_of(service) if reads_checks else [], timezone.now()),
        "applies": leads(by) and not service.is_withdrawn(now),
        "deeds": _open_deeds(service) if describes else [],
        "now": now,
    }
    return render(request, "exchange/registry/service.html", context)


def _open_deeds(service: Service) -> list[tuple[str, Any]]:
    """A maintenance is ended where one was announced; what this program gives itself it describes and places itself."""
    closed = {"het-bao-tri"} if service.maintenance_from is None else set()
    closed |= OF_OTHERS if service.provided else set()
    return [(name, label) for name, (label, _form, _deed) in DEEDS.items() if name not in closed]


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_service(request: HttpRequest, system_id: int) -> HttpResponse:
    system = get_object_or_404(InformationSystem.objects.select_related("member"), pk=system_id)
    by, form = actor_for(request), forms.ServiceForm(request.POST or None)
    check_can_describe(system.member, by, clock.today())
    if request.method == "POST":
        found = attempt(form, lambda given: enter_service(system=system, by=by, now=clock.now(), **given))
        if found:
            messages.success(request, _("Đã thêm dịch vụ; tiếp theo nhập mô tả OpenAPI."))
            return redirect("exchange_service", found.pk)
    back = (reverse("exchange_services"), _("Dịch vụ"))
    return form_page(
        request, form, title=_("Thêm dịch vụ"), back=back, go=_("Thêm dịch vụ"), hint=system.name
    )


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def service_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on a service, behind its form."""
    service, by, now = whole(pk), actor_for(request), clock.now()
    if deed not in DEEDS or (service.provided and deed in OF_OTHERS):
        raise Http404
    check_can_describe(service.system.member, by, now.date())
    label, shape, action = DEEDS[deed]
    known = {"subject_in": service.subject_in, "subject_at": service.subject_at}
    form = shape(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and attempt(
        form, lambda given: action(service=service, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã lưu."))
        return redirect("exchange_service", pk)
    back = (reverse("exchange_service", args=[pk]), service.title)
    return form_page(request, form, title=label, back=back, go=label)
