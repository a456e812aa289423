"""The index QĐ 766: all criteria, one criterion by agency and procedure, and the rows behind it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators import index, index_page, queries, wording
from tinhso.indicators.amounts import Scope
from tinhso.indicators.changed_rows import told_of
from tinhso.indicators.index import Reached
from tinhso.indicators.index_form import IndexForm
from tinhso.indicators.models import Criterion, IndicatorVersion
from tinhso.indicators.permissions import sees_small_counts
from tinhso.indicators.trace import trace
from tinhso.indicators.views.rows import rows_context
from tinhso.kernel.people.public import actor_for, agencies_below, public_page
from tinhso.kernel.site import clock
from tinhso.lib.periods import Period

BY_AGENCY = ("2.1", "3.3", "4.1")


@dataclass(frozen=True)
class Asked:
    """What the reader chose, checked."""

    period: Period
    scope: Scope
    procedure: str
    exact: bool
    words: dict[str, str]
    query: str


def _asked(request: HttpRequest) -> tuple[IndexForm, Asked | None]:
    today = clock.now().date()
    form = IndexForm(request.GET, today=today, agencies=queries.agencies_listed(today))
    if not form.is_valid():
        return form, None
    given, agency = form.cleaned_data, form.cleaned_data["co_quan"]
    scope = Scope(agencies=frozenset(agencies_below(agency, today))) if agency else Scope()
    period = index.cut(given["ky"], today)
    exact = sees_small_counts(actor_for(request))
    kept = {name: value for name, value in request.GET.dict().items() if name in form.fields and value}
    return form, Asked(period, scope, given["thu_tuc"], exact, kept, request.GET.urlencode())


@require_safe
@public_page
def show_index(request: HttpRequest) -> HttpResponse:
    """All criteria of the period, by group, and some of them by agency; what cannot be answered says why."""
    criteria = index.current_index(clock.now().date())
    if criteria is None:
        raise Http404
    form, asked = _asked(request)
    context: dict[str, Any] = {"criteria": criteria, "form": form}
    if asked:
        context |= _whole(index.lines_of(criteria), asked)
        context["differing"] = told_of(context.pop("versions"), actor_for(request))
    return render(request, "indicators/index.html", context, status=200 if asked else 400)


def _whole(lines: list[Criterion], asked: Asked) -> dict[str, Any]:
    versions = index.readings(lines, asked.procedure)
    beside = {line: one for line in versions if (one := _beside(line, asked.procedure))}
    parts = index.read_parts([*versions.values(), *beside.values()], asked.period, asked.scope)
    found = {
        line: Reached(line, _figure(version, asked, parts), _figure(beside.get(line), asked, parts))
        for line, version in versions.items()
    }
    return {
        "versions": [*versions.values(), *beside.values()],
        "period": asked.period,
        "tables": index_page.group_tables(lines, found, asked.query, asked.exact),
        "agencies": _by_agency(versions, beside, asked, parts),
        "exact": asked.exact,
    }


def _beside(line: Criterion, procedure: str) -> IndicatorVersion | None:
    version = line.beside_reading
    return index.for_procedure(version, procedure) if version else None


def _figure(version: IndicatorVersion | None, asked: Asked, parts: index.ByAgency) -> Any:
    """None where a measure does not know agencies while one was chosen."""
    if version is None or any(parts[ref] is None for ref in version.definition.refs):
        return None
    return index.figure_of(version, asked.period, parts)


def _by_agency(
    versions: dict[Criterion, IndicatorVersion],
    beside: dict[Criterion, IndicatorVersion],
    asked: Asked,
    parts: index.ByAgency,
) -> Any:
    pairs = index_page.agencies_with_below(clock.now().date())
    known = {key for part in parts.values() if part for key in part if key}
    pairs = [(agency, ids) for agency, ids in pairs if ids & known]
    columns = []
    for line, version in versions.items():
        if line.code in BY_AGENCY:
            both = [(line.code, version)]
            both += [(_("Có kết quả đúng hạn"), beside[line])] if line in beside else []
            for head, one in both:
                figures = [index.figure_of(one, asked.period, parts, ids) for _agency, ids in pairs]
                columns.append((head, line.address, figures))
    return index_page.agency_table(columns, [a for a, _ids in pairs], asked.words, asked.exact)


@require_safe
@public_page
def show_criterion(request: HttpRequest, address: str) -> HttpResponse:
    """One criterion re-read from its rows, by agency and procedure; not printed where cells and rows differ."""
    line = _line(address)
    form, asked = _asked(request)
    context: dict[str, Any] = {"line": line, "form": form, "criteria": line.criteria}
    if asked:
        context |= _one(line, asked)
        context["differing"] = told_of([line.reading], actor_for(request))
    return render(request, "indicators/criterion.html", context, status=200 if asked else 400)


def _line(address: str) -> Criterion:
    criteria = index.current_index(clock.now().date())
    for line in index.lines_of(criteria) if criteria else []:
        if line.address == address and line.formula:
            return line
    raise Http404


def _one(line: Criterion, asked: Asked) -> dict[str, Any]:
    version = index.for_procedure(line.reading, asked.procedure)
    if version is None:
        return {"period": asked.period, "lacking": True}
    beside = _beside(line, asked.procedure)
    both = [version, *([beside] if beside else [])]
    parts = index.read_parts(both, asked.period, asked.scope)
    figure = _figure(version, asked, parts)
    if figure is None:
        return {"period": asked.period, "lacking": True}
    traced = trace(figure, asked.scope)
    if traced.behind:
        figure = traced.told
    reached = Reached(line, figure, _figure(beside, asked, parts))
    columns = {line: version} if line.reading.definition.of_people else {}
    by = index.by_procedure(version, asked.period, asked.scope) if not asked.procedure else {}
    table, more = index_page.procedure_table(by, line.address, asked.words, asked.exact)
    return {
        "period": asked.period,
        "reached": reached,
        "figures": [
            (one.definition.name, index_page.told(one), wording.parts(one))
            for one in (figure, reached.beside)
            if one
        ],
        "small": index_page.too_small(figure, asked.exact),
        "trace": traced,
        "definition": version.definition,
        "agencies": _criterion_by_agency(columns, beside, line, asked, parts),
        "procedures": table,
        "more": more,
        "exact": asked.exact,
        "asked": asked.query,
        "procedure_name": index.procedure_names([asked.procedure]).get(asked.procedure, asked.procedure),
    }


def _criterion_by_agency(
    columns: dict[Criterion, IndicatorVersion],
    beside: IndicatorVersion | None,
    line: Criterion,
    asked: Asked,
    parts: index.ByAgency,
) -> Any:
    if not columns:
        return None
    pairs = index_page.agencies_with_below(clock.now().date())
    known = {key for part in parts.values() if part for key in part if key}
    pairs = [(agency, ids) for agency, ids in pairs if ids & known]
    shown = [(line.name, columns[line]), *([(beside.definition.name, beside)] if beside else [])]
    told = [
        (head, line.address, [index.figure_of(one, asked.period, parts, ids) for _agency, ids in pairs])
        for head, one in shown
    ]
    return index_page.agency_table(told, [a for a, _ids in pairs], asked.words, asked.exact)


@require_safe
@public_page
def show_criterion_rows(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """The rows of one measure of the criterion: only those that this reader may see, the others counted."""
    line = _line(address)
    _form, asked = _asked(request)
    version = index.for_procedure(line.reading, asked.procedure) if asked else None
    if asked is None or version is None or not 1 <= number <= len(version.definition.refs):
        raise Http404
    ref = version.definition.refs[number - 1]
    context = rows_context(request, ref, asked.period, asked.scope) | {"line": line}
    context["differing"] = told_of([version], actor_for(request))
    return render(request, "indicators/criterion_rows.html", context)
