"""Groups of systems that an agreement may name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.models import InformationSystem, MemberGroup
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry import forms, tables
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.exchange.registry.permissions import can_keep_registry, check_can_keep_registry
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_groups(request: HttpRequest) -> HttpResponse:
    context = {
        "groups": MemberGroup.objects.all()[:500],
        "keeps": can_keep_registry(actor_for(request), clock.today()),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/registry/groups.html", context)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def new_group(request: HttpRequest) -> HttpResponse:
    by, form = actor_for(request), forms.GroupForm(request.POST or None)
    check_can_keep_registry(by, clock.today())
    if request.method == "POST":
        found = attempt(form, lambda given: enter_group(by=by, now=clock.now(), **given))
        if found:
            messages.success(request, _("Đã lập nhóm."))
            return redirect("exchange_group", found.pk)
    back = (reverse("exchange_groups"), _("Nhóm"))
    return form_page(request, form, title=_("Lập nhóm"), back=back, go=_("Lập nhóm"))


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(MemberGroup, pk=pk)
    seated = InformationSystem.objects.filter(seats__group=group, seats__left_at=None).select_related(
        "member"
    )
    context = {
        "group": group,
        "systems": tables.system_table(seated),
        "keeps": can_keep_registry(actor_for(request), clock.today()),
    }
    return render(request, "exchange/registry/group.html", context)


@require_http_methods(WAYS)
@role_required(Head, DataOfficer)
def seat_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Which systems are of the group."""
    group, by = get_object_or_404(MemberGroup, pk=pk), actor_for(request)
    check_can_keep_registry(by, clock.today())
    seated = list(group.seats.filter(left_at=None).values_list("system_id", flat=True))
    form = forms.SeatsForm(request.POST if request.method == "POST" else None, initial={"systems": seated})
    if request.method == "POST" and attempt(
        form, lambda given: seat_systems(group=group, by=by, now=clock.now(), **given)
    ):
        messages.success(request, _("Đã lưu thành phần nhóm."))
        return redirect("exchange_group", pk)
    back = (reverse("exchange_group", args=[pk]), group.name)
    return form_page(request, form, title=_("Thành phần nhóm"), back=back, go=_("Lưu thành phần nhóm"))
