"""Which periods of a count of people everybody may read: a short one may hold so few that they point at a person.

Where one month of a year is small no month of it is told, where one quarter is no quarter, and so on: then no difference
between months, quarters and the year is a small number. Days and weeks are for officers. A year that still runs is told to
today, and the one before to the same day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tinhso.indicators.amounts import EVERYTHING, Amount, Group, Months, Scope, by_group, monthly_each
from tinhso.indicators.at_once import known
from tinhso.indicators.definition import Aggregation
from tinhso.indicators.figures import Compared, Figure, compute
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.small_cells import LENGTHS, finest, hidden_all_year, is_small, lies_bare, sums_of
from tinhso.indicators.sources import asked
from tinhso.lib.expressions import MeasureRef, refs
from tinhso.lib.periods import Period, PeriodKind

YEAR = 12
ONE_DAY = timedelta(days=1)


def is_guarded(version: IndicatorVersion) -> bool:
    """Whether it counts rows of people; what agencies enter is published as they entered it."""
    definition = version.definition
    return definition.of_people and all(known(ref.code) for ref in definition.refs)


def years_of(found: Compared) -> set[int]:
    """Those whose months tell what of it may be told: its own and the one before."""
    return {found.now.period.end.year, found.now.period.end.year - 1}


def months_of(year: int) -> list[Period]:
    return [Period.of(PeriodKind.MONTH, date(year, month, 1)) for month in range(1, YEAR + 1)]


@dataclass(frozen=True)
class PublicPeriods:
    """The figures of the months of some years, and by them which figures of one indicator in one scope may be told."""

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
        wanted = sorted({year for year in years if year <= today.year})
        every = [m for year in range(wanted[0], wanted[-1] + 1) for m in months_of(year)] if wanted else []
        begun = [month for month in every if month.start <= today]
        pairs = [(v, ref) for v in versions if is_guarded(v) for ref in v.definition.refs] if begun else []
        series = [
            Months(measure, asked(ref, begun[0])[0], [asked(ref, month)[1] for month in begun])
            for _version, ref in pairs
            if (measure := known(ref.code))
        ]
        amounts = dict(zip(pairs, monthly_each(series, scope), strict=True))
        return [cls(version, _figures(version, begun, amounts), today) for version in versions]

    def shows(self, figure: Figure) -> bool:
        if not is_guarded(self.version):
            return True
        if is_small(figure.n):
            return False
        return self.version.definition.agg_time == Aggregation.LAST or self._is_made_of_told(figure)

    def _is_made_of_told(self, figure: Figure) -> bool:
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


def _figures(
    version: IndicatorVersion,
    months: Sequence[Period],
    amounts: dict[tuple[IndicatorVersion, MeasureRef], list[Amount]],
) -> dict[Period, Figure]:
    wanted = version.definition.refs if is_guarded(version) else ()
    parts = {ref: amounts[version, ref] for ref in wanted if (version, ref) in amounts}
    if not parts:
        return {}
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
    """Which agencies are hidden in every period of one length of a year."""

    months: dict[int | None, list[int]]
    gone: frozenset[int | None]
    length: int

    @classmethod
    def read(cls, version: IndicatorVersion, period: Period, today: date) -> "PublicAgencies":
        """One query."""
        months = [one for one in months_of(period.end.year) if one.start <= today]
        found = _rows_by_agency(version, months)
        length, keys = length_of(period), list(found)
        gone = hidden_all_year([found[key] for key in keys], length) if keys else set()
        return cls(found, frozenset(keys[n] for n in gone), length)

    def shows(self, agencies: frozenset[int]) -> bool:
        """Whether the sum of these may stand beside the table: it must not tell the hidden ones in it, nor those left."""
        inside: set[int | None] = {key for key in self.gone if key in agencies}
        return not self._lie_bare(inside) and not self._lie_bare(set(self.gone) - inside)

    def shows_months(self, agencies: frozenset[int]) -> bool:
        """The same for all months of this year."""
        keys = list(self.months)
        gone = hidden_all_year([self.months[key] for key in keys], 1) if keys else set()
        return PublicAgencies(self.months, frozenset(keys[n] for n in gone), 1).shows(agencies)

    def _lie_bare(self, gone: set[int | None]) -> bool:
        keys = list(self.months)
        places = {n for n, key in enumerate(keys) if key in gone}
        columns = zip(*(sums_of(self.months[key], self.length) for key in keys), strict=True)
        return bool(places) and any(lies_bare(column, places) for column in columns)


def _rows_by_agency(version: IndicatorVersion, months: Sequence[Period]) -> dict[int | None, list[int]]:
    definition = version.definition
    counted = list(dict.fromkeys(refs(definition.denominator or definition.numerator)))
    measured = [(ref, measure) for ref in counted if (measure := known(ref.code))]
    groups = [
        Group(measure, [asked(ref, m)[0]], asked(ref, m)[1]) for m in months for ref, measure in measured
    ]
    found: dict[int | None, list[int]] = {}
    for number, (amounts,) in enumerate(by_group(groups, "agency")):
        for key, amount in amounts.items():
            found.setdefault(key, [0] * YEAR)[number // len(measured)] += amount.n
    return found
