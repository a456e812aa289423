"""The inventory of systems: how many are approved and how many fully protected as approved, on a day."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Figure, Table, attempt, form_page
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.lib.shares import rate
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.inventory.actions.confirm_inventory import confirm_inventory
from tinhso.security.inventory.figures import Figures, figures_on
from tinhso.security.inventory.forms import ConfirmForm, DayForm
from tinhso.security.pages.listing import as_csv
from tinhso.security.pages.tabs import security_tabs

SOURCE = "Chỉ thị 09/CT-TTg ngày 23/02/2024"


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_inventory(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    form = DayForm(request.GET or None)
    wanted = form.cleaned_data.get("ngay") if form.is_valid() else None
    day = min(wanted or today, today)
    found = figures_on(day, by, today=today)
    table = _table(found)
    if request.GET.get("tep") == "csv":
        return as_csv(table, f"kiem-ke-he-thong-{day.isoformat()}")
    context = {
        "tabs": security_tabs(request, by),
        "form": DayForm(initial={"ngay": day}),
        "day": day,
        "figures": _tiles(found),
        "table": table,
        "source": SOURCE,
        "confirms": by.holds(SecurityOfficer) or by.holds(SecurityCoordinator),
    }
    return render(request, "security/inventory/inventory.html", context)


def part_of(part: int, whole: int) -> str:
    return f"{vn_number(part)}/{vn_number(whole)}"


def _tiles(found: Figures) -> list[Figure]:
    day = _("đến ngày %(day)s") % {"day": vn_date(found.day)}
    pairs = [
        (_("Được phê duyệt cấp độ"), found.approved, found.systems, _("hệ thống")),
        (_("Triển khai đủ phương án được duyệt"), found.protected, found.systems, _("hệ thống")),
        (_("Đã xác nhận danh sách"), found.confirmed, len(found.agencies), _("cơ quan")),
    ]
    return [
        Figure(
            title, part_of(part, whole), unit, [f"{vn_number(rate(part, whole))}%", day] if whole else [day]
        )
        for title, part, whole, unit in pairs
    ]


def _table(found: Figures) -> Table:
    head = [
        _("Cơ quan"),
        _("Hệ thống"),
        _("Được phê duyệt cấp độ"),
        _("Triển khai đủ"),
        _("Xác nhận danh sách"),
    ]
    return Table(
        _("Theo cơ quan vận hành"),
        [Column(label) for label in head],
        [
            [
                one.name,
                vn_number(one.systems),
                Cell(
                    part_of(one.approved, one.systems), tone="ok" if one.approved == one.systems else "late"
                ),
                Cell(
                    part_of(one.protected, one.systems), tone="ok" if one.protected == one.systems else "late"
                ),
                vn_date(one.confirmed_on) if one.confirmed_on else "–",
            ]
            for one in found.agencies
        ],
    )


def _agencies(by: Actor, today: date) -> "QuerySet[Agency]":
    every = Agency.objects.on(today).exclude(kind=Agency.Kind.DESK)
    return every if can_coordinate(by, on=today) else every.filter(pk=by.agency_id or 0)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(SecurityCoordinator, SecurityOfficer)
def confirm(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    form = ConfirmForm(
        request.POST if request.method == "POST" else None,
        agencies=_agencies(by, today),
        initial={"agency": by.agency_id, "confirmed_on": today},
    )
    if request.method == "POST":
        made = attempt(form, lambda given: confirm_inventory(by=by, now=clock.now(), **given))
        if made:
            messages.success(request, _("Đã xác nhận danh sách có %(n)s hệ thống.") % {"n": made.systems})
            return redirect("security_inventory")
    return form_page(
        request,
        form,
        title=_("Xác nhận danh sách hệ thống đầy đủ"),
        back=(reverse("security_inventory"), _("Kiểm kê")),
        go=_("Xác nhận"),
        hint=_("Xác nhận rằng mọi hệ thống đang sử dụng của cơ quan vào ngày ấy đều đã có trong sổ."),
    )
