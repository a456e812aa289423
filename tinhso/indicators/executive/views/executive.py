"""The executive page, its agencies, and notes on figures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.indicators.executive import executive
from tinhso.indicators.figure_page.actions.annotate_figure import annotate_figure
from tinhso.indicators.figure_page.annotation_form import AnnotationForm
from tinhso.indicators.figures.changed_rows import told_of
from tinhso.indicators.models import Indicator, IndicatorVersion
from tinhso.kernel.people.public import actor_for, officer_required, role_required, signed_in
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab
from tinhso.lib.periods import Period, PeriodKind

YEARS = 3


@require_safe
@role_required(Head, Supervisor)
def show_board(request: HttpRequest) -> HttpResponse:
    """At most twelve figures of this year to date or of a year before; `man-hinh=lon` is for a wall."""
    today, year, signed = clock.now().date(), _year(request), signed_in(request)
    agency = signed.post.agency if signed and signed.post else None
    context: dict[str, Any] = {
        "board": executive.board(actor_for(request), today, year, agency),
        "year": year,
        "years": [Tab(str(y), f"?nam={y}", y == year) for y in range(today.year, today.year - YEARS, -1)],
        "now": clock.now(),
    }
    wall = request.GET.get("man-hinh") == "lon"
    return render(request, "indicators/wall.html" if wall else "indicators/executive.html", context)


@require_safe
@role_required(Head, Supervisor)
def show_agencies(request: HttpRequest, address: str) -> HttpResponse:
    """One figure of the executive page, agency by agency within the reader's scope."""
    version = IndicatorVersion.objects.newest().filter(indicator__address=address).first()
    if version is None or version.indicator.code not in executive.chosen():
        raise Http404
    today, year = clock.now().date(), _year(request)
    agency, scope, whole = executive.scope_for(actor_for(request), today)
    period = Period.of(PeriodKind.YEAR, today.replace(year=year, month=1, day=1)).up_to(today)
    table = executive.agencies_table(version, period, scope)
    context = {"definition": version.definition, "table": table, "period": period, "year": year}
    context["differing"] = told_of([version], actor_for(request))
    return render(request, "indicators/executive_agencies.html", context | {"agency": agency, "whole": whole})


@require_POST
@officer_required
def add_note(request: HttpRequest, address: str) -> HttpResponse:
    """A note on a figure in a period, of the officer's own agency unless that is the province's committee."""
    indicator, form = get_object_or_404(Indicator, address=address), AnnotationForm(request.POST)
    by = actor_for(request)
    if not form.is_valid():
        return render(request, "indicators/note.html", {"form": form, "address": address}, status=400)
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
