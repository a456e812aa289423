"""Which periods of a count of people everybody may read: a short one may hold so few that they point at a person.

Where one month of a year is small no month of it is told, where one quarter is no quarter, and so on: then no difference
between months, quarters and the year is a small number. Days and weeks are for officers. A year that still runs is told to
today, and the one before to the same day. The same goes for the agencies of a table, and for the index (`index_guards.py`).

What this does not hide: what was added since another day, from whoever asks every day; the numerator of a rate that has
enough rows (98 of 100 in time tells of an agency's work, which QĐ 766 has published); two figures that count the same people
by other conditions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tinhso.indicators.cells.amounts import EVERYTHING, Amount, By, Months, Scope, monthly_by_key
from tinhso.indicators.definitions.definition import Aggregation
from tinhso.indicators.figures.figures import Compared, Figure, compute
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.small_cells import (
    LENGTHS,
    finest,
    hidden,
    hidden_all_year,
    is_small,
    lies_bare,
    sums_of,
)
from tinhso.indicators.sources.sources import known_measure, ref_and_period
from tinhso.lib.expressions import MeasureRef, refs
from tinhso.lib.periods import Period, PeriodKind

YEAR = 12
ONE_DAY = timedelta(days=1)


def is_guarded(version: IndicatorVersion) -> bool:
    """Whether it counts rows of people; what agencies enter is published as they entered it."""
    definition = version.definition
    return definition.of_people and all(known_measure(ref.code) for ref in definition.refs)


def years_of(found: Compared) -> set[int]:
    """Those whose months tell what of it may be told: its own and the one before."""
    return {found.now.period.end.year, found.now.period.end.year - 1}


def months_of(year: int) -> list[Period]:
    return [Period.of(PeriodKind.MONTH, date(year, month, 1)) for month in range(1, YEAR + 1)]


@dataclass(frozen=True)
class PublicPeriods:
    """The months of some years with how many rows they have, and by them which figures of one indicator in one scope may be told."""

    version: IndicatorVersion
    months: dict[Period, Figure]
    today: date

    @classmethod
    def read(
        cls, version: IndicatorVersion, years: Iterable[int], today: date, scope: Scope = EVERYTHING
    ) -> "PublicPeriods":
        """One query, none for what is not guarded."""
        return cls.read_each([version], years, today, scope)[0]

    @classmethod
    def read_each(
        cls,
        versions: Sequence[IndicatorVersion],
        years: Iterable[int],
        today: date,
        scope: Scope = EVERYTHING,
    ) -> list["PublicPeriods"]:
        """One query for all of them."""
        begun = begun_months(years, today)
        series = [_series(version, counted_refs(version), begun, scope) for version in versions]
        found = _read(series)
        return [
            cls(version, _figures(version, begun, amounts), today)
            for version, amounts in zip(versions, found, strict=True)
        ]

    def shows(self, figure: Figure) -> bool:
        if not is_guarded(self.version):
            return True
        if is_small(figure.n):
            return False
        return self._ends_a_month(figure) if is_stock(self.version) else self._is_made_of_public(figure)

    def _ends_a_month(self, figure: Figure) -> bool:
        end = figure.period.end
        return end >= self.today or (end + ONE_DAY).day == 1 or self._is_cut_like_today(end)

    def _is_made_of_public(self, figure: Figure) -> bool:
        start, end = figure.period.start, figure.period.end
        counts = self.counts(end.year)
        length = finest(counts)
        if length is None or start.day != 1 or start.year != end.year or (start.month - 1) % length:
            return False
        if end >= self.today or ((end + ONE_DAY).day == 1 and end.month % length == 0):
            return True
        return self._is_cut_like_today(end) and self._both_sides_are_large(figure, counts, length)

    def counts(self, year: int) -> list[int]:
        return [self.months[one].n if one in self.months else 0 for one in months_of(year)]

    def _is_cut_like_today(self, end: date) -> bool:
        this_year = Period.of(PeriodKind.YEAR, self.today).up_to(self.today)
        return end == (this_year.same_last_year().end if end.year == self.today.year - 1 else None)

    def _both_sides_are_large(self, figure: Figure, counts: Sequence[int], length: int) -> bool:
        """Of the last period of that length, which the cut goes through."""
        first = (figure.period.end.month - 1) // length * length
        early = figure.n - sum(counts[figure.period.start.month - 1 : first])
        return not is_small(early) and not is_small(sum(counts[first : first + length]) - early)

    def hide(self, found: Compared) -> Compared:
        """The same without what may not be told."""
        now = found.now if self.shows(found.now) else hidden_figure(found.now)
        before = found.before if found.before and not now.hidden and self.shows(found.before) else None
        return Compared(now, before)


Keyed = Mapping[int | None, Sequence[Amount]]
Series = dict[MeasureRef, Months]


def is_stock(version: IndicatorVersion) -> bool:
    """Its periods do not add up, so each stands alone."""
    return version.definition.agg_time == Aggregation.LAST


def counted_refs(version: IndicatorVersion) -> list[MeasureRef]:
    """Whose rows are those of the figure: of a rate its denominator's."""
    definition = version.definition
    return list(dict.fromkeys(refs(definition.denominator or definition.numerator)))


def begun_months(years: Iterable[int], today: date) -> list[Period]:
    """All months from the first of these years to the last that have begun."""
    wanted = sorted({year for year in years if year <= today.year})
    every = (
        [month for year in range(wanted[0], wanted[-1] + 1) for month in months_of(year)] if wanted else []
    )
    return [month for month in every if month.start <= today]


