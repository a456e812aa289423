"""Keys of a member's systems."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.exchange.models import InformationSystem, SystemKey
from tinhso.exchange.registry import forms
from tinhso.exchange.registry.actions.keep_keys import enter_key, revoke_key
from tinhso.exchange.registry.permissions import can_keep_registry, check_can_describe
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_key(request: HttpRequest, system_id: int) -> HttpResponse:
    system = get_object_or_404(InformationSystem.objects.select_related("member"), pk=system_id)
    by, form = actor_for(request), forms.KeyForm(request.POST if request.method == "POST" else None)
    check_can_describe(system.member, by, clock.today())
    if request.method == "POST" and attempt(
        form, lambda given: enter_key(system=system, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã thêm khóa."))
        return redirect("exchange_member", system.member_id)
    back = (reverse("exchange_member", args=[system.member_id]), system.member.name)
    return form_page(request, form, title=_("Thêm khóa"), back=back, go=_("Thêm khóa"), hint=system.name)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def stop_key(request: HttpRequest, pk: int) -> HttpResponse:
    """ServiceQuery once more before a key proves nothing."""
    key = get_object_or_404(SystemKey.objects.select_related("system__member"), pk=pk)
    by, form = actor_for(request), forms.NothingForm(request.POST if request.method == "POST" else None)
    if not can_keep_registry(by, clock.today()):
        check_can_describe(key.system.member, by, clock.today())
    if request.method == "POST" and attempt(form, lambda given: revoke_key(key=key, by=by, now=clock.now())):
        messages.success(request, _("Đã thu hồi khóa."))
        return redirect("exchange_member", key.system.member_id)
    back = (reverse("exchange_member", args=[key.system.member_id]), key.system.member.name)
    hint = _("Hệ thống không còn gọi được bằng khóa này, ngay từ bây giờ.")
    return form_page(request, form, title=_("Thu hồi khóa"), back=back, go=_("Thu hồi khóa"), hint=hint)
