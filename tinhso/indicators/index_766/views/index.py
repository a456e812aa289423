"""The index QĐ 766: all criteria, one criterion by agency and procedure, and the rows behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.figure_page import queries
from tinhso.indicators.figure_page.views.rows import rows_context
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.changed_rows import differences_for
from tinhso.indicators.figures.formula import formula_parts
from tinhso.indicators.figures.trace import names_of, trace
from tinhso.indicators.index_766 import index
from tinhso.indicators.index_766 import page as index_page
from tinhso.indicators.index_766.form import IndexForm
from tinhso.indicators.index_766.guards import (
    BY_AGENCY,
    Chosen,
    Groups,
    HiddenCells,
    public_figures,
    read_gone,
)
from tinhso.indicators.index_766.index import Reached
from tinhso.indicators.models import Criterion, IndicatorVersion
from tinhso.indicators.rights.permissions import sees_small_counts
from tinhso.kernel.people.public import Agency, actor_for, agencies_below, public_page
from tinhso.kernel.site import clock
from tinhso.lib.periods import Period


@dataclass(frozen=True)
class IndexQuery:
    """What the reader chose, checked."""

    period: Period
    scope: Scope
    procedure: str
    exact: bool
    words: dict[str, str]
    query: str
    agency: int | None
    groups: Groups


def _read_query(request: HttpRequest) -> tuple[IndexForm, IndexQuery | None]:
    today = clock.now().date()
    listed = queries.agencies_listed(today)
    form = IndexForm(request.GET, today=today, agencies=listed)
    if not form.is_valid():
        return form, None
    given, agency = form.cleaned_data, form.cleaned_data["co_quan"]
    scope = Scope(agencies=frozenset(agencies_below(agency, today))) if agency else Scope()
    period = index.cut(given["ky"], today)
    exact = sees_small_counts(actor_for(request))
    filters = {name: value for name, value in request.GET.dict().items() if name in form.fields and value}
    groups = index_page.with_below(listed, today)
    query, chosen = request.GET.urlencode(), agency.pk if agency else None
    return form, IndexQuery(period, scope, given["thu_tuc"], exact, filters, query, chosen, groups)


@require_safe
@public_page
def show_index(request: HttpRequest) -> HttpResponse:
    """All criteria of the period, by group, and some of them by agency; what cannot be answered says why."""
    criteria = index.current_index(clock.now().date())
    if criteria is None:
        raise Http404
    form, asked = _read_query(request)
    context: dict[str, Any] = {"criteria": criteria, "form": form}
    if asked:
        context |= _whole(index.lines_of(criteria), asked)
        context["differing"] = differences_for(context.pop("versions"), actor_for(request))
    return render(request, "indicators/index_766/index.html", context, status=200 if asked else 400)


def _whole(lines: list[Criterion], asked: IndexQuery) -> dict[str, Any]:
    versions = index.readings(lines, asked.procedure)
    beside = {line: one for line in versions if (one := _beside(line, asked.procedure))}
    parts = index.read_parts([*versions.values(), *beside.values()], asked.period, asked.scope)
    groups = asked.groups
    own_criteria = list(versions) if asked.agency or asked.procedure else []
    hidden_cells = _hidden_cells(versions, beside, groups, asked, own_criteria)
    figures = [_figure(one.get(line), asked, parts) for line in versions for one in (versions, beside)]
    shown = iter(figures if asked.exact else public_figures(figures, clock.today(), asked.scope))
    found = {line: hidden_cells.hide(Reached(line, next(shown), next(shown))) for line in versions}
    return {
        "versions": [*versions.values(), *beside.values()],
        "period": asked.period,
        "groups": index_page.group_tables(lines, found, asked.query, asked.exact),
        "agencies": _by_agency(versions, beside, asked, parts, groups, hidden_cells),
        "exact": asked.exact,
    }


def _hidden_cells(
    versions: Mapping[Criterion, IndicatorVersion],
    beside: Mapping[Criterion, IndicatorVersion],
    groups: Groups,
    asked: IndexQuery,
    own_criteria: Sequence[Criterion],
) -> HiddenCells:
    """What this reader is not shown."""
    if asked.exact:
        return HiddenCells()
    readings = {line: [one[line] for one in (versions, beside) if line in one] for line in versions}
    chosen = Chosen(asked.period, clock.today(), asked.scope, asked.agency, asked.procedure)
    return read_gone(readings, groups, chosen, own_criteria)


def _with_rows(groups: Groups, parts: index.ByAgency) -> list[tuple[Agency, set[int]]]:
    known = {key for part in parts.values() if part for key in part if key}
    return [(agency, ids) for agency, ids in groups if ids & known]


def _beside(line: Criterion, procedure: str) -> IndicatorVersion | None:
    version = line.beside_reading
    return index.for_procedure(version, procedure) if version else None


def _figure(version: IndicatorVersion | None, asked: IndexQuery, parts: index.ByAgency) -> Any:
    """None where a measure does not know agencies while one was chosen."""
    if version is None or any(parts[ref] is None for ref in version.definition.refs):
        return None
    return index.figure_of(version, asked.period, parts)


def _by_agency(
    versions: dict[Criterion, IndicatorVersion],
    beside: dict[Criterion, IndicatorVersion],
    asked: IndexQuery,
    parts: index.ByAgency,
    groups: Groups,
    hidden_cells: HiddenCells,
) -> Any:
    pairs = _with_rows(groups, parts)
    columns = []
    for line, version in versions.items():
        if line.code in BY_AGENCY:
            both = [(line.code, version)]
            both += [(_("Có kết quả đúng hạn"), beside[line])] if line in beside else []
            for head, one in both:
                figures = [index.figure_of(one, asked.period, parts, ids) for _agency, ids in pairs]
                columns.append((head, line.address, figures))
    return index_page.agency_table(
        columns, [a for a, _ids in pairs], asked.words, asked.exact, hidden_cells.table
    )


@require_safe
@public_page
def show_criterion(request: HttpRequest, address: str) -> HttpResponse:
    """One criterion re-read from its rows, by agency and procedure; not printed where cells and rows differ."""
    line, lines = _line_among(address)
    form, asked = _read_query(request)
    context: dict[str, Any] = {"line": line, "form": form, "criteria": line.criteria}
    if asked:
        context |= _one(line, lines, asked)
        context["differing"] = differences_for([line.reading], actor_for(request))
    return render(request, "indicators/index_766/criterion.html", context, status=200 if asked else 400)


def _line(address: str) -> Criterion:
    return _line_among(address)[0]


def _line_among(address: str) -> tuple[Criterion, list[Criterion]]:
    """The criterion at that address, and all of its set."""
    criteria = index.current_index(clock.now().date())
    lines = index.lines_of(criteria) if criteria else []
    for line in lines:
        if line.address == address and line.formula:
            return line, lines
    raise Http404


def _one(line: Criterion, lines: Sequence[Criterion], asked: IndexQuery) -> dict[str, Any]:
    version = index.for_procedure(line.reading, asked.procedure)
    if version is None:
        return {"period": asked.period, "lacking": True}
    beside = _beside(line, asked.procedure)
    parts = index.read_parts([version, *([beside] if beside else [])], asked.period, asked.scope)
    figure = _figure(version, asked, parts)
    if figure is None:
        return {"period": asked.period, "lacking": True}
    traced = trace(figure, asked.scope)
    figures = [traced.publishable_figure if traced.behind else figure, _figure(beside, asked, parts)]
    shown = figures if asked.exact else public_figures(figures, clock.today(), asked.scope)
    groups = asked.groups
    hidden_cells = _gone_beside(line, lines, groups, asked)
    reached = hidden_cells.hide(Reached(line, *shown))
    small = index_page.too_small(reached.figure, asked.exact) if reached.figure else True
    return {
        "period": asked.period,
        "reached": reached,
        "figures": [
            (one.definition.name, index_page.figure_text(one), wording.parts(one))
            for one in (reached.figure, reached.beside)
            if one and not one.hidden
        ],
        "small": small,
        "trace": traced,
        "formula": formula_parts(version.definition, names_of(traced.measures), linked=not small),
        "definition": version.definition,
        "agencies": _criterion_by_agency(version, beside, line, asked, parts, groups, hidden_cells),
        "exact": asked.exact,
        "asked": asked.query,
        **_procedures(version, line, asked, hidden_cells),
    }


def _gone_beside(
    line: Criterion, lines: Sequence[Criterion], groups: Groups, asked: IndexQuery
) -> HiddenCells:
    """What is hidden of a criterion, also because of those that stand in one table with it."""
    versions = index.readings([one for one in lines if one == line or one.code in BY_AGENCY], asked.procedure)
    beside = {one: found for one in versions if (found := _beside(one, asked.procedure))}
    return _hidden_cells(versions, beside, groups, asked, [line])


def _procedures(
    version: IndicatorVersion, line: Criterion, asked: IndexQuery, hidden_cells: HiddenCells
) -> dict[str, Any]:
    by = index.by_procedure(version, asked.period, asked.scope) if not asked.procedure else {}
    hidden = hidden_cells.procedures.get(line, ())
    table, more = index_page.procedure_table(by, line.address, asked.words, asked.exact, hidden)
    name = index.procedure_names([asked.procedure]).get(asked.procedure, asked.procedure)
    return {"procedures": table, "more": more, "procedure_name": name}


def _criterion_by_agency(
    version: IndicatorVersion,
    beside: IndicatorVersion | None,
    line: Criterion,
    asked: IndexQuery,
    parts: index.ByAgency,
    groups: Groups,
    hidden_cells: HiddenCells,
) -> Any:
    if not version.definition.of_people:
        return None
    pairs = _with_rows(groups, parts)
    shown = [(line.name, version), *([(beside.definition.name, beside)] if beside else [])]
    columns = [
        (head, line.address, [index.figure_of(one, asked.period, parts, ids) for _agency, ids in pairs])
        for head, one in shown
    ]
    return index_page.agency_table(
        columns, [a for a, _ids in pairs], asked.words, asked.exact, hidden_cells.of(line)
    )


@require_safe
@public_page
def show_criterion_rows(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """The rows of one measure of the criterion: only those that this reader may see, the others counted."""
    line = _line(address)
    _form, asked = _read_query(request)
    version = index.for_procedure(line.reading, asked.procedure) if asked else None
    if asked is None or version is None or not 1 <= number <= len(version.definition.refs):
        raise Http404
    context = rows_context(request, version, number, asked.period, asked.scope) | {"line": line}
    context["differing"] = differences_for([version], actor_for(request))
    return render(request, "indicators/index_766/criterion_rows.html", context)
