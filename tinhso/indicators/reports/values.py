"""The values that a report asks for, read from the cells and remembered, so that each is read once."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Compared, Figure, compared, rounded
from tinhso.indicators.figures.targets import Target, Targets, target_of, targets_of
from tinhso.indicators.models import IndicatorVersion, MeasureCell
from tinhso.indicators.reports.check import Lagging
from tinhso.indicators.reports.source import Ask
from tinhso.indicators.sources.sources import known_measure
from tinhso.lib.numbers import vn_percent
from tinhso.lib.periods import Period


@dataclass(frozen=True)
class ReportValue:
    """What stands in one place: the words, the figure behind them and the number that was told (None: words only).

    `target` where what stands there is not the figure but what it should reach, or the distance to that.
    """

    words: str
    figure: Figure
    value: Decimal | None
    form: str
    target: Target | None = None

    @property
    def key(self) -> str:
        return f"{self.figure.definition.code}@{self.figure.period.code}//{self.form}"


@dataclass
class Book:
    """Reads what places ask for on one legal day; the periods are those of the report's source."""

    periods: dict[str, Period]
    today: date
    lagging: Lagging = field(default_factory=Lagging)
    versions: dict[str, IndicatorVersion] = field(default_factory=dict)
    _read: dict[tuple[str, str], Compared] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.versions = {v.indicator.code: v for v in IndicatorVersion.objects.newest()}

        self.targets: Targets = targets_of(self.versions)

    def period_of(self, code: str, name: str = "") -> Period:
        """By its name; else a stock stands on the day of the account, where the source names one, and all else counts over the year."""
        if name:
            return self.periods[name]
        year = self.periods["year"]
        return self.periods.get("as_of", year) if self.versions[code].definition.agg_time == "last" else year

    def lags(self, code: str, name: str = "") -> bool:
        """Whether its figure of that period is still being added up."""
        if code not in self.versions:
            return False
        period = self.period_of(code, name).up_to(self.today)
        return (code, period.code) in self.lagging.figures

    @property
    def summing_words(self) -> str:
        assert self.lagging.until is not None
        return wording.summing(self.lagging.until)

    def compared(self, code: str, name: str = "") -> Compared | None:
        """None where nobody defines the indicator, its measures have no row at all, or the period is to come."""
        version = self.versions.get(code)
        if version is None or self.period_of(code, name).start > self.today:
            return None
        period = self.period_of(code, name)
        if (code, period.code) not in self._read:
            self._read[code, period.code] = compared(version, period, self.today)
        found = self._read[code, period.code]
        return found if found.now.value is not None and (found.now.n or has_rows(version)) else None

    def show(self, ask: Ask) -> ReportValue | None:
        """None: there is no value for this place."""
        found = self.compared(ask.code, ask.period)
        if found is None or found.now.value is None:
            return None
        if ask.since:
            return self._places(ask, found.now)
        target = target_of(ask.code, found.now.period, self.targets)
        shown_value = FORMS[ask.form](found, found.now.value, target)
        if shown_value is None:
            return None
        figure = found.before if ask.form == BEFORE and found.before else found.now
        return ReportValue(
            shown_value[0], figure, shown_value[1], ask.form, target if ask.form in OF_TARGET else None
        )

    def _places(self, ask: Ask, now: Figure) -> ReportValue | None:
        """Words between two ranks that are noted themselves; nothing where one is missing, or is among others."""
        earlier = self.compared(ask.code, ask.since)
        if earlier is None or earlier.now.value is None or now.value is None:
            return None
        if self._among(now, ask.period) is None or self._among(now, ask.period) != self._among(
            now, ask.since
        ):
            return None
        return ReportValue(wording.places_text(earlier.now.value - now.value), now, None, ask.form)

    def _among(self, rank: Figure, name: str) -> Decimal | None:
        """Among how many a rank is told: the indicator beside it."""
        found = [self.compared(code, name) for code in rank.definition.beside]
        return found[0].now.value if found and found[0] else None


def has_rows(version: IndicatorVersion) -> bool:
    """Whether its measures have ever counted anything: nothing entered yet is not zero."""
    codes = [ref.code for ref in version.definition.refs]
    return all(map(known_measure, codes)) and MeasureCell.objects.filter(measure__in=codes).exists()


NumberInText = tuple[str, Decimal | None] | None


def _value(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    return wording.with_unit(value, found.now.definition), found.now.rounded


def _number(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    return wording.value_text(value, found.now.definition), found.now.rounded


def _parts(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    words = wording.parts(found.now)
    return (words, found.now.above) if words else None


def _span(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    return wording.span(found.now), None


def _before(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    if found.before is None:
        return None
    return wording.with_unit(found.before.value, found.now.definition), found.before.rounded


def _change(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    if found.change is None:
        return None
    if found.is_from_little:
        return wording.more_or_less(found), found.difference
    return wording.change_text(found.change, found.now.definition), rounded(found.change, 2)


def _share(value: Decimal, whole: Decimal | None) -> NumberInText:
    if not whole:
        return None
    share = rounded(100 * value / whole, 2)
    return vn_percent(share), share


def _of_last(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    return _share(value, found.before.value if found.before else None)


def _plan(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    if target is None:
        return None
    shown = rounded(target.value, found.now.definition.decimals)
    return wording.with_unit(shown, found.now.definition), shown


def _of_plan(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    return _share(value, target.value if target else None)


def _gap(found: Compared, value: Decimal, target: Target | None) -> NumberInText:
    if target is None:
        return None
    words = wording.gap_text(value, target.value, found.now.definition)
    return words, rounded(value - target.value, found.now.definition.decimals)


BEFORE = "before"
OF_TARGET = ("plan", "of_plan", "gap")
FORMS = {
    "value": _value,
    "number": _number,
    "parts": _parts,
    "span": _span,
    "before": _before,
    "change": _change,
    "of_last": _of_last,
    "plan": _plan,
    "of_plan": _of_plan,
    "gap": _gap,
}
