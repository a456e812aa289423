"""Figures as a text quotes them: by the code of an indicator and a period, as everybody may read them at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from tinhso.indicators.figures import wording
from tinhso.indicators.figures.account_day import known_later
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Figure, read
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.periods import PublicPeriods, hidden_figure
from tinhso.lib.periods import NotAPeriod, Period

Quote = tuple[str, str]
"""The code of an indicator and a period (`2023`, `2023Q1`)."""


@dataclass(frozen=True)
class QuotedFigure:
    """`value` is None, and `text` says why, where the indicator has none that everybody may read in this period."""

    code: str
    period: str
    name: str
    span: str
    text: str
    unit: str
    parts: str
    value: Decimal | None
    url: str


def quotable_indicators() -> list[tuple[str, str]]:
    """Codes and names of the indicators that a text may quote. One query."""
    found = IndicatorVersion.objects.newest().order_by("indicator__code")
    return [(v.indicator.code, v.definition.name) for v in found if v.definition.public]


def quoted_figures(quotes: Iterable[Quote], *, today: date) -> dict[Quote, QuotedFigure]:
    """Those that name a public indicator and a period that has begun; some six queries, however many they are."""
    periods = {quote: period for quote in quotes if (period := _period(quote[1], today))}
    codes = {code for code, _period_code in periods}
    if not codes:
        return {}
    newest = IndicatorVersion.objects.newest().filter(indicator__code__in=codes)
    versions = {v.indicator.code: v for v in newest if v.definition.public}
    asked = {quote: period for quote, period in periods.items() if quote[0] in versions}
    figures = _figures(versions, asked, today)
    return {quote: _quoted(figure, quote) for quote, figure in figures.items()}


def _period(code: str, today: date) -> Period | None:
    try:
        found = Period.parse(code)
    except NotAPeriod:
        return None
    return found.up_to(today) if found.start <= today else None


def _figures(
    versions: dict[str, IndicatorVersion], asked: dict[Quote, Period], today: date
) -> dict[Quote, Figure]:
    spans = list(dict.fromkeys(asked.values()))
    if not spans:
        return {}
    held = BatchReader.read(list(versions.values()), spans)
    years = sorted({span.end.year for span in spans} | {span.end.year - 1 for span in spans})
    order = list(versions.values())
    guards = dict(zip(versions, PublicPeriods.read_each(order, years, today), strict=True))
    found = {}
    for quote, span in asked.items():
        figure = read(versions[quote[0]], span, held=held)
        found[quote] = figure if guards[quote[0]].shows(figure) else hidden_figure(figure)
    return found | _as_of_the_account(versions, found, today)


def _as_of_the_account(
    versions: dict[str, IndicatorVersion], found: dict[Quote, Figure], today: date
) -> dict[Quote, Figure]:
    """Stocks that nobody knew at the end of a year, as the account of that year tells them."""
    later: dict[Quote, Figure] = {}
    unknown = {quote: one for quote, one in found.items() if one.value is None}
    for period in dict.fromkeys(one.period for one in unknown.values()):
        asked = [versions[code] for code, _code in unknown if unknown[code, _code].period == period]
        known = known_later(asked, period, today)
        for quote, figure in unknown.items():
            if figure.period == period and (other := known.get(figure.version.indicator_id)):
                later[quote] = other
    return later


def _quoted(figure: Figure, quote: Quote) -> QuotedFigure:
    definition = figure.definition
    address = reverse("figure", args=[figure.version.indicator.address])
    return QuotedFigure(
        code=quote[0],
        period=quote[1],
        name=definition.name,
        span=wording.span(figure),
        text=wording.printed(figure),
        unit=wording.unit_beside(definition) if figure.value is not None else "",
        parts=wording.parts(figure),
        value=figure.rounded if not figure.hidden else None,
        url=f"{address}?ky={quote[1]}",
    )
