"""A figure of one commune: what it is, how it is made, and the rows that this reader may see."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.communes import page as parts
from tinhso.indicators.communes.views.communes import to_successor
from tinhso.indicators.figure_page.views.figures import version_at
from tinhso.indicators.figure_page.views.rows import rows_context
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.formula import formula_parts
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.sources.sources import known_measure
from tinhso.kernel.people.public import public_page
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab
from tinhso.lib.expressions import MeasureRef, refs


@require_safe
@public_page
def show_commune_figure(request: HttpRequest, code: str, address: str) -> HttpResponse:
    """The commune's number of the year, with definition, formula and the way to its rows and to the whole province. That of a former
    commune leads to that of the one that it became."""
    day = clock.today()
    if not AdminUnit.objects.on(day).communes().filter(code=code).exists():
        return to_successor(request, code, day, figure=version_at(request, address).definition.address)
    unit, version, scope = _scoped_version(request, code, address, day)
    shown = _of_year(request, version, scope, day)
    here = reverse("commune_figure", args=[unit.code, address])
    context = {
        "unit": unit,
        "version": version,
        "definition": version.definition,
        "shown": shown,
        "span": wording.span(shown.figure),
        "begun": parts.begun_words(unit, day),
        "years": [
            Tab(one.label, f"{here}?ky={one.start.year}", one.start.year == shown.figure.period.start.year)
            for one in parts.periods_on(day)
        ],
        "rows": _row_lists(version),
        "formula": formula_parts(version.definition, _names(version), reverse("figure", args=[address])),
        "year": shown.figure.period.start.year,
    }
    return render(request, "indicators/communes/commune_figure.html", context)


@require_safe
@public_page
def show_commune_rows(request: HttpRequest, code: str, address: str, number: int) -> HttpResponse:
    """The rows behind it: only those that this reader may see. 404 where the number itself is not told."""
    day = clock.today()
    if not AdminUnit.objects.on(day).communes().filter(code=code).exists():
        return to_successor(request, code, day, figure=version_at(request, address).definition.address)
    unit, version, scope = _scoped_version(request, code, address, day)
    shown = _of_year(request, version, scope, day)
    if not shown.is_shown or not 1 <= number <= len(version.definition.refs):
        raise Http404
    context = rows_context(request, version, number, shown.figure.period, scope)
    context |= {"unit": unit, "version": version, "year": shown.figure.period.start.year}
    return render(request, "indicators/communes/commune_rows.html", context)


def _names(version: IndicatorVersion) -> dict[MeasureRef, str]:
    """Of what it is made, in the order in which the page of the whole province explains it."""
    found = ((ref, known_measure(ref.code)) for ref in version.definition.refs)
    return {ref: str(measure.name) for ref, measure in found if measure is not None}


def _row_lists(version: IndicatorVersion) -> list[tuple[int, str]]:
    """Number and name of each measure whose rows may be read; of a ratio with whether it stands above or below."""
    definition = version.definition
    above = set(refs(definition.numerator))
    found: list[tuple[int, str]] = []
    for number, ref in enumerate(definition.refs, 1):
        measure = known_measure(ref.code)
        side = "" if not definition.is_ratio else _("Tử số") if ref in above else _("Mẫu số")
        if measure is not None:
            found.append((number, f"{side}: {measure.name}" if side else str(measure.name)))
    return found


def _scoped_version(
    request: HttpRequest, code: str, address: str, day: date
) -> tuple[AdminUnit, IndicatorVersion, Scope]:
    """Http404 where the commune's page shows no such figure."""
    unit = get_object_or_404(AdminUnit.objects.on(day).communes(), code=code)
    version = version_at(request, address)
    scope = parts.figure_scope(unit, parts.committee_of(unit, day), version.indicator.code, day)
    if scope is None:
        raise Http404
    return unit, version, scope


def _of_year(request: HttpRequest, version: IndicatorVersion, scope: Scope, day: date) -> parts.CommuneFigure:
    """Of the year that is asked for where the page has it, else of this year so far. Http404 where nobody defines it any more."""
    rows = parts.read_figures([version.indicator.code], day, scope)
    if not rows:
        raise Http404
    asked = request.GET.get("ky", "")
    found = {str(one.figure.period.start.year): one for one in rows[0]}
    return found.get(asked, rows[0][-1])
