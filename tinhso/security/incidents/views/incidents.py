"""The list of cyber incidents, a new one, and what to do at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.security.incidents.actions.report_cyber_incident import report_cyber_incident
from tinhso.security.incidents.alerts import offered
from tinhso.security.incidents.contacts import numbers_for
from tinhso.security.incidents.forms import OpenForm, ReportForm, at_present
from tinhso.security.incidents.law import first_steps
from tinhso.security.incidents.listing import chosen, incidents_table, reported_by, reported_table
from tinhso.security.incidents.way import answering_agency
from tinhso.security.models import CyberIncident
from tinhso.security.pages.listing import listing_of, narrowed
from tinhso.security.pages.tabs import security_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_NAMED = 100


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_cyber_incidents(request: HttpRequest) -> HttpResponse:
    """Those that the officer may know of; each reading is noted."""
    by, now = actor_for(request), clock.now()
    rows = CyberIncident.objects.visible_to(by, on=clock.today())
    narrow, form = chosen(request, rows)
    narrow, words = narrowed(request, narrow)
    page = listing_of(request, narrow, words)
    log_access(
        by=by, purpose="coordinate", page="cyber_incidents", case_ids=[one.pk for one in page.rows], at=now
    )
    title = _("Sự cố an toàn thông tin mạng")
    context = {
        "tabs": security_tabs(request, by),
        "title": title,
        "table": incidents_table(page.rows, now, title),
        "page": page,
        "form": form,
        "opens": by.holds(SecurityOfficer) or by.holds(SecurityCoordinator),
    }
    return render(request, "security/incidents/incidents.html", context)


@require_safe
@officer_required
def show_first_steps(request: HttpRequest) -> HttpResponse:
    """For every officer: what is seen, what is done first, whom to call. The numbers of offices are read by whoever needs them."""
    by = actor_for(request)
    if by.agency_id is None:
        raise PermissionDenied
    numbers = numbers_for(answering_agency(by.agency_id).pk, clock.today())
    log_access(by=by, purpose="coordinate", page="incident_first_steps", case_ids=[], at=clock.now())
    mine = reported_by(by)
    context = {"steps": first_steps(), "numbers": numbers, "reported": reported_table(mine) if mine else None}
    return render(request, "security/incidents/first_steps.html", context)


@require_http_methods(WAYS)
@officer_required
def new_cyber_incident(request: HttpRequest) -> HttpResponse:
    """Any officer reports; who answers for the agency goes on to the incident, the others to what to do."""
    by = actor_for(request)
    first = at_present(clock.now()) | {"kind": request.GET.get("thay", "")[:20]}
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm(initial=first)
    if request.method == "POST" and (made := attempt(form, lambda given: _report(given, by))):
        return _after(request, made, by)
    return form_page(
        request,
        form,
        title=_("Báo sự cố an toàn thông tin mạng"),
        back=(reverse("incident_first_steps"), _("Có sự cố? Làm ngay")),
        go=_("Báo sự cố"),
        hint=_("Rút dây mạng của máy trước, rồi báo. Gấp thì gọi điện, báo ở đây sau."),
    )


@require_http_methods(WAYS)
@role_required(SecurityCoordinator, SecurityOfficer)
def open_cyber_incident(request: HttpRequest) -> HttpResponse:
    """Out of alerts, or an exercise."""
    by = actor_for(request)
    posted = request.method == "POST"
    named = request.POST.getlist("alerts") if posted else request.GET.getlist("canh_bao")
    alerts = offered(by, clock.today(), also=named[:MOST_NAMED])
    first = at_present(clock.now()) | {"alerts": named[:MOST_NAMED]}
    form = OpenForm(request.POST, offered=alerts) if posted else OpenForm(initial=first, offered=alerts)
    if posted and (made := attempt(form, lambda given: _report(given, by))):
        return _after(request, made, by)
    return form_page(
        request,
        form,
        title=_("Mở sự cố từ cảnh báo, hoặc diễn tập"),
        back=(reverse("cyber_incidents"), _("Sự cố an toàn thông tin mạng")),
        go=_("Mở sự cố"),
        hint=_("Các cảnh báo phải của một cơ quan. Diễn tập đi đủ các bước, không vào số liệu."),
    )


def _report(given: dict[str, Any], by: Actor) -> CyberIncident:
    return report_cyber_incident(by=by, now=clock.now(), **given)


def _after(request: HttpRequest, made: CyberIncident, by: Actor) -> HttpResponse:
    words = _("Đã báo đơn vị chuyên trách. Số sự cố: %(code)s. Giữ nguyên hiện trạng, chờ gọi lại.")
    messages.success(request, words % {"code": made.case.code})
    if CyberIncident.objects.visible_to(by, on=clock.today()).filter(pk=made.pk).exists():
        return redirect("cyber_incident", made.case.code)
    return redirect("incident_first_steps")
