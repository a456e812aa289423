"""Deeds on one system: its connections and layers, the approved level, the check of its plan, its end."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.security.duties.permissions import check_can_coordinate, check_can_keep_system
from tinhso.security.models import InformationSystem
from tinhso.security.systems import forms
from tinhso.security.systems.actions.end_connection import end_connection
from tinhso.security.systems.actions.note_approval import note_approval
from tinhso.security.systems.actions.note_connection import note_connection
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.retire_system import retire_system
from tinhso.security.systems.actions.review_protection import review_protection
from tinhso.security.systems.views.finding import system_of

WAYS = ["GET", "HEAD", "POST"]


def _form(
    request: HttpRequest,
    system: InformationSystem,
    form: django_forms.Form,
    *,
    title: str,
    go: str,
    hint: str = "",
) -> HttpResponse:
    back = (reverse("information_system", args=[system.code]), system.name)
    return form_page(request, form, title=title, back=back, go=go, hint=hint)


def _done(request: HttpRequest, system: InformationSystem, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("information_system", system.code)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def retire(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_keep_system(system, by, on=clock.today())
    form = forms.RetireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: retire_system(system=system, by=by, now=clock.now(), **given)
    ):
        return _done(request, system, _("Đã ghi ngừng sử dụng."))
    return _form(request, system, form, title=_("Ngừng sử dụng hệ thống"), go=_("Ghi ngừng sử dụng"))


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def connect(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_keep_system(system, by, on=clock.today())
    form = forms.ConnectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: note_connection(system=system, by=by, now=clock.now(), **given)
    ):
        return _done(request, system, _("Đã ghi kết nối."))
    return _form(request, system, form, title=_("Thêm kết nối"), go=_("Ghi kết nối"))


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def disconnect(request: HttpRequest, code: str, number: int) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_keep_system(system, by, on=clock.today())
    connection = get_object_or_404(system.connections, number=number)
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: end_connection(connection=connection, by=by, now=clock.now(), **given)
    ):
        return _done(request, system, _("Đã ghi kết thúc kết nối."))
    return _form(
        request,
        system,
        form,
        title=_("Kết thúc kết nối với %(name)s") % {"name": connection.partner_name},
        go=_("Ghi kết thúc"),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def layer(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_keep_system(system, by, on=clock.today())
    form = forms.LayerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: provide_layer(system=system, by=by, now=clock.now(), **given)
    ):
        return _done(request, system, _("Đã ghi đơn vị của lớp này."))
    return _form(
        request,
        system,
        form,
        title=_("Đơn vị thực hiện một lớp bảo vệ"),
        go=_("Ghi"),
        hint=_("Đơn vị đang thực hiện lớp ấy kết thúc vào ngày này."),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def approve(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_coordinate(by, on=clock.today())
    form = forms.ApprovalForm(
        request.POST if request.method == "POST" else None, day=clock.today(), initial={"level": system.level}
    )
    if request.method == "POST" and attempt(
        form, lambda given: note_approval(system=system, by=by, now=clock.now(), **given)
    ):
        return _done(request, system, _("Đã ghi quyết định phê duyệt."))
    return _form(
        request, system, form, title=_("Ghi quyết định phê duyệt hồ sơ cấp độ"), go=_("Ghi quyết định")
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator)
def review(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_coordinate(by, on=clock.today())
    form = forms.ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda given: review_protection(system=system, by=by, now=clock.now(), **given)
    ):
        return _done(request, system, _("Đã ghi kết quả kiểm tra."))
    return _form(
        request, system, form, title=_("Kiểm tra triển khai phương án được duyệt"), go=_("Ghi kết quả")
    )
