"""The executive page: at most twelve of the figures that systems declare, what is overdue now, agencies worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import EVERYTHING, Scope
from tinhso.indicators.cells.days import read_daily_cells
from tinhso.indicators.data_entry.unusual import unconfirmed_among
from tinhso.indicators.executive.agencies import AgencyRow, KindRow, agency_rows, best, kind_rows, to_watch
from tinhso.indicators.executive.offered import Offer, all_versions, offers
from tinhso.indicators.executive.page_data import Lists, PageData
from tinhso.indicators.executive.tiles import Tile, Words, found_in, tile, why_missing
from tinhso.indicators.executive.trends import whole_months
from tinhso.indicators.figures import changed_rows
from tinhso.indicators.figures.account_day import known_later
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.corrected_ends import corrected_among
from tinhso.indicators.figures.figures import Compared
from tinhso.indicators.models import AgencyUrging, IndicatorVersion
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.site.context import read_through
from tinhso.lib.periods import Period, PeriodKind

MOST, ROW = 12, 4
__all__ = ["MOST", "Board", "board", "held_for", "scope_for", "whole_months", "year_of"]


@dataclass(frozen=True)
class Board:
    """`left` are the tiles that the period does not fill, each with its reason, where twelve others stand."""

    tiles: list[Tile]
    left: list[tuple[str, str]]
    period: Period
    agency: Agency
    whole: bool
    late: list[KindRow]
    agencies: list[AgencyRow]
    ranked: IndicatorVersion | None
    urgings: "Mapping[int, AgencyUrging]"

    @property
    def to_watch(self) -> list[AgencyRow]:
        return to_watch(self.agencies)

    @property
    def best(self) -> list[AgencyRow]:
        return best(self.agencies)


def scope_for(by: Actor, day: date, agency: Agency | None = None) -> tuple[Agency, Scope, bool]:
    """The committee of the province and whoever follows at it see all; others their agency and those below it.

    `agency` is the actor's, where it was read before.
    """
    agency = agency or Agency.objects.get(pk=by.agency_id or 0)
    whole = (agency.level, agency.kind) == (Agency.Level.PROVINCE, Agency.Kind.COMMITTEE)
    return agency, EVERYTHING if whole else Scope(agencies=frozenset(agencies_below(agency, day))), whole


def year_of(year: int, today: date) -> Period:
    """A year, cut at today while it runs."""
    return Period.of(PeriodKind.YEAR, date(year, 1, 1)).up_to(today)


def board(by: Actor, now: datetime, year: int, agency: Agency | None = None) -> Board:
    """The figures of a year, or of this year to date. Ten queries, one more where something is entered, one for
    an agency's own scope, one for each stock that is counted at this moment; one less where its agency is at hand. A stock
    that was not known at the end of the year is told as of the day of the year's account (`known_later`), three more."""
    today = now.date()
    agency, scope, whole = scope_for(by, today, agency)
    scope = replace(scope, daily_cells=read_daily_cells())  # figures and agencies ask it once together
    period = year_of(year, today)
    offered = offers({v.indicator.code: v for v in IndicatorVersion.objects.newest()})
    held = held_for(all_versions(offered), period, scope)
    lists = Lists.read(offered, year, agency, scope, whole=whole, now=now)
    asked = PageData(period, now, agency, whole, scope, held, lists)
    tiles, left = _placed(offered, asked)
    ranked = next((offer.version for offer in offered if offer.agencies), None)
    rows = agency_rows(ranked, period, scope, lists.late, lists.targets, now) if ranked else []
    return Board(tiles, left, period, agency, whole, kind_rows(lists.late, now), rows, ranked, lists.urgings)


def _placed(offered: Sequence[Offer], asked: PageData) -> tuple[list[Tile], list[tuple[str, str]]]:
    """Whole rows of tiles: first what the period fills, then what says why it has no value."""
    found = {offer.version.pk: found_in(offer, asked) for offer in offered}
    bare = [offer.version for offer in offered if found[offer.version.pk] is None]
    later = known_later(bare, asked.period, asked.now.date(), asked.scope)
    found |= {v.pk: Compared(later[v.indicator_id], None) for v in bare if v.indicator_id in later}
    made = [(offer, _marked(tile(offer, found[offer.version.pk], asked), offer.version)) for offer in offered]
    full = [pair for pair in made if pair[1].has_value][:MOST]
    empty = [pair for pair in made if not pair[1].has_value]
    room = min(MOST, -(-len(full) // ROW) * ROW) - len(full)
    left = [(offer.title, why_missing(offer, asked)) for offer, _one in empty[room:]]
    return _with_doubts([*full, *empty[:room]], asked), left


def _with_doubts(pairs: Sequence[tuple[Offer, Tile]], asked: PageData) -> list[Tile]:
    """With a line where one of the numbers waits to be found right, and a mark where ends were corrected."""
    doubted = _doubted(asked.held, asked.period)
    corrected = corrected_among([offer.version for offer, _tile in pairs], asked.period, asked.scope)
    return [
        replace(_doubtful(one, offer.version, doubted), corrected=offer.version.pk in corrected)
        for offer, one in pairs
    ]


def held_for(versions: Sequence[IndicatorVersion], period: Period, scope: Scope) -> BatchReader:
    """All that the page tells of these. Of the whole province it is read at most every few seconds."""
    periods, months = [period, period.same_last_year()], whole_months(period.end)
    read_them = partial(BatchReader.read, versions, periods, scope, months)
    if scope != EVERYTHING:
        return read_them()
    return read_through(f"executive {sorted(v.pk for v in versions)} {period.code}", read_them)


def _marked(one: Tile, version: IndicatorVersion) -> Tile:
    """With a line where rows behind it differ from the log."""
    differs = changed_rows.words(changed_rows.differing(version.definition))
    texts = [run.text for line in one.lines for run in line]
    return (
        replace(one, lines=[*one.lines, [Words(differs, "late")]])
        if differs and differs not in texts
        else one
    )


def _doubtful(one: Tile, version: IndicatorVersion, doubted: set[str]) -> Tile:
    if not any(ref.code in doubted for ref in version.definition.refs):
        return one
    return replace(one, lines=[*one.lines, [Words(_("có số liệu khác thường chờ xác nhận"), "late")]])


def _doubted(held: BatchReader, period: Period) -> set[str]:
    """The elements with numbers in that period that are unusual and that nobody else has found right. One query."""
    doubtful = {
        code: {one.pk for _scenario, one in values if period.start <= one.ends_on <= period.end}
        for code, (_element, values) in held.entered_values.found.items()
    }
    doubted = unconfirmed_among(set().union(*doubtful.values()))
    return {code for code, ids in doubtful.items() if ids & doubted}
