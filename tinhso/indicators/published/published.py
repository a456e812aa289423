"""Figures as others read them: observations of public indicators and of the values behind them."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal

from tinhso.indicators.cells.amounts import EVERYTHING, plain
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Figure, read, read_months
from tinhso.indicators.figures.trace import summed_before_the_log, trace
from tinhso.indicators.models import DataValue, IndicatorVersion
from tinhso.indicators.public_counts.periods import PublicPeriods, is_guarded
from tinhso.indicators.public_counts.small_cells import is_small
from tinhso.lib.periods import Period, PeriodKind

YEARS = 3
SPANS = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER)
FREQUENCIES = {
    PeriodKind.YEAR: "A",
    PeriodKind.HALF: "S",
    PeriodKind.QUARTER: "Q",
    PeriodKind.MONTH: "M",
    PeriodKind.WEEK: "W",
    PeriodKind.DAY: "D",
}
SCENARIOS = {"actual": "ACTUAL", "plan": "PLAN", "estimate": "ESTIMATE"}
STATUSES = {"F": "A", "P": "P", "E": "E"}  # SDMX calls what is final normal
WHOLE = "_T"


@dataclass(frozen=True)
class Observation:
    """One number by its dimensions, in the words of SDMX; `breakdown` holds the options of an element."""

    freq: str
    ref_area: str
    indicator: str
    breakdown: str
    scenario: str
    time_period: str
    obs_value: str
    obs_status: str
    unit_measure: str
    comment: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """What stands under `HEADINGS`."""
        return astuple(self)[:-1]


HEADINGS = (
    *("FREQ", "REF_AREA", "INDICATOR", "BREAKDOWN", "SCENARIO", "TIME_PERIOD"),
    *("OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE"),
)


def public_versions() -> list[IndicatorVersion]:
    """The definitions that everybody may read. One query."""
    return [v for v in IndicatorVersion.objects.newest().order_by("indicator__code") if v.definition.public]


def figures_of(version: IndicatorVersion, day: date) -> Iterator[Figure]:
    """The years, halves and quarters that have ended, and each month, of this year and the two before."""
    first = day.year - YEARS + 1
    kinds = [kind for kind in SPANS if kind in version.definition.periods]
    for kind in kinds:
        for span in ended(kind, first, day):
            yield read(version, span)
    months = ended(PeriodKind.MONTH, first, day)
    if months and PeriodKind.MONTH in version.definition.periods:
        yield from read_months(version, months)


def ended(kind: PeriodKind, first: int, day: date) -> list[Period]:
    """The periods of this kind since the first of January of a year that have ended before that day."""
    found: list[Period] = []
    span = Period.of(kind, day).before()
    while span.start.year >= first:
        found.insert(0, span)
        span = span.before()
    return found


def observation_of(figure: Figure, comment: str = "") -> Observation | None:
    """None where there is no value."""
    if figure.rounded is None or figure.period.kind not in FREQUENCIES:
        return None
    return Observation(
        FREQUENCIES[figure.period.kind],
        WHOLE,
        figure.version.indicator.code,
        WHOLE,
        SCENARIOS["actual"],
        time_of(figure.period),
        f"{figure.rounded:f}",
        "A",
        figure.definition.unit,
        comment,
    )


def observations_of(version: IndicatorVersion, day: date) -> list[Observation]:
    """Of one indicator, without the periods that hold too few people, each compared with its rows as on its page: four
    queries a source and period."""
    public = PublicPeriods.read(version, range(day.year - YEARS + 1, day.year + 1), day)
    traces = (trace(figure, EVERYTHING) for figure in figures_of(version, day) if public.shows(figure))
    found = (
        observation_of(one.publishable_figure, wording.standing(one.state, version.definition))
        for one in traces
    )
    return [one for one in found if one]


def observations(day: date) -> list[Observation]:
    """The years of all public indicators, and the counting values of the elements that stand in them.

    As they were summed: to count the rows of all of them again would take too long. Where they lag, they say so.
    """
    versions = public_versions()
    years = ended(PeriodKind.YEAR, day.year - YEARS, day)
    lag = lagging(versions)
    found = [
        observation_of(figure, lag.get(version.pk, ""))
        for version in versions
        for year in years
        if not (is_small((figure := read(version, year)).n) and is_guarded(version))
    ]
    return [*(one for one in found if one), *observations_behind(versions)]


def lagging(versions: list[IndicatorVersion]) -> dict[int, str]:
    """The indicators of which the log tells more than their cells, by key, with words for it. Two queries."""
    since = summed_before_the_log()
    found = {}
    for version in versions:
        if times := [since[ref.code] for ref in version.definition.refs if ref.code in since]:
            found[version.pk] = wording.lagging(min(times))
    return found


def observations_behind(versions: list[IndicatorVersion]) -> Iterator[Observation]:
    """The values behind these indicators, agency by agency. One query."""
    codes = {ref.code for version in versions for ref in version.definition.refs}
    rows = DataValue.objects.filter(element__code__in=codes).that_count().newest().filter(value__isnull=False)
    for row in rows.select_related("element", "agency").order_by("element__code", "ends_on", "pk"):
        span = Period.parse(row.period)
        if span.kind in FREQUENCIES:
            yield Observation(
                FREQUENCIES[span.kind],
                row.agency.code,
                row.element.code,
                ".".join(row.dims) or WHOLE,
                SCENARIOS[row.scenario],
                time_of(span),
                f"{plain(row.value or Decimal()):f}",
                STATUSES[row.status],
                row.element.unit,
            )


def time_of(period: Period) -> str:
    """A period as SDMX writes it: 2023, 2023-S1, 2023-Q1, 2023-01, 2023-W10, 2023-01-31."""
    start = period.start
    return {
        PeriodKind.YEAR: f"{start:%Y}",
        PeriodKind.HALF: f"{start:%Y}-S{1 if start.month < 7 else 2}",
        PeriodKind.QUARTER: f"{start:%Y}-Q{(start.month + 2) // 3}",
        PeriodKind.MONTH: f"{start:%Y-%m}",
        PeriodKind.WEEK: f"{start.isocalendar().year}-W{start.isocalendar().week:02}",
        PeriodKind.DAY: f"{start:%Y-%m-%d}",
    }[period.kind]
