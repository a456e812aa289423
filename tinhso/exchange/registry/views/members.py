"""Members of the data exchange: the list, one of them, its systems."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import InformationSystem, Member, Service, SystemKey
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry import forms, tables
from tinhso.exchange.registry.actions.enter_member import enter_member
from tinhso.exchange.registry.actions.enter_system import enter_system
from tinhso.exchange.registry.actions.mark_national import mark_national
from tinhso.exchange.registry.actions.suspend_member import resume_member, suspend_member
from tinhso.exchange.registry.certificates import client_certificates_of
from tinhso.exchange.registry.permissions import (
    can_describe,
    can_keep_registry,
    check_can_describe,
    check_can_keep_registry,
)
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_members(request: HttpRequest) -> HttpResponse:
    """Everybody who leads or answers for data sees who is a member."""
    context = {
        "table": tables.member_table(Member.objects.all()[:500]),
        "keeps": can_keep_registry(actor_for(request), clock.today()),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/registry/members.html", context)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_member(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    check_can_keep_registry(by, now.date())
    agencies = Agency.objects.on(now.date()).filter(exchange_member=None).order_by("sort_key")
    form = forms.MemberForm(request.POST or None, agencies=agencies)
    if request.method == "POST":
        found = attempt(form, lambda given: enter_member(by=by, now=now, **given))
        if found:
            messages.success(request, _("Đã thêm thành viên."))
            return redirect("exchange_member", found.pk)
    back = (reverse("exchange_members"), _("Thành viên"))
    return form_page(request, form, title=_("Thêm thành viên"), back=back, go=_("Thêm thành viên"))


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_member(request: HttpRequest, pk: int) -> HttpResponse:
    member, by, now = get_object_or_404(Member, pk=pk), actor_for(request), clock.now()
    keeps, describes = can_keep_registry(by, now.date()), can_describe(member, by, now.date())
    systems = list(member.systems.select_related("member"))
    services = Service.objects.filter(system__member=member).select_related("system__member")
    context = {
        "member": member,
        "systems": tables.system_table(systems),
        "services": tables.service_table(services, now),
        "keys": keys_of(member) if describes or keeps else [],
        "certificates": client_certificates_of(member, timezone.now()) if describes or keeps else [],
        "own_systems": systems,
        "today": now.date(),
        "keeps": keeps,
        "describes": describes,
    }
    return render(request, "exchange/registry/member.html", context)


def keys_of(member: Member) -> QuerySet[SystemKey]:
    """The newest of each of its systems first."""
    return SystemKey.objects.filter(system__member=member).select_related("system")


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_system(request: HttpRequest, pk: int) -> HttpResponse:
    member, by = get_object_or_404(Member, pk=pk), actor_for(request)
    check_can_describe(member, by, clock.today())
    form = forms.SystemForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda given: enter_system(member=member, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã thêm hệ thống."))
        return redirect("exchange_member", pk)
    back = (reverse("exchange_member", args=[pk]), member.name)
    return form_page(request, form, title=_("Thêm hệ thống thông tin"), back=back, go=_("Thêm hệ thống"))


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def stop_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend, or let a suspended one go on."""
    member, by = get_object_or_404(Member, pk=pk), actor_for(request)
    check_can_keep_registry(by, clock.today())
    stopped = member.suspended_at is not None
    shape = forms.NothingForm if stopped else forms.SuspendMemberForm
    form = shape(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        deed = resume_member if stopped else suspend_member
        if attempt(form, lambda given: deed(member=member, by=by, now=clock.now(), **given)):
            messages.success(
                request, _("Đã nối lại thành viên.") if stopped else _("Đã tạm dừng thành viên.")
            )
            return redirect("exchange_member", pk)
    title = _("Nối lại thành viên") if stopped else _("Tạm dừng thành viên")
    hint = "" if stopped else _("Mọi lời gọi từ và tới thành viên này bị từ chối ngay.")
    back = (reverse("exchange_member", args=[pk]), member.name)
    return form_page(request, form, title=title, back=back, go=title, hint=hint)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def mark_system(request: HttpRequest, system_id: int) -> HttpResponse:
    """Say that a system is a national database, or that it is none; asked once more before."""
    system = get_object_or_404(InformationSystem.objects.select_related("member"), pk=system_id)
    by, form = actor_for(request), forms.NationalForm(request.POST if request.method == "POST" else None)
    check_can_keep_registry(by, clock.today())
    if request.method == "POST" and attempt(
        form, lambda given: mark_national(system=system, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã lưu."))
        return redirect("exchange_member", system.member_id)
    back = (reverse("exchange_member", args=[system.member_id]), system.member.name)
    title = _("Ghi là cơ sở dữ liệu quốc gia")
    return form_page(request, form, title=title, back=back, go=_("Lưu"), hint=system.name)
