"""The executive page, its agencies, and notes on figures."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import overdue_rows
from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.executive import agencies, agencies_table, executive, offered
from tinhso.indicators.executive.wall import wall_page
from tinhso.indicators.figure_page.actions.annotate_figure import annotate_figure
from tinhso.indicators.figure_page.annotation_form import AnnotationForm
from tinhso.indicators.figures.changed_rows import differences_for
from tinhso.indicators.figures.targets import targets_of
from tinhso.indicators.models import Indicator, IndicatorVersion
from tinhso.kernel.people.public import Agency, actor_for, officer_required, role_required, signed_in
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import SYNTHETIC, instance
from tinhso.kernel.site.shapes import Tab, Table
from tinhso.lib.periods import Period

YEARS = 3
MOST_AGENCIES = 10  # agencies on the page itself


@require_safe
@role_required(Head, Supervisor)
def show_board(request: HttpRequest) -> HttpResponse:
    """At most twelve figures of this year to date or of a year before; `man-hinh=lon` is for a wall."""
    now, year, order = clock.now(), _year(request), _order(request)
    found = executive.board(actor_for(request), now, year, _own_agency(request))
    context: dict[str, Any] = {
        "board": found,
        "rows": [
            replace(row, urging=found.urgings.get(row.agency.pk))
            for row in agencies.ordered(found.agencies, order)[:MOST_AGENCIES]
        ],
        "sorts": _sorts(order, f"?nam={year}&xep="),
        "year": year,
        "years": [Tab(str(y), f"?nam={y}", y == year) for y in range(now.year - YEARS + 1, now.year + 1)],
        "now": now,
    }
    if request.GET.get("man-hinh") == "lon":
        page = wall_page(found, context["rows"], year, request.GET.get("trang", ""))
        context |= {"page": page, "board": page.board, "rows": page.rows}
        return render(request, "indicators/executive/wall.html", context)
    return render(request, "indicators/executive/executive.html", context)


@require_safe
@role_required(Head, Supervisor)
def show_agencies(request: HttpRequest, address: str) -> HttpResponse:
    """One figure of the executive page, agency by agency within the reader's scope, the worst first."""
    version, year, order = _version(address), _year(request), _order(request)
    agency, scope, whole = executive.scope_for(actor_for(request), clock.now().date(), _own_agency(request))
    period = executive.year_of(year, clock.now().date())
    asked = urlencode({"nam": year, "xep": order})
    csv_url = f"{reverse('executive_agencies_file', args=[address])}?{asked}"
    ranked = _is_ranked(version)
    context = {
        "definition": version.definition,
        "table": _table(version, period, scope, order, csv_url),
        "period": period,
        "year": year,
        "differing": differences_for([version], actor_for(request)),
        "agency": agency,
        "whole": whole,
        "sorts": _sorts(order, f"?nam={year}&xep=") if ranked else [],
    }
    return render(request, "indicators/executive/executive_agencies.html", context)


@require_safe
@role_required(Head, Supervisor)
def download_agencies(request: HttpRequest, address: str) -> HttpResponse:
    """The same table as CSV; in a demo its first line says that the data are simulated."""
    version = _version(address)
    _agency, scope, _whole = executive.scope_for(actor_for(request), clock.now().date(), _own_agency(request))
    period = executive.year_of(_year(request), clock.now().date())
    table = _table(version, period, scope, _order(request), "")
    note = f"{SYNTHETIC}\r\n" if instance().demo else ""
    response = HttpResponse(f"\ufeff{note}{table.as_csv()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{address}-{period.code}.csv"'
    return response


def _table(version: IndicatorVersion, period: Period, scope: Scope, order: str, csv_url: str) -> Table:
    if not _is_ranked(version):
        return agencies_table.agencies_table(version, period, scope, csv_url)
    now = clock.now()
    late = list(overdue_rows(None if scope.agencies is None else sorted(scope.agencies), now=now))
    targets = targets_of([version.indicator.code])
    rows = agencies.agency_rows(version, period, scope, late, targets, now)
    return agencies_table.ranked_table(agencies.ordered(rows, order), version, csv_url)


def _is_ranked(version: IndicatorVersion) -> bool:
    return version.indicator.code == offered.ranked_code()


def _version(address: str) -> IndicatorVersion:
    """Http404 for what has no tile."""
    version = IndicatorVersion.objects.newest().filter(indicator__address=address).first()
    if version is None or version.indicator.code not in offered.codes():
        raise Http404
    return version


def _own_agency(request: HttpRequest) -> Agency | None:
    signed = signed_in(request)
    return signed.post.agency if signed and signed.post else None


def _order(request: HttpRequest) -> str:
    asked = request.GET.get("xep", "")
    return asked if asked in agencies.ORDERS else agencies.WORST


def _sorts(order: str, url: str) -> list[Tab]:
    words = {
        agencies.WORST: _("Kém nhất trước"),
        agencies.LATE: _("Quá hạn nhiều"),
        agencies.OLDEST: _("Quá hạn lâu"),
        agencies.SETTLED: _("Giải quyết nhiều"),
        agencies.NAME: _("Tên"),
    }
    return [Tab(label, f"{url}{key}#co-quan", key == order) for key, label in words.items()]


@require_POST
@officer_required
def add_note(request: HttpRequest, address: str) -> HttpResponse:
    """A note on a figure in a period, of the officer's own agency unless that is the province's committee."""
    indicator, form = get_object_or_404(Indicator, address=address), AnnotationForm(request.POST)
    by = actor_for(request)
    if not form.is_valid():
        return render(
            request, "indicators/executive/note.html", {"form": form, "address": address}, status=400
        )
    agency, _scope, whole = executive.scope_for(by, clock.now().date())
    annotate_figure(
        indicator=indicator,
        period=form.cleaned_data["ky"],
        agency=None if whole else agency,
        text=form.cleaned_data["text"],
        by=by,
        now=clock.now(),
    )
    back = f"?ky={form.cleaned_data['ky'].code}"
    response = redirect("figure", address=address)
    response["Location"] += back
    return response


def _year(request: HttpRequest) -> int:
    """The asked year among those offered, else this one."""
    today, text = clock.now().date(), request.GET.get("nam", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today.year
    return year if today.year - YEARS < year <= today.year else today.year
