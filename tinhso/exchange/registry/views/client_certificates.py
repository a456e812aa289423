"""Certificates to which a member's systems bind their tokens: entered so that their end is told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.exchange.models import ClientCertificate, InformationSystem
from tinhso.exchange.registry import forms
from tinhso.exchange.registry.actions.keep_client_certificates import (
    enter_client_certificate,
    remove_client_certificate,
)
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_client_certificate(request: HttpRequest, system_id: int) -> HttpResponse:
    system = get_object_or_404(InformationSystem.objects.select_related("member"), pk=system_id)
    by, now, title = actor_for(request), clock.now(), _("Ghi chứng thư máy khách")
    form = forms.ClientCertificateForm(request.POST if request.method == "POST" else None)
    check_can_describe(system.member, by, now.date())
    if request.method == "POST" and attempt(
        form,
        lambda given: enter_client_certificate(system=system, by=by, at=timezone.now(), now=now, **given),
    ):
        messages.success(request, _("Đã ghi chứng thư; trước khi nó hết hạn 30, 7 và 1 ngày sẽ có lời nhắc."))
        return redirect("exchange_member", system.member_id)
    back = (reverse("exchange_member", args=[system.member_id]), system.member.name)
    return form_page(request, form, title=title, back=back, go=title, hint=system.name)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def stop_client_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more before its end is told no more."""
    found = ClientCertificate.objects.select_related("system__member")
    certificate, by, title = get_object_or_404(found, pk=pk), actor_for(request), _("Bỏ chứng thư máy khách")
    member = certificate.system.member
    check_can_describe(member, by, clock.today())
    form = forms.NothingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: remove_client_certificate(certificate=certificate, by=by, now=clock.now())
    ):
        messages.success(request, _("Đã bỏ chứng thư."))
        return redirect("exchange_member", member.pk)
    back = (reverse("exchange_member", args=[member.pk]), member.name)
    hint = _("Không nhắc ngày hết hạn của chứng thư này nữa; mã truy cập đã gắn với nó vẫn dùng được.")
    return form_page(request, form, title=title, back=back, go=title, hint=hint)
