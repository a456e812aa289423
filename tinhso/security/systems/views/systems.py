"""The register of information systems: looked up, saved, entered; the page of one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.security.duties.permissions import (
    can_coordinate,
    can_keep_system,
    check_can_keep_system,
)
from tinhso.security.models import InformationSystem
from tinhso.security.pages.listing import as_csv, listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs
from tinhso.security.systems import sheet
from tinhso.security.systems.actions.amend_system import amend_system
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.forms import SystemForm
from tinhso.security.systems.views.finding import system_of

WAYS = ["GET", "HEAD", "POST"]
MOST_SHOWN = 100


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_systems(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = InformationSystem.objects.visible_to(by, on=today).select_related("owner", "operator")
    found, words = narrowed(request, rows.order_by("name", "code"))
    if request.GET.get("tep") == "csv":
        return as_csv(sheet.systems_table(list(found)), "he-thong-thong-tin")
    page = listing_of(request, found, words)
    context = {
        "tabs": security_tabs(request, by),
        "table": sheet.systems_table(page.rows),
        "page": page,
        "enters": by.holds(SecurityOfficer) or by.holds(SecurityCoordinator),
    }
    return render(request, "security/systems/systems.html", context)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def new_system(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    initial = {"operator": by.agency_id, "scope": "civil"}
    form = SystemForm(request.POST if request.method == "POST" else None, day=clock.today(), initial=initial)
    if request.method == "POST":
        system = attempt(
            form,
            lambda given: register_system(entry=form.entry(), client_key=given["client_key"], by=by, now=now),
        )
        if system:
            messages.success(request, _("Đã đăng ký hệ thống ở cấp độ %(level)s.") % {"level": system.level})
            return redirect("information_system", system.code)
    return form_page(
        request,
        form,
        title=_("Đăng ký hệ thống thông tin"),
        back=(reverse("information_systems"), _("Hệ thống thông tin")),
        go=_("Đăng ký"),
        hint=_("Cấp độ là cấp cao nhất trong các căn cứ được chọn."),
    )


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_system(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    today = clock.today()
    in_use = system.retired_on is None
    keeps = in_use and can_keep_system(system, by, on=today)
    approvals = system.approvals.select_related("decided_by").order_by("-decided_on", "-pk")[:MOST_SHOWN]
    connections = system.connections.order_by("number")[:MOST_SHOWN]
    context = {
        "system": system,
        "facts": sheet.facts_of(system),
        "tables": [
            sheet.criteria_table(system),
            sheet.layers_table(list(system.layers.all())),
            sheet.connections_table(system, list(connections), keeps=keeps),
            sheet.approvals_table(list(approvals), today),
            sheet.reviews_table(list(system.reviews.order_by("-reviewed_on", "-pk")[:MOST_SHOWN])),
        ],
        "keeps": keeps,
        "coordinates": in_use and can_coordinate(by, on=today),
    }
    return render(request, "security/systems/system.html", context)


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def edit_system(request: HttpRequest, code: str) -> HttpResponse:
    system, by = system_of(request, code)
    check_can_keep_system(system, by, on=clock.today())
    form = SystemForm(
        request.POST if request.method == "POST" else None, day=clock.today(), initial=_written(system)
    )
    if request.method == "POST" and attempt(
        form,
        lambda given: amend_system(
            system=system, entry=form.entry(), ver=given["ver"] or 0, by=by, now=clock.now()
        ),
    ):
        messages.success(request, _("Đã sửa. Cấp độ tính lại theo căn cứ được chọn."))
        return redirect("information_system", code)
    return form_page(
        request,
        form,
        title=_("Sửa thông tin hệ thống"),
        back=(reverse("information_system", args=[code]), system.name),
        go=_("Lưu"),
    )


def _written(system: InformationSystem) -> dict[str, Any]:
    names = "client_key ver name purpose owner operator operator_name data_kinds users people_count criteria starts"
    return {name: getattr(system, name) for name in names.split()} | {"scope": "civil"}
