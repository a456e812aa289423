"""The executive page: at most twelve figures, each with its parts, comparison, target, trend, notes and ways on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import EVERYTHING, Scope
from tinhso.indicators.data.sources import executive_data
from tinhso.indicators.data_entry.unusual import unconfirmed_among
from tinhso.indicators.figures import changed_rows, wording
from tinhso.indicators.figures.account_day import told_later
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.corrected_ends import corrected_among
from tinhso.indicators.figures.figures import Compared, Figure, compared, read, read_by, read_months
from tinhso.indicators.figures.targets import Targets, is_comparable, is_met, target_of, targets_of
from tinhso.indicators.models import Annotation, IndicatorVersion
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.site.context import kept
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.drawing import charts
from tinhso.lib.periods import Period, PeriodKind

MOST = 12
MONTHS = 12
NOTES = 3


@dataclass(frozen=True)
class Tile:
    """A figure as the page shows it; `verdict` is against the target, `tone` ok or late, never soon."""

    code: str
    name: str
    value: str
    unit: str
    lines: list[str]
    verdict: str
    tone: str
    trend: SafeString | str
    trace_url: str
    agencies_url: str
    notes: list[Annotation]
    address: str
    corrected: bool = False


@dataclass(frozen=True)
class Board:
    tiles: list[Tile]
    period: Period
    agency: Agency
    whole: bool


def scope_for(by: Actor, day: date, agency: Agency | None = None) -> tuple[Agency, Scope, bool]:
    """The committee of the province and whoever follows at it see all; others their agency and those below it.

    `agency` is the actor's, where it was read before.
    """
    agency = agency or Agency.objects.get(pk=by.agency_id or 0)
    whole = (agency.level, agency.kind) == (Agency.Level.PROVINCE, Agency.Kind.COMMITTEE)
    return agency, EVERYTHING if whole else Scope(agencies=frozenset(agencies_below(agency, day))), whole


def chosen() -> list[str]:
    return list(executive_data()["figures"])[:MOST]


@dataclass(frozen=True)
class _Asked:
    """What the page asks for, and what was read for it."""

    period: Period
    agency: Agency
    whole: bool
    scope: Scope
    versions: dict[str, IndicatorVersion]
    held: BatchReader
    notes: dict[int, list[Annotation]]
    targets: Targets

    def read(self, version: IndicatorVersion, period: Period) -> Figure:
        return read(version, period, self.scope, self.held)


def board(by: Actor, today: date, year: int, agency: Agency | None = None) -> Board:
    """The figures of a year, or of this year to date. Seven queries, two more where something is entered, one for
    an agency's own scope, one for each stock that is counted at this moment; one less where its agency is at hand. A stock
    that was not known at the end of the year is told as of the day of the year's account (`told_later`), three more."""
    agency, scope, whole = scope_for(by, today, agency)
    versions = {v.indicator.code: v for v in IndicatorVersion.objects.newest()}
    period = Period.of(PeriodKind.YEAR, date(year, 1, 1)).up_to(today)
    known = [versions[code] for code in chosen() if code in versions]
    beside = [versions[code] for v in known for code in v.definition.beside if code in versions]
    held = held_for([*known, *beside], period, scope)
    notes = notes_of(known, year, agency, whole=whole)
    asked = _Asked(
        period, agency, whole, scope, versions, held, notes, targets_of(v.indicator.code for v in known)
    )
    found = {v.indicator_id: _found(v, asked) for v in known}
    later = told_later([v for v in known if found[v.indicator_id] is None], period, today, scope)
    found |= {pk: Compared(figure, None) for pk, figure in later.items()}
    tiles = [_tile(v, found[v.indicator_id], asked) for v in known]
    doubted = _doubted(held, period)
    corrected = corrected_among(known, period, scope)
    marked = [
        replace(_marked(tile, v, doubted), corrected=v.pk in corrected)
        for v, tile in zip(known, tiles, strict=True)
    ]
    return Board(marked, period, agency, whole)


def held_for(versions: Sequence[IndicatorVersion], period: Period, scope: Scope) -> BatchReader:
    """All that the page tells of these. Of the whole province it is read at most every few seconds."""
    periods, months = [period, period.same_last_year()], whole_months(period.end)
    read_them = partial(BatchReader.read, versions, periods, scope, months)
    if scope != EVERYTHING:
        return read_them()
    return kept(f"executive {sorted(v.pk for v in versions)} {period.code}", read_them)


def _marked(tile: Tile, version: IndicatorVersion, doubted: set[str]) -> Tile:
    """With a line where one of its numbers waits to be found right, or rows behind it differ from the log."""
    if differs := changed_rows.words(changed_rows.differing(version.definition)):
        return replace(tile, lines=[*tile.lines, differs])
    if not any(ref.code in doubted for ref in version.definition.refs):
        return tile
    return replace(tile, lines=[*tile.lines, _("có số liệu khác thường chờ xác nhận")])


def _doubted(held: BatchReader, period: Period) -> set[str]:
    """The elements with numbers in that period that are unusual and that nobody else has found right. One query."""
    told = {
        code: {one.pk for _scenario, one in values if period.start <= one.ends_on <= period.end}
        for code, (_element, values) in held.entered.found.items()
    }
    doubted = unconfirmed_among(set().union(*told.values()))
    return {code for code, ids in told.items() if ids & doubted}


def _found(version: IndicatorVersion, asked: _Asked) -> Compared | None:
    """None where nothing is known of that period."""
    found = compared(version, asked.period, asked.period.end, asked.scope, asked.held)
    known = found.now.n or asked.held.has_rows(version)
    return found if found.now.value is not None and known else None