def _series(
    version: IndicatorVersion,
    wanted: Iterable[MeasureRef],
    begun: Sequence[Period],
    scope: Scope,
    by: By | None = None,
) -> Series:
    """What is to be read of each source; nothing of an indicator that is not guarded."""
    if not begun or not is_guarded(version):
        return {}
    return {
        ref: Months(
            measure,
            ref_and_period(ref, begun[0])[0],
            [ref_and_period(ref, one)[1] for one in begun],
            by,
            scope,
        )
        for ref in dict.fromkeys(wanted)
        if (measure := known_measure(ref.code))
    }


def _read(series: Sequence[Series]) -> list[dict[MeasureRef, Keyed]]:
    """One query for all."""
    found = iter(monthly_by_key([months for one in series for months in one.values()]))
    return [{ref: next(found) for ref in one} for one in series]


def _figures(
    version: IndicatorVersion, months: Sequence[Period], amounts: Mapping[MeasureRef, Keyed]
) -> dict[Period, Figure]:
    if not amounts:
        return {}
    nothing = [Amount()] * len(months)
    parts = {ref: keys.get(None, nothing) for ref, keys in amounts.items()}
    return {
        m: compute(version, m, {ref: part[n] for ref, part in parts.items()}) for n, m in enumerate(months)
    }


def hidden_figure(figure: Figure) -> Figure:
    return replace(figure, value=None, above=None, below=None, n=0, checksum=0, hidden=True)


def length_of(period: Period) -> int:
    """How many months the longest kind of period has that this one is made of; 1 for what is none of them."""
    whole = (period.end.year - period.start.year) * YEAR + period.end.month - period.start.month + 1
    fitting = [one for one in LENGTHS if whole % one == 0 and (period.start.month - 1) % one == 0]
    return YEAR if period.kind is PeriodKind.YEAR_TO_DATE else fitting[-1]


@dataclass(frozen=True)
class PublicAgencies:
    """Of each agency how many rows each month has; and by that which of them are hidden in a period.

    An agency that is hidden in one period of a year is so in all that are as long, or shorter; of a stock, whose periods
    do not add up, each period stands alone.
    """

    rows: Mapping[int | None, Sequence[int]]
    months: Sequence[Period]
    stock: bool

    def hidden(self, period: Period) -> frozenset[int | None]:
        keys = list(self.rows)
        if not keys:
            return frozenset()
        if self.stock:
            hidden_keys = hidden([sum(columns) for columns in self._columns(period)])
        else:
            hidden_keys = hidden_all_year(
                [self._year(key, period.end.year) for key in keys], length_of(period)
            )
        return frozenset(keys[n] for n in hidden_keys)

    def shows(self, period: Period, agencies: Collection[int]) -> bool:
        """Whether the sum of these may stand beside the table: it must not tell the hidden ones in it, nor those left."""
        hidden_keys = self.hidden(period)
        inside = {key for key in hidden_keys if key in agencies}
        return not self._lie_bare(inside, period) and not self._lie_bare(set(hidden_keys) - inside, period)

    def _lie_bare(self, hidden_keys: set[int | None], period: Period) -> bool:
        places = {n for n, key in enumerate(self.rows) if key in hidden_keys}
        columns = zip(*self._columns(period), strict=True)
        return bool(places) and any(lies_bare(column, places) for column in columns)

    def _columns(self, period: Period) -> list[list[int]]:
        """A line an agency: what it has in each period of that length in the year; of a stock in this one alone."""
        if self.stock:
            last = [n for n, month in enumerate(self.months) if month.start <= period.end]
            return [[counts[last[-1]] if last else 0] for counts in self.rows.values()]
        return [sums_of(self._year(key, period.end.year), length_of(period)) for key in self.rows]

    def _year(self, key: int | None, year: int) -> list[int]:
        found = dict(zip(self.months, self.rows[key], strict=True))
        return [found.get(month, 0) for month in months_of(year)]


def read_guards(found: Compared, today: date, scope: Scope) -> tuple[PublicPeriods, PublicAgencies]:
    """What the public may read of a figure, of its chart and of its table by agency. One query."""
    version, end = found.now.version, found.now.period.end.year
    begun = begun_months({*years_of(found), today.year - 1, today.year}, today)
    few = [month for month in begun if scope.agencies is not None or month.start.year == end]
    whole, parts = _read(
        [
            _series(version, version.definition.refs, begun, scope),
            _series(version, counted_refs(version), few, EVERYTHING, "agency"),
        ]
    )
    rows = _rows(list(parts.values()), len(few))
    public = PublicPeriods(version, _figures(version, begun, whole), today)
    return public, PublicAgencies(rows, few, is_stock(version))


def read_apart(
    versions: Sequence[IndicatorVersion], years: Iterable[int], today: date, by: By
) -> list[PublicAgencies]:
    """Of each indicator which agencies, or places, a page of one of them must hide: whoever reads the pages of all has
    the whole table. Nothing of what is not guarded. One query for all of them."""
    begun = begun_months(years, today)
    found = _read([_series(one, counted_refs(one), begun, EVERYTHING, by) for one in versions])
    return [
        PublicAgencies(_rows(list(parts.values()), len(begun)), begun, is_stock(version))
        for version, parts in zip(versions, found, strict=True)
    ]


def _rows(parts: Sequence[Keyed], length: int) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for keys in parts:
        for key, amounts in keys.items():
            held = found.setdefault(key, [0] * length)
            found[key] = [n + one.n for n, one in zip(held, amounts, strict=True)]
    return found
