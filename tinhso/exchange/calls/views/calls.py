"""The log of calls for those who call, those who are called, and those who check both."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.errors import outcome

PAGE = 50


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_calls(request: HttpRequest) -> HttpResponse:
    """The newest first; those that were refused alone where one asks for them."""
    by = actor_for(request)
    rows = ExchangeCall.objects.visible_to(by, runs=can_keep_registry(by, clock.today()))
    refused = request.GET.get("loi") == "1"
    page = Paginator(rows.exclude(code="ok") if refused else rows, PAGE).get_page(request.GET.get("trang"))
    more = "&loi=1" if refused else ""
    context = {
        "table": call_table(list(page.object_list)),
        "refused": refused,
        "next_url": f"?trang={page.number + 1}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{more}" if page.has_previous() else "",
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/calls/calls.html", context)


def call_table(calls: list[ExchangeCall]) -> Table:
    head = [_("Lúc"), _("Bên gọi"), _("Dịch vụ"), _("Thỏa thuận"), _("Kết quả"), _("Thời gian")]
    rows: list[list[Cell | str]] = [
        [
            Cell(
                f"{one.at.astimezone(HANOI):%H:%M:%S %d/%m/%Y}",
                url=reverse("exchange_call", args=[one.pk]),
                small=str(one.pk),
            ),
            one.client or "–",
            Cell(one.service or "–", small=one.operation),
            one.agreement or "–",
            Cell(outcome(one.status, one.code), tone="ok" if one.code == "ok" else "late"),
            _("%(n)d ms") % {"n": one.milliseconds},
        ]
        for one in calls
    ]
    return Table(_("Mới nhất trước"), [Column(label) for label in head], rows)