def notes_of(
    versions: list[IndicatorVersion], year: int, agency: Agency, *, whole: bool
) -> dict[int, list[Annotation]]:
    """The newest notes on each indicator in periods of that year. One query."""
    found: dict[int, list[Annotation]] = {}
    rows = Annotation.objects.filter(
        indicator__in=[v.indicator_id for v in versions], period__startswith=str(year)
    )
    for note in rows if whole else rows.filter(agency=agency):
        found.setdefault(note.indicator_id, []).append(note)
    return {pk: notes[:NOTES] for pk, notes in found.items()}


def _tile(version: IndicatorVersion, found: Compared | None, asked: _Asked) -> Tile:
    definition = version.definition
    verdict, tone = judged(found.now, asked.targets) if found else ("", "")
    period = asked.period
    own = found.now.period if found and found.now.period.start.year > period.start.year else period
    query = f"?ky={own.code}" + ("" if asked.whole else f"&co_quan={asked.agency.code}")
    return Tile(
        definition.code,
        definition.name,
        wording.told(found.now.value if found else None, definition),
        wording.unit_beside(definition) if found else "",
        _lines(found, asked) if found else [],
        verdict,
        tone,
        _trend(version, asked) if found and own is period else "",
        reverse("figure", args=[definition.address]) + query,
        reverse("executive_agencies", args=[definition.address]) + f"?nam={own.end.year}" if found else "",
        asked.notes.get(version.indicator_id, []),
        definition.address,
    )


def _lines(found: Compared, asked: _Asked) -> list[str]:
    definition = found.now.definition
    lines = [" · ".join(filter(None, (wording.parts(found.now), wording.span(found.now))))]
    for code in definition.beside:
        beside = asked.versions.get(code)
        if beside and asked.held.has_rows(beside):
            other = asked.read(beside, found.now.period)
            lines.append(f"{other.definition.name}: {wording.told(other.value, other.definition)}")
    return [*lines, wording.comparison(found)]


def judged(figure: Figure, targets: Targets) -> tuple[str, str]:
    """Against the target of its period: words and tone; ("", "") where there is none or it is not to be compared."""
    definition = figure.definition
    target = target_of(definition.code, figure.period, targets)
    if target is None or figure.value is None or not is_comparable(definition, figure.period):
        return "", ""
    goal = _("mục tiêu %(target)s") % {"target": wording.unit_told(target.value, definition)}
    shown = figure.rounded if figure.rounded is not None else figure.value
    tone = "ok" if is_met(shown, target.value, definition.direction) else "late"
    return f"{goal}: {wording.gap_told(figure.value, target.value, definition)}", tone


def _trend(version: IndicatorVersion, asked: _Asked) -> SafeString | str:
    """The last twelve whole months; nothing where fewer than two have a value."""
    start = version.definition.series_start
    months = whole_months(asked.period.end)
    shown = [month for month in months if start is None or start <= month.end]
    figures = read_months(version, shown, asked.scope, asked.held)
    values = [float(figure.value) for figure in figures if figure.value is not None]
    if len(values) < 2:
        return ""
    title = _("12 tháng đến %(month)s: từ %(first)s đến %(last)s") % {
        "month": f"{months[-1].start:%m/%Y}",
        "first": wording.told(figures[0].value, version.definition),
        "last": wording.told(figures[-1].value, version.definition),
    }
    return mark_safe(charts.spark(values, title))  # noqa: S308 - drawn by lib, escaped there


@lru_cache(maxsize=64)
def whole_months(day: date) -> list[Period]:
    """The last twelve months that are over on that day, the oldest first."""
    last = Period.of(PeriodKind.MONTH, day)
    last = last if last.end == day else last.before()
    return [last.before(back) for back in range(MONTHS - 1, -1, -1)]


def agencies_table(version: IndicatorVersion, period: Period, scope: Scope) -> Table:
    """The figure of each agency with rows, the way to its trace, and what it lacks to the target."""
    found = read_by(version, period, "agency", scope)
    agencies = Agency.objects.filter(pk__in=[pk for pk, figure in found.items() if pk and figure.n])
    definition = version.definition
    columns = [Column(_("Cơ quan")), Column(f"{definition.name} ({definition.unit})", number=True)]
    columns += [Column(_("Trên tổng số"), number=True)] if definition.is_ratio else []
    columns.append(Column(_("So với mục tiêu")))
    targets = targets_of([version.indicator.code])
    rows = [_agency_row(agency, found[agency.pk], targets) for agency in agencies]
    return Table(_("Theo cơ quan"), columns, rows)


LISTED = (Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT)
LEVELS = (Agency.Level.PROVINCE, Agency.Level.DISTRICT)


def _agency_row(agency: Agency, figure: Figure, targets: Targets) -> list[Cell | str]:
    definition = figure.definition
    opens = agency.kind in LISTED and agency.level in LEVELS
    asked = f"?ky={figure.period.code}&co_quan={agency.code}"
    url = reverse("figure", args=[definition.address]) + asked if opens else ""
    verdict, tone = judged(figure, targets) if definition.is_ratio else ("", "")
    row: list[Cell | str] = [Cell(agency.name, url=url), wording.told(figure.value, definition)]
    row += [wording.parts(figure) or "–"] if definition.is_ratio else []
    return [*row, Cell(verdict, tone=tone) if verdict else "–"]  # type: ignore[arg-type]
