"""The line of a tile with its first and last month and value, and the plan where months can be held against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tinhso.indicators.definitions.definition import Aggregation, Definition
from tinhso.indicators.executive.page_data import PageData
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Figure, read_months
from tinhso.indicators.figures.targets import target_of
from tinhso.indicators.models import ExternalRank, IndicatorVersion
from tinhso.lib.drawing.sparks import spark
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period, PeriodKind

MONTHS = 12
LEAST = 3  # points of a line: two would be sold as a trend


@dataclass(frozen=True)
class Trend:
    """The drawing ("" where too few values are known) and the words below it."""

    svg: SafeString | str = ""
    first: str = ""
    first_value: str = ""
    goal: str = ""
    last: str = ""
    last_value: str = ""


NO_TREND = Trend()


@lru_cache(maxsize=64)
def whole_months(day: date) -> list[Period]:
    """The last twelve months that are over on that day, the oldest first."""
    last = Period.of(PeriodKind.MONTH, day)
    last = last if last.end == day else last.before()
    return [last.before(back) for back in range(MONTHS - 1, -1, -1)]


def of_months(version: IndicatorVersion, asked: PageData, now: Figure) -> Trend:
    """Of the last twelve whole months those with a value, of a stock also today; words alone where they are two, nothing where
    one."""
    definition = version.definition
    found = _known_months(version, asked)
    points = [(f"{one.period.start:%m/%Y}", one.value) for one in found if one.value is not None]
    if asked.running and definition.agg_time is Aggregation.LAST and now.value is not None:
        points.append((f"{now.period.end:%d/%m}", now.value))
    if len(points) < 2:
        return NO_TREND
    target = target_of(definition.code, now.period, asked.lists.targets)
    by_month = definition.is_ratio or definition.agg_time is Aggregation.LAST
    return _drawn(definition, points, target.value if target and by_month else None)


def _known_months(version: IndicatorVersion, asked: PageData) -> list[Figure]:
    """Nothing counted yet is not zero."""
    start = version.definition.series_start
    shown = [month for month in whole_months(asked.period.end) if start is None or start <= month.start]
    if not shown:
        return []
    figures = read_months(version, shown, asked.scope, asked.held)
    return [one for one in figures if one.n or asked.held.has_rows(version)]


def _drawn(definition: Definition, points: Sequence[tuple[str, Decimal]], goal: Decimal | None) -> Trend:
    (first, first_value), (last, last_value) = points[0], points[-1]
    values_text = [wording.value_text(value, definition) for value in (first_value, last_value)]
    svg = plan = ""
    if len(points) >= LEAST:
        title = f"{definition.name}: {first} {values_text[0]}, {last} {values_text[1]}"
        values = [float(value) for _label, value in points]
        svg = spark(values, title, goal=None if goal is None else float(goal))
    if svg and goal is not None:
        percent = "%" if definition.unit == "%" else ""
        plan = _("kế hoạch %(goal)s") % {"goal": f"{vn_number(wording.plain(goal))}{percent}"}
    return Trend(mark_safe(svg), first, values_text[0], plan, last, values_text[1])  # noqa: S308 - drawn by lib, escaped there


def of_ranks(ranks: Sequence[ExternalRank]) -> Trend:
    """Year by year with the first place on top."""
    if len(ranks) < 2:
        return NO_TREND
    ends = [_("năm %(year)s") % {"year": one.assessed_year} for one in (ranks[0], ranks[-1])]
    ranks_text = [_("hạng %(rank)s") % {"rank": one.rank} for one in (ranks[0], ranks[-1])]
    drawn = ""
    if len(ranks) >= LEAST:
        title = f"{ends[0]} {ranks_text[0]}, {ends[1]} {ranks_text[1]}"
        drawn = spark([float(one.rank) for one in ranks], title, turned=True)
    return Trend(mark_safe(drawn), ends[0], ranks_text[0], "", ends[1], ranks_text[1])  # noqa: S308 - drawn by lib
