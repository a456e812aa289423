"""Incidents of shared software: those of one's own or of one's agency, a new one, and the worklist of the support desk."""

from typing import Any

from django.contrib import messages
from django.db.models import Avg, Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Auditor, Head, SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.security.models import SupportIncident
from tinhso.security.pages.listing import as_csv, listing_of, narrowed
from tinhso.security.support.actions.report_incident import report_incident
from tinhso.security.support.forms import ReportForm
from tinhso.security.support.listing import chosen, incidents_table
from tinhso.security.support.sent_files import sent_form
from tinhso.security.support.tabs import support_tabs

WAYS = ["GET", "HEAD", "POST"]
MOST_LISTED = 10_000


@require_safe
@officer_required
def show_incidents(request: HttpRequest) -> HttpResponse:
    """What the officer reported; for a head or security officer all of the agency, where the address says so."""
    by, now = actor_for(request), clock.now()
    leads = by.holds(Head) or by.holds(SecurityOfficer)
    whole = leads and request.GET.get("pham_vi") == "co-quan"
    rows = SupportIncident.objects.visible_to(by, on=clock.today()).filter(agency_id=by.agency_id or 0)
    if not whole:
        rows = rows.filter(reporter_id=by.user_id)
    narrow, form = chosen(request, rows, now, usual="tat-ca")
    narrow, words = narrowed(request, narrow)
    title = _("Sự cố của cơ quan") if whole else _("Sự cố đã báo")
    if request.GET.get("tep") == "csv":
        return _csv(narrow, title, by)
    page = listing_of(request, narrow, words)
    if whole:
        log_access(
            by=by,
            purpose="coordinate",
            page="support_incidents",
            case_ids=[one.pk for one in page.rows],
            at=now,
        )
    context = {
        "tabs": support_tabs(request, by),
        "title": title,
        "table": incidents_table(page.rows, now, title),
        "page": page,
        "form": form,
        "leads": leads,
        "whole": whole,
        "reports": True,
    }
    return render(request, "security/support/incidents.html", context)


@require_safe
@role_required(SupportDesk, SecurityCoordinator, Auditor)
def show_desk(request: HttpRequest) -> HttpResponse:
    """The worklist of the desk: what waits for it, the earliest deadline first."""
    by, now = actor_for(request), clock.now()
    rows = SupportIncident.objects.visible_to(by, on=clock.today())
    if by.holds(SupportDesk):
        rows = rows.filter(case__agency_id=by.agency_id or 0)
    rated = rows.aggregate(n=Count("rating"), stars=Avg("rating"))
    counts = {"open": rows.at_work().count(), "late": rows.late(now).count(), "rated": rated["n"]}
    narrow, form = chosen(request, rows, now, usual="mo")
    narrow, words = narrowed(request, narrow)
    title = _("Bộ phận hỗ trợ phần mềm dùng chung")
    if request.GET.get("tep") == "csv":
        return _csv(narrow, title, by)
    page = listing_of(request, narrow, words)
    context = {
        "tabs": support_tabs(request, by),
        "title": title,
        "table": incidents_table(page.rows, now, title),
        "page": page,
        "form": form,
        "counts": counts,
        "stars": f"{rated['stars']:.1f}".replace(".", ",") if rated["n"] else "",
    }
    return render(request, "security/support/incidents.html", context)


def _csv(rows: "QuerySet[SupportIncident]", title: str, by: Actor) -> HttpResponse:
    """What the list shows, however many pages it has; noted, as reading the list is."""
    now, found = clock.now(), list(rows[:MOST_LISTED])
    cases = [one.pk for one in found]
    log_access(by=by, purpose="coordinate", page="support_incidents", case_ids=cases, at=now)
    return as_csv(incidents_table(found, now, title), "su-co-phan-mem")


@require_http_methods(WAYS)
@officer_required
def new_incident(request: HttpRequest) -> HttpResponse:
    by, day = actor_for(request), clock.today()
    posted = request.method == "POST"
    form = sent_form(ReportForm, request, by, day=day) if posted else ReportForm(day=day)
    if posted:
        made = attempt(form, lambda given: _report(given, by))
        if made:
            messages.success(
                request, _("Đã gửi tới bộ phận hỗ trợ. Số sự cố: %(code)s.") % {"code": made.case.code}
            )
            return redirect("support_incident", made.case.code)
    return form_page(
        request,
        form,
        title=_("Báo sự cố phần mềm dùng chung"),
        back=(reverse("support_incidents"), _("Sự cố đã báo")),
        go=_("Gửi"),
        hint=_(
            "Xem trước mục “Lỗi đã biết”: có thể đã có cách làm tạm. Nghi máy nhiễm mã độc thì rút dây mạng trước."
        ),
    )


def _report(given: dict[str, Any], by: Any) -> SupportIncident:
    return report_incident(by=by, now=clock.now(), **given)
