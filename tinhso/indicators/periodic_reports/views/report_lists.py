"""What the agency of the actor owes, and what it receives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.periodic_reports import report_lists
from tinhso.indicators.periodic_reports.forms import PageFilter
from tinhso.indicators.periodic_reports.permissions import can_follow_received
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab


def _tabs(request: HttpRequest, by: Actor) -> list[Tab]:
    pages = [(_("Phải nộp"), "owed_reports")]
    if can_follow_received(by):
        pages.append((_("Nhận từ cơ quan khác"), "received_reports"))
    return [Tab(label, reverse(name), reverse(name) == request.path) for label, name in pages]


@require_safe
@officer_required
def show_owed(request: HttpRequest) -> HttpResponse:
    """Late, due and sent reports of the agency in one list, those of other systems by links; what comes next."""
    by, now = actor_for(request), clock.now()
    agency = Agency.objects.filter(pk=by.agency_id or 0).first()
    declared = report_lists.declared_reports(request)
    rows = report_lists.in_order(
        [*report_lists.own_reports(by, now), *(one for _slot, found in declared for one in found)]
    )
    due = [one for one in rows if not one.done]
    done = [one for one in rows if one.done][: report_lists.MOST]
    context = {
        "tabs": _tabs(request, by),
        "agency": agency,
        "due": report_lists.owed_table(due[: report_lists.MOST], _("Báo cáo phải nộp, gần hạn trước")),
        "done": report_lists.owed_table(done, _("Báo cáo đã gửi")),
        "total": sum(one.due_at is not None for one in due),
        "late": sum(one.tone == "late" for one in due),
        "coming": report_lists.coming_reports(agency, now.date()),
        "now": now,
    }
    return render(request, "indicators/periodic_reports/owed_reports.html", context)


@require_safe
@officer_required
def show_received(request: HttpRequest) -> HttpResponse:
    """Who has sent and who is late, by report and period."""
    by, now = actor_for(request), clock.now()
    form = PageFilter(request.GET)
    page = (form.cleaned_data.get("trang") if form.is_valid() else None) or 1
    groups, more = report_lists.received_reports(by, now, page) if can_follow_received(by) else ([], False)
    context = {"tabs": _tabs(request, by), "groups": groups, "more": f"?trang={page + 1}" if more else ""}
    return render(request, "indicators/periodic_reports/received.html", context)
