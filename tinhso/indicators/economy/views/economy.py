"""Digital economy as everybody sees it, and where agencies enter how they help enterprises."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.indicators.economy import permissions, supports
from tinhso.indicators.economy.actions.enter_programme import enter_programme
from tinhso.indicators.economy.actions.enter_support import enter_support
from tinhso.indicators.economy.actions.revoke_support import revoke_support
from tinhso.indicators.economy.economy import GROUP, group_versions, year_table
from tinhso.indicators.economy.entered_numbers import entered_table
from tinhso.indicators.economy.forms import ProgrammeForm, RevokeForm, SupportForm
from tinhso.indicators.models import FirmSupport, SupportProgramme
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.indicators.rights.permissions import can_draft
from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import form_page

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@public_page
def show_economy(request: HttpRequest) -> HttpResponse:
    shown = group_versions(GROUP)
    context = {
        "years": year_table(clock.today(), shown, _("Kinh tế số qua các năm")),
        "entered_numbers": entered_table(shown, actor_for(request), _("Ai nhập các số này")),
        "programmes": supports.programme_table(),
    }
    return render(request, "indicators/economy/economy.html", context)


@require_safe
@officer_required
def show_programmes(request: HttpRequest) -> HttpResponse:
    """The programmes of one's own agency."""
    actor = actor_for(request)
    context = {
        "programmes": SupportProgramme.objects.filter(agency=actor.agency_id),
        "enters": can_draft(actor),
        "tabs": desk_tabs(request),
    }
    return render(request, "indicators/economy/programme_desk.html", context)


@require_http_methods(WAYS)
@officer_required
def enter_new_programme(request: HttpRequest) -> HttpResponse:
    actor, form = actor_for(request), ProgrammeForm(request.POST or None)
    if not can_draft(actor):
        raise NotARegistrar

    def deed(given: dict[str, Any]) -> SupportProgramme:
        return enter_programme(by=actor, now=clock.now(), **given)

    if request.method == "POST" and (found := attempt(form, deed)):
        messages.success(request, _("Đã nhập chương trình."))
        return redirect("programme", found.pk)
    back = (reverse("programmes"), _("Hỗ trợ doanh nghiệp"))
    return form_page(request, form, title=_("Nhập chương trình hỗ trợ"), back=back, go=_("Lưu chương trình"))


def _own_programme(request: HttpRequest, pk: int) -> SupportProgramme:
    """Another agency's programme does not exist for this officer."""
    found = get_object_or_404(SupportProgramme.objects.select_related("agency"), pk=pk)
    if found.agency_id != actor_for(request).agency_id:
        raise PermissionDenied
    return found


@require_safe
@officer_required
def show_programme(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _own_programme(request, pk)
    context = {
        "programme": programme,
        "table": supports.support_table(programme),
        "enters": permissions.can_enter_supports(programme, actor_for(request)),
    }
    return render(request, "indicators/economy/programme.html", context)


@require_http_methods(WAYS)
@officer_required
def enter_new_support(request: HttpRequest, pk: int) -> HttpResponse:
    programme, actor, form = (
        _own_programme(request, pk),
        actor_for(request),
        SupportForm(request.POST or None),
    )

    def deed(given: dict[str, Any]) -> FirmSupport:
        return enter_support(programme=programme, by=actor, now=clock.now(), **given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã nhập lượt hỗ trợ."))
        return redirect("programme", pk)
    back = (reverse("programme", args=[pk]), programme.name)
    return form_page(request, form, title=_("Nhập lượt hỗ trợ"), back=back, go=_("Lưu lượt hỗ trợ"))


@require_http_methods(WAYS)
@officer_required
def take_support_back(request: HttpRequest, pk: int, support: int) -> HttpResponse:
    programme, actor, form = _own_programme(request, pk), actor_for(request), RevokeForm(request.POST or None)
    found = get_object_or_404(programme.supports.select_related("programme", "firm"), pk=support)

    def deed(given: dict[str, Any]) -> bool:
        revoke_support(support=found, by=actor, now=clock.now(), **given)
        return True

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã bỏ lượt hỗ trợ nhập sai."))
        return redirect("programme", pk)
    back = (reverse("programme", args=[pk]), programme.name)
    title = _("Bỏ lượt hỗ trợ nhập sai")
    hint = _("Dòng này vẫn được giữ cùng lý do nhưng không tính vào số liệu nữa.")
    return form_page(request, form, title=title, back=back, go=_("Bỏ lượt hỗ trợ"), hint=hint)
