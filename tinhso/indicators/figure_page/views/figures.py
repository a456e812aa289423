"""Figures and where they come from."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.data.sources import target_rows
from tinhso.indicators.data_entry.unusual import unconfirmed_among
from tinhso.indicators.figure_page import queries
from tinhso.indicators.figure_page.annotation_form import AnnotationForm
from tinhso.indicators.figure_page.figure_form import FigureForm
from tinhso.indicators.figure_page.place_map import map_of
from tinhso.indicators.figure_page.trend import trend
from tinhso.indicators.figures import changed_rows, wording
from tinhso.indicators.figures.account_day import known_later
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.corrected_ends import corrected_of
from tinhso.indicators.figures.figures import Compared, Figure, compared
from tinhso.indicators.figures.formula import formula_parts
from tinhso.indicators.figures.targets import Target, target_of
from tinhso.indicators.figures.trace import checked, names_of
from tinhso.indicators.models import Annotation, IndicatorVersion, MeasureState, PlanTarget
from tinhso.indicators.public_counts.periods import is_guarded, read_guards
from tinhso.indicators.reports.pages import printed_in
from tinhso.indicators.rights.permissions import can_see, sees_small_counts
from tinhso.kernel.events.public import Seal
from tinhso.kernel.people.public import Agency, actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import FigureList, all_of
from tinhso.kernel.site.public import read_together
from tinhso.kernel.site.shapes import Tab
from tinhso.lib.periods import Period, PeriodKind

YEARS = 3
AGENCIES_SHOWN = 20  # on the page itself; the others behind a link


@require_safe
@public_page
def show_figures(request: HttpRequest) -> HttpResponse:
    """All public figures of one year, each with its months and the way to its source."""
    now = clock.now()
    year = _year(request, now.year)
    context = {"groups": queries.groups(now, year), "now": now, "years": _years(now.year, year, "nam")}
    return render(request, "indicators/figure_page/figures.html", context)


def _year(request: HttpRequest, today: int) -> int:
    text = request.GET.get("nam", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today
    return year if today - YEARS < year <= today else today


def _years(today: int, chosen: int | None, name: str) -> list[Tab]:
    """The years that one may choose with one click; the one that runs is told to today."""
    found = range(today - YEARS + 1, today + 1)
    words = {year: _("Từ đầu năm %(y)s") % {"y": year} if year == today else str(year) for year in found}
    return [Tab(words[year], f"?{name}={year}", year == chosen) for year in found]


@require_safe
@public_page
def show_figure(request: HttpRequest, address: str) -> HttpResponse:
    """Definition, formula, parts, statement and checksum of one figure in one period, re-read from its rows."""
    version = version_at(request, address)
    form = form_for(request)
    context: dict[str, Any] = {"version": version, "definition": version.definition, "form": form}
    if form.is_valid():
        context |= _answer(request, version, form)
    status = 200 if form.is_valid() else 400
    return render(
        request, "indicators/figure_page/figure.html", context | {"now": clock.now()}, status=status
    )


def version_at(request: HttpRequest, address: str) -> IndicatorVersion:
    """Http404 for what this reader may not see."""
    planned = PlanTarget.objects.filter(indicator=OuterRef("indicator__code"))
    versions = IndicatorVersion.objects.newest().annotate(has_target=Exists(planned))
    version = versions.filter(indicator__address=address).first()
    if version is None or not can_see(version.definition, actor_for(request)):
        raise Http404
    return version


def form_for(request: HttpRequest) -> FigureForm:
    """An officer may ask for any agency, as reports of communes lead here; everybody for those that are listed."""
    today = clock.now().date()
    agencies = queries.agencies_listed(today)
    asked = request.GET.get("co_quan", "")[:60]
    if asked and asked not in {one.code for one in agencies} and actor_for(request).is_officer:
        agencies = [*agencies, *Agency.objects.on(today).filter(code=asked)]
    return FigureForm(request.GET, today=today, agencies=agencies)


def _answer(request: HttpRequest, version: IndicatorVersion, form: FigureForm) -> dict[str, Any]:
    today, asked = clock.now().date(), form.cleaned_data
    scope, until = queries.scope_of(asked["co_quan"], today), asked["ky"].up_to(today)
    beside = queries.companions(version, actor_for(request))
    periods = [until, until.same_last_year()]
    held = BatchReader.read([version, *beside], periods, scope, queries.months_read(until.end))
    found, traced = checked(compared(version, asked["ky"], today, scope, held), scope, held)
    period, exact = found.now.period, sees_small_counts(actor_for(request))
    public, agencies = (None, None) if exact or not is_guarded(version) else read_guards(found, today, scope)
    found = queries.without_hidden(found, scope, public, agencies) if public and agencies else found
    later = known_later([version], period, today, scope) if found.now.value is None else {}
    target = plan_target(found.now)
    table = queries.by_agency(version, period, scope, exact=exact, held=held, public=agencies)
    every = request.GET.get("tat_ca") == "1"
    borders = asked["ranh_gioi"] or min(period.end, today)
    placed = queries.by_place(version, period, borders, scope) if exact else None
    return {
        **_words(found, target),
        "beside": [] if found.now.hidden else queries.beside_lines(beside, period, scope, held, exact=exact),
        "trace": traced,
        "formula": formula_parts(version.definition, names_of(traced.measures), linked=not found.now.hidden),
        "differing": changed_rows.differences_for([version], actor_for(request)),
        "table": table if every else table.first(AGENCIES_SHOWN),
        "agencies_left": 0 if every else max(0, len(table.rows) - AGENCIES_SHOWN),
        "places": placed,
        "map": map_of(version, period, scope, (placed[1], borders) if placed else None, today),
        "borders": borders,
        "years": _years(today.year, _whole_year(period), "ky"),
        "undivided": not queries.is_divisible_by(version, scope),
        "chart": trend(version, until.end, scope, held, public, agencies, target),
        "exact": exact,
        **_summed_and_sealed(version),
        "asked": request.GET.urlencode(),
        "unconfirmed": len(unconfirmed_among(traced.value_ids)),
        "later": later_stock(later.get(version.indicator_id)),
        "corrected": corrected_of(version, period, scope),
        **_printed(request, version, found.now),
    }


def _whole_year(period: Period) -> int | None:
    whole = period.kind in (PeriodKind.YEAR, PeriodKind.YEAR_TO_DATE)
    return period.end.year if whole else None


def _summed_and_sealed(version: IndicatorVersion) -> dict[str, Any]:
    """When its measures were summed, and the newest seal. One message to the database."""
    states = MeasureState.objects.filter(measure__in=[ref.code for ref in version.definition.refs])
    seals = Seal.objects.filter(log=Seal.Log.EVENTS).order_by("-number").only("number", "hash")[:1]
    read_together(states, seals)
    return {"states": states, "seal": next(iter(seals), None)}


def _printed(request: HttpRequest, version: IndicatorVersion, figure: Figure) -> dict[str, Any]:
    """Where it was printed, for everybody; officers' notes on it, for officers."""
    known = {"printed": printed_in(version.indicator, figure)}
    if not actor_for(request).is_officer:
        return known
    notes = Annotation.objects.filter(indicator=version.indicator, period=figure.period.code)
    form = AnnotationForm(initial={"ky": figure.period.code})
    return known | {"notes": list(notes), "note_form": form, "lists": _lists(request, version)}


