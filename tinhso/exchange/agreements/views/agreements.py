"""Agreements on the officer's pages: the list, the application, the sheet of one, the deeds on it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import claim_case, history
from tinhso.exchange.agreements import forms, sheet
from tinhso.exchange.agreements.actions.apply_for_agreement import apply_for_agreement
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.actions.change_quota import change_quota
from tinhso.exchange.agreements.actions.dispute_objection import dispute_objection
from tinhso.exchange.agreements.actions.end_agreement import end_agreement
from tinhso.exchange.agreements.actions.object_to_agreement import object_to_agreement
from tinhso.exchange.agreements.actions.suspend_agreement import resume_agreement, suspend_agreement
from tinhso.exchange.agreements.actions.withdraw_application import withdraw_application
from tinhso.exchange.agreements.terms import Quota
from tinhso.exchange.models import Agreement, Service
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.laws import law_of
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
PAGE = 50
DEEDS: dict[str, tuple[Any, Any, Any]] = {
    "tham-dinh": (gettext_lazy("Thẩm định đạt"), forms.VersionForm, appraise_agreement),
    "duyet": (gettext_lazy("Duyệt chia sẻ"), forms.VersionForm, approve_agreement),
    "tu-choi": (gettext_lazy("Từ chối"), forms.ObjectionForm, object_to_agreement),
    "rut": (gettext_lazy("Rút đề nghị"), forms.WithdrawApplicationForm, withdraw_application),
    "giai-quyet": (gettext_lazy("Đề nghị giải quyết"), forms.DisputeForm, dispute_objection),
    "tam-dung": (gettext_lazy("Tạm dừng ngay"), forms.SuspendForm, suspend_agreement),
    "noi-lai": (gettext_lazy("Nối lại"), forms.TextForm, resume_agreement),
    "han-muc": (gettext_lazy("Đổi hạn mức"), forms.QuotaForm, change_quota),
    "cham-dut": (gettext_lazy("Chấm dứt"), forms.TextForm, end_agreement),
}


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_agreements(request: HttpRequest) -> HttpResponse:
    """Those in which this officer's agency takes part, newest first."""
    rows = Agreement.objects.visible_to(actor_for(request)).whole().order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "table": sheet.agreement_table(page.object_list, clock.now()),
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/agreements/agreements.html", context)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to share data of a service."""
    service = get_object_or_404(Service.objects.select_related("system__member__agency"), pk=pk)
    by, now = actor_for(request), clock.now()
    form = forms.ApplicationForm(
        request.POST if request.method == "POST" else None,
        law=law_of(service, now.date()),
        service=service,
        version=newest(service),
        by=by,
        keeps=can_keep_registry(by, now.date()),
    )
    if request.method == "POST":
        found = attempt(
            form,
            lambda given: apply_for_agreement(
                terms=form.terms(), client_key=given["client_key"], by=by, now=now
            ),
        )
        if found:
            messages.success(request, _("Đã gửi đề nghị tới bên cung cấp."))
            return redirect("exchange_agreement", found.case.code)
    back = (reverse("exchange_service", args=[pk]), service.title)
    return form_page(request, form, title=_("Đề nghị chia sẻ dữ liệu"), back=back, go=_("Gửi đề nghị"))


def agreement_of(request: HttpRequest, code: str) -> Agreement:
    """404 unless this officer's agency takes part."""
    found = Agreement.objects.visible_to(actor_for(request)).whole().filter(case__code=code).first()
    if found is None:
        raise Http404
    return found


@require_safe
@officer_required
def show_agreement(request: HttpRequest, code: str) -> HttpResponse:
    agreement, by, now = agreement_of(request, code), actor_for(request), clock.now()
    names = sheet.open_deeds(agreement, by, now)
    if names and names[0] in ("tham-dinh", "duyet"):
        claim_case(case=agreement.case, by=by, now=now)
    words, tone = sheet.standing_of(agreement, now)
    context = {
        "agreement": agreement,
        "case": agreement.case,
        "standing": words,
        "tone": tone,
        "facts": sheet.facts_of(agreement),
        "changes": sheet.change_table(agreement.changes.all()[:50]),
        "deeds": [(name, DEEDS[name][0]) for name in names],
        "waits": agreement.approved_at is None and not agreement.case.is_final,
        "history": history(agreement.case, for_citizen=False),
        "now": now,
    }
    return render(request, "exchange/agreements/agreement.html", context)


@require_http_methods(WAYS)
@officer_required
def agreement_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    """One deed behind its form; whose it is, the action says."""
    agreement, by, now = agreement_of(request, code), actor_for(request), clock.now()
    if deed not in DEEDS:
        raise Http404
    if request.method != "POST" and deed not in sheet.open_deeds(agreement, by, now):
        raise ExchangeForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    label, shape, action = DEEDS[deed]
    initial = {"ver": agreement.case.ver} | {name: getattr(agreement, name) for name in forms.QUOTA}
    form = shape(request.POST if request.method == "POST" else None, initial=initial)

    def done(given: dict[str, Any]) -> Any:
        if deed == "han-muc":
            quota = Quota(**{name: given.pop(name) for name in forms.QUOTA})
            given = given | {"quota": quota}
        return action(agreement=agreement, by=by, now=now, **given)

    if request.method == "POST" and attempt(form, done):
        messages.success(request, _("Đã lưu; hai bên được báo."))
        return redirect("exchange_agreement", code)
    back = (reverse("exchange_agreement", args=[code]), code)
    return form_page(request, form, title=label, back=back, go=label, hint=agreement.service.title)
