"""What the pages of figures show, put together from definitions, cells and rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.cells.beginnings import by_day_and_first
from tinhso.indicators.data.sources import report_years
from tinhso.indicators.definitions.definition import Aggregation, Definition, Direction
from tinhso.indicators.figures import changed_rows, ranking, wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.borders import PlacedFigures, read_on_borders
from tinhso.indicators.figures.figures import Compared, Figure, compared, read, read_by, read_months
from tinhso.indicators.figures.trace import checked
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.periods import (
    PublicAgencies,
    PublicPeriods,
    hidden_figure,
    is_guarded,
    years_of,
)
from tinhso.indicators.public_counts.small_cells import hidden_rows, is_small
from tinhso.indicators.reports.source import Source
from tinhso.indicators.rights.permissions import can_see
from tinhso.indicators.sources.sources import is_countable_in, known_measure
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock, shapes
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.periods import Period, PeriodKind

MONTHS_SHOWN = 12
LEAST = 3  # points of a line


def versions() -> list[IndicatorVersion]:
    """The definitions in use, in the order of pages. One query."""
    found = IndicatorVersion.objects.newest()
    return sorted(found, key=lambda v: (v.definition.group, v.definition.order))


@dataclass(frozen=True)
class Group:
    """`figures` have a value in the period, `missing` none."""

    name: str
    figures: list[shapes.Figure]
    missing: list[shapes.Figure]


def groups(now: datetime, year: int) -> list[Group]:
    """Every public figure of a year as a tile with its months, by group in the order of the account; read at most every few
    seconds.

    What is told for whole years only, like a rank, has its place in the report and in its register.
    """
    return read_through(f"figures {now.date()} {year} {get_language()}", lambda: _groups(now, year))


def _groups(now: datetime, year: int) -> list[Group]:
    found: dict[str, list[shapes.Figure]] = {}
    shown = [v for v in versions() if v.definition.public and v.definition.agg_time != Aggregation.NONE]
    period = Period.of(PeriodKind.YEAR, date(year, 1, 1))
    for version, figure in zip(shown, tiles(shown, shown, now, period, months=True), strict=True):
        found.setdefault(version.definition.group, []).append(figure)
    order = spoken_order(shown)
    names = sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [
        Group(name, [f for f in found[name] if not f.missing], [f for f in found[name] if f.missing])
        for name in names
    ]


def spoken_order(shown: Sequence[IndicatorVersion]) -> list[str]:
    """The groups in the order in which the newest report first tells a figure of each."""
    group_of = {v.indicator.code: v.definition.group for v in shown}
    codes = [ask.code for ask in Source.read(report_years()[0]).asks] if report_years() else []
    return list(dict.fromkeys(group_of[code] for code in codes if code in group_of))


def home_figures(request: HttpRequest) -> dict[str, object] | None:
    """The block of the first page, read at most every few seconds; nothing where no definition is loaded."""
    now = clock.now()
    shown = read_through(f"home {now.date()} {get_language()}", lambda: _home(now))
    return {"figures": shown} if shown else None


def _home(now: datetime) -> list[shapes.Figure]:
    known = versions()
    return tiles([v for v in known if v.definition.home and v.definition.public], known, now)


def tiles(
    shown: Sequence[IndicatorVersion],
    known: Sequence[IndicatorVersion],
    now: datetime,
    period: Period | None = None,
    *,
    months: bool = False,
) -> list[shapes.Figure]:
    """Of this year to date where no period is named, with the line of its `months`; `known` are those that may stand
    beside. A few queries in all."""
    others = {v.indicator.code: v for v in known}
    asked = period or Period.of(PeriodKind.YEAR, now.date())
    cut = asked.up_to(now.date())
    beside = [others[code] for v in shown for code in v.definition.beside if code in others]
    drawn = months_shown(cut.end) if months else []
    held = BatchReader.read([*shown, *beside], [cut, cut.same_last_year()], months=drawn)
    guards = PublicPeriods.read_each(shown, [cut.end.year - 1, cut.end.year], now.date())
    return [
        replace(
            _tile(guard.hide(compared(guard.version, asked, now.date(), held=held)), others, held),
            **_line(guard, drawn, held),
        )
        for guard in guards
    ]


def _line(guard: PublicPeriods, months: Sequence[Period], held: BatchReader) -> dict[str, Any]:
    """The months that the public may read, with first and last of them in words; nothing where fewer than three."""
    version = guard.version
    start = version.definition.series_start
    begun = [month for month in months if start is None or start <= month.start]
    figures = read_months(version, begun, held=held) if begun else []
    known = [one for one in figures if one.value is not None and one.n and guard.shows(one)]
    if len(known) < LEAST:
        return {}
    ends = [
        f"{one.period.start:%m/%Y} · {wording.value_text(one.value, one.definition)}"
        for one in (known[0], known[-1])
    ]
    values = [float(one.value) for one in known if one.value is not None]
    return {"trend": values, "trend_title": ", ".join(ends), "trend_ends": tuple(ends)}


def tile(
    version: IndicatorVersion, now: datetime, others: dict[str, IndicatorVersion], period: Period | None
) -> shapes.Figure:
    """One alone, compared with its rows as on its page; read at most every few seconds."""
    key = f"figure {version.indicator.code} {version.number} {period or now.date()} {get_language()}"
    return read_through(key, lambda: _checked_tile(version, now, others, period))


def _checked_tile(
    version: IndicatorVersion, now: datetime, others: dict[str, IndicatorVersion], period: Period | None
) -> shapes.Figure:
    asked = period or Period.of(PeriodKind.YEAR, now.date())
    found, traced = checked(compared(version, asked, now.date()))
    found = PublicPeriods.read(version, years_of(found), now.date()).hide(found)
    return _tile(found, others, None, wording.standing(traced.state, version.definition))


def _tile(
    found: Compared, others: dict[str, IndicatorVersion], held: BatchReader | None, standing: str = ""
) -> shapes.Figure:
    definition = found.now.definition
    standing = standing or changed_rows.words(changed_rows.differing(definition))
    lines = [standing] if standing else []
    lines += [" ".join(filter(None, (wording.parts(found.now), wording.span(found.now))))]
    lines += [_beside(others[code], found.now.period, held) for code in definition.beside if code in others]
    lines.append(wording.comparison(found))
    return shapes.Figure(
        definition.name,
        wording.printed(found.now),
        unit=wording.unit_beside(definition) if found.now.value is not None else "",
        compared=lines,
        trace_url=reverse("figure", args=[definition.address]) + _named(found.now.period),
        missing=found.now.value is None and not found.now.hidden and not standing,
    )


def _named(period: Period) -> str:
    return "" if period.kind is PeriodKind.YEAR_TO_DATE else f"?ky={period.code}"


def companions(version: IndicatorVersion, by: Actor) -> list[IndicatorVersion]:
    """What its definition sets beside it, as far as this reader may see that. One query where there is any."""
    codes = version.definition.beside
    found = {v.indicator.code: v for v in versions() if v.indicator.code in codes} if codes else {}
    return [found[code] for code in codes if code in found and can_see(found[code].definition, by)]


def beside_lines(
    shown: Sequence[IndicatorVersion], period: Period, scope: Scope, held: BatchReader, *, exact: bool
) -> list[tuple[Definition, str]]:
    """Each with its value; one of few people is shown to who sees small counts alone."""
    figures = [read(version, period, scope, held) for version in shown]
    return [
        (one.definition, wording.printed(one))
        for one in figures
        if one.value is not None and (exact or not (is_guarded(one.version) and is_small(one.n)))
    ]


def _beside(version: IndicatorVersion, period: Period, held: BatchReader | None) -> str:
    figure = read(version, period, held=held)
    shown_figure = hidden_figure(figure) if is_guarded(version) and is_small(figure.n) else figure
    return f"{figure.definition.name}: {wording.printed(shown_figure)}"


def scope_of(agency: Agency | None, day: date) -> Scope:
    """An agency counts with all below it. Two queries, of the whole province one."""
    below = None if agency is None else frozenset(agencies_below(agency, day))
    kept_days, first = by_day_and_first()
    return Scope(agencies=below, daily_cells=kept_days, first=first)


def is_divisible_by(version: IndicatorVersion, scope: Scope) -> bool:
    """Whether what it counts names the agencies that were chosen; of others there is no figure, and not zero."""
    measures = [measure for ref in version.definition.refs if (measure := known_measure(ref.code))]
    return all(is_countable_in(measure, scope) for measure in measures)


def agencies_listed(day: date) -> list[Agency]:
    """What a reader may choose: committees and departments of the province and its districts; read at most every few
    seconds. One query."""
    levels = [Agency.Level.PROVINCE, Agency.Level.DISTRICT]
    kinds = [Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT]
    found = Agency.objects.on(day).filter(level__in=levels, kind__in=kinds)
    return read_through(f"agencies to choose {day}", lambda: list(found))


def by_agency(
    version: IndicatorVersion,
    period: Period,
    scope: Scope,
    *,
    exact: bool,
    held: BatchReader | None = None,
    public: PublicAgencies | None = None,
) -> Table:
    """One line an agency, the worst first; small counts of people are hidden unless `exact`, and those that `public` hides:
    they stand last by name, so that their place tells nothing."""
    found = read_by(version, period, "agency", scope, held)
    names = {a.pk: (a.sort_key, a.name) for a in Agency.objects.filter(pk__in=[k for k in found if k])}
    keys = sorted(found, key=lambda key: names.get(key or 0, ("", "")))
    labels = [names[key][1] if key in names else _("Không thuộc cơ quan nào") for key in keys]
    figures = [found[key] for key in keys]
    also = {n for n, key in enumerate(keys) if public and key in public.hidden(period)}
    guarded = version.definition.of_people and not exact
    hidden_places = hidden_rows([[figure.n for figure in figures]], also) if guarded else set()
    least = ranking.least_cases(period.end)
    order = worst_first(version, figures, hidden_places, least)
    labels, figures = [labels[n] for n in order], [figures[n] for n in order]
    return _table(
        _("Theo cơ quan"), _("Cơ quan"), version, labels, figures, {order.index(n) for n in hidden_places}
    )


def worst_first(
    version: IndicatorVersion, figures: Sequence[Figure], hidden_places: set[int], least: int
) -> list[int]:
    """The order of lines that stand by name: the lowest first where more is better, else the highest; then shares of fewer
    than `least` cases, what has no value and what is hidden."""
    up = version.definition.direction is Direction.UP

    def key(n: int) -> tuple[int, Decimal]:
        value = figures[n].value
        if n in hidden_places or value is None:
            return 3 if n in hidden_places else 2, Decimal()
        return int(ranking.is_of_few(figures[n], least)), value if up else -value

    return sorted(range(len(figures)), key=key)


def without_hidden(
    found: Compared, scope: Scope, public: PublicPeriods, agencies: PublicAgencies
) -> Compared:
    """The same without what the public may not read of it, because of other periods or of agencies beside these."""

    def shows(period: Period) -> bool:
        return scope.agencies is None or agencies.shows(period, scope.agencies)

    public_figures = public.hide(found)
    if not shows(public_figures.now.period):
        return Compared(hidden_figure(public_figures.now), None)
    return (
        public_figures
        if public_figures.before is None or shows(public_figures.before.period)
        else Compared(public_figures.now, None)
    )


def _table(
    title: str,
    head: str,
    version: IndicatorVersion,
    labels: list[str],
    figures: list[Figure],
    hidden_places: set[int],
) -> Table:
    definition = version.definition
    columns = [Column(head), Column(definition.name, number=True)]
    if definition.is_ratio:
        columns += [Column(_("Tử số"), number=True), Column(_("Mẫu số"), number=True)]
        columns.append(Column(_("Khoảng tin cậy 95%"), number=True))
    rows = [
        [label, *(_hidden(definition.is_ratio) if n in hidden_places else _numbers(figure))]
        for n, (label, figure) in enumerate(zip(labels, figures, strict=True))
    ]
    return Table(title, columns, rows)


def _hidden(ratio: bool) -> list[Cell | str]:
    return [_("ẩn (số nhỏ)"), *(["–"] * 3 if ratio else [])]


def _numbers(figure: Figure) -> list[Cell | str]:
    row: list[Cell | str] = [wording.value_text(figure.value, figure.definition)]
    if not figure.definition.is_ratio:
        return row
    return [*row, *(wording.parts(figure) or "–/–").split("/"), ranking.interval_text(figure) or "–"]


def by_place(
    version: IndicatorVersion, period: Period, day: date, scope: Scope
) -> tuple[Table, PlacedFigures] | None:
    """The figure by unit on the borders of that day beside last year's; None where rows name no place."""
    now, before = read_on_borders(version, [period, period.same_last_year()], day, scope)
    if not (now.by_unit or now.incomplete or now.unplaced):
        return None
    units = AdminUnit.objects.filter(pk__in={*now.by_unit, *now.incomplete})
    names = {unit.pk: unit.name for unit in units}
    definition, earlier = version.definition, before.by_unit
    rows = [
        [
            names[pk],
            wording.value_text(one.value, definition),
            wording.value_text(earlier[pk].value if pk in earlier else None, definition),
        ]
        for pk, one in _sorted(now.by_unit, names)
    ]
    rows += [[names[pk], _("không quy đổi được"), "–"] for pk, _one in _sorted(now.incomplete, names)]
    heads = [Column(definition.name, number=True), Column(_("Cùng kỳ"), number=True)]
    return Table(_("Theo địa bàn"), [Column(_("Đơn vị hành chính")), *heads], rows), now


def _sorted(figures: dict[int, Figure], names: dict[int, str]) -> list[tuple[int, Figure]]:
    return sorted(figures.items(), key=lambda pair: names[pair[0]])


def months_shown(day: date) -> list[Period]:
    """The last twelve months that are over on that day, the oldest first."""
    month = Period.of(PeriodKind.MONTH, day)
    month = month if month.end == day else month.before()
    return [month.before(back) for back in range(MONTHS_SHOWN - 1, -1, -1)]


def months_read(day: date) -> list[Period]:
    """These and the twelve before them."""
    months = months_shown(day)
    return [*(month.same_last_year() for month in months), *months]
