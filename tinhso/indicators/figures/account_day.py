"""The day on which the account of a year was given: what stood then is told with it where nothing was known before."""

from collections.abc import Sequence
from datetime import date

from tinhso.indicators.cells.amounts import EVERYTHING, Scope
from tinhso.indicators.data.sources import report_data
from tinhso.indicators.definitions.definition import Aggregation
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Figure, read
from tinhso.indicators.models import IndicatorVersion
from tinhso.lib.periods import Period, PeriodKind


def account_day(period: Period, today: date) -> date | None:
    """Of a whole year the day that the source of its report names, once it has come; None where there is none."""
    if period.kind is not PeriodKind.YEAR:
        return None
    try:
        day = date.fromisoformat(str(report_data(period.start.year)["periods"]["as_of"]))
    except LookupError:
        return None
    return day if period.end < day <= today else None


def known_later(
    versions: Sequence[IndicatorVersion], period: Period, today: date, scope: Scope = EVERYTHING
) -> dict[int, Figure]:
    """Stocks that nobody knew at the end of that year, by indicator, as they stood on the day of its account.

    Each bears its own day. No query where there is no such day or no stock among them, else three.
    """
    day = account_day(period, today)
    stocks = [v for v in versions if v.definition.agg_time is Aggregation.LAST]
    if day is None or not stocks:
        return {}
    until = Period.of(PeriodKind.YEAR_TO_DATE, day)
    held = BatchReader.read(stocks, [until], scope)
    found = {version.indicator_id: read(version, until, scope, held) for version in stocks}
    return {pk: figure for pk, figure in found.items() if figure.value is not None and figure.n}