def _lists(request: HttpRequest, version: IndicatorVersion) -> list[FigureList]:
    """What systems offer below this figure to who reads it."""
    roles = actor_for(request).roles
    offered = [one for one in all_of(FigureList) if one.indicator == version.indicator.code]
    return [one for one in offered if roles & set(one.roles)]


def later_stock(figure: Figure | None) -> dict[str, str]:
    """A stock that was not known at the end of the asked year, as the year's account tells it; {} where none does."""
    if figure is None:
        return {}
    words = wording.with_unit(figure.value, figure.definition)
    return {"words": words, "span": wording.span(figure), "period": figure.period.code}


def has_target(version: IndicatorVersion) -> bool:
    """Whether any plan wants something of it, so that only then is looked for what."""
    written = any(row["indicator"] == version.indicator.code for row in target_rows())
    return written or bool(getattr(version, "has_target", True))


def plan_target(figure: Figure) -> Target | None:
    """What plans want of it in this period. One query where any plan wants something of it."""
    return target_of(figure.definition.code, figure.period) if has_target(figure.version) else None


def target_context(figure: Figure, target: Target | None) -> dict[str, str]:
    """What the figure should reach in this period, how far it is from that, and who set it; {} where nobody did."""
    definition = figure.definition
    if target is None:
        return {}
    return {
        "value": wording.with_unit(target.value, definition),
        "basis": target.basis,
        "gap": wording.distance_text(figure, target),
    }


def _words(found: Compared, target: Target | None) -> dict[str, Any]:
    definition = found.now.definition
    return {
        "figure": found.now,
        "value": wording.printed(found.now),
        "unit": wording.unit_beside(definition) if found.now.value is not None else "",
        "span": wording.span(found.now),
        "parts": wording.parts(found.now),
        "comparison": wording.comparison(found),
        "target": target_context(found.now, target),
    }
