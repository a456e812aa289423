"""Which agency acts for the province, on which days; entered by an administrator from the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Table, attempt, form_page
from tinhso.lib.dates import vn_date
from tinhso.security.duties.actions.give_duty import give_duty
from tinhso.security.duties.forms import DutyForm
from tinhso.security.duties.permissions import can_give_duties
from tinhso.security.models import SecurityDuty
from tinhso.security.pages.tabs import security_tabs


@require_safe
@officer_required
def show_duties(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = SecurityDuty.objects.select_related("agency").order_by("-duty", "-valid")[:100]
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(list(rows), today),
        "gives": can_give_duties(by),
    }
    return render(request, "security/duties/duties.html", context)


def _table(rows: list[SecurityDuty], today: object) -> Table:
    head = [_("Nhiệm vụ"), _("Cơ quan"), _("Từ ngày"), _("Đến trước ngày"), _("Quyết định")]
    return Table(
        _("Cơ quan chuyên trách và đội ứng cứu"),
        [Column(label) for label in head],
        [
            [
                Cell(row.get_duty_display(), tone="ok" if today in row.valid else None),
                row.agency.name,
                vn_date(row.valid.lower),
                vn_date(row.valid.upper) if row.valid.upper else "–",
                row.source,
            ]
            for row in rows
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def new_duty(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    form = DutyForm(request.POST if request.method == "POST" else None, day=clock.today())
    if request.method == "POST" and attempt(form, lambda given: give_duty(by=by, now=now, **given)):
        messages.success(request, _("Đã ghi cơ quan được giao nhiệm vụ."))
        return redirect("security_duties")
    return form_page(
        request,
        form,
        title=_("Giao nhiệm vụ an toàn thông tin"),
        back=(reverse("security_duties"), _("Cơ quan chuyên trách")),
        go=_("Ghi"),
        hint=_("Cơ quan đang giữ nhiệm vụ giữ đến trước ngày này."),
    )
