"""What of the index everybody may read: by all months of its year, as on the pages of figures, by agency and by procedure.

Who is hidden in a table stays so wherever it can be chosen, else one page gives back what another one hides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tinhso.indicators.cells.amounts import EVERYTHING, Amount, Months, MonthsBy, Scope, monthly_by_key
from tinhso.indicators.figures.figures import Figure
from tinhso.indicators.index_766.index import PROCEDURE, Reached
from tinhso.indicators.models import Criterion, IndicatorVersion
from tinhso.indicators.public_counts.periods import (
    PublicPeriods,
    begun_months,
    counted_refs,
    hidden_figure,
    is_guarded,
    is_stock,
    length_of,
)
from tinhso.indicators.public_counts.small_cells import hidden_in_tables
from tinhso.indicators.sources.sources import known_measure, ref_and_period
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period

BY_AGENCY = ("2.1", "3.3", "4.1")  # these stand in one table
Groups = Sequence[tuple[Agency, set[int]]]
Columns = Sequence[IndicatorVersion]
Rows = Mapping[int | str | None, Sequence[int]]
Families = Sequence[tuple[set[int] | None, list[tuple[int, set[int]]]]]


def public_figures(
    figures: Sequence[Figure | None], today: date, scope: Scope = EVERYTHING
) -> list[Figure | None]:
    """The same without those whose period tells the public of too few people. One query."""
    found = [figure for figure in figures if figure]
    years = {figure.period.end.year for figure in found}
    guards = iter(PublicPeriods.read_each([figure.version for figure in found], years, today, scope))
    return [_public_figure(figure, next(guards)) if figure else None for figure in figures]


def _public_figure(figure: Figure, guard: PublicPeriods) -> Figure:
    return figure if guard.shows(figure) else hidden_figure(figure)


@dataclass(frozen=True)
class Chosen:
    """A period of the index, the agency and procedure in it, and the day on which it is asked for."""

    period: Period
    today: date
    scope: Scope = EVERYTHING
    agency: int | None = None
    procedure: str = ""

    @property
    def months(self) -> list[Period]:
        return begun_months([self.period.end.year], self.today)


def hidden_agencies(tables: Sequence[Columns], groups: Groups, asked_for: Chosen) -> list[set[int]]:
    """Which of these agencies, each with all below it, each of these tables hides. One query."""
    versions = [version for columns in tables for version in columns if is_guarded(version)]
    found = iter(_rows_of(versions, "agency", asked_for, EVERYTHING))
    rows = [[next(found) for version in columns if is_guarded(version)] for columns in tables]
    families = _families(groups)
    return [_hidden_groups(columns, families, length_of(asked_for.period)) for columns in rows]


def _hidden_groups(columns: Sequence[Rows], families: Families, length: int) -> set[int]:
    hidden_numbers: set[int] = set()
    for whole, parts in families:
        keys = {key for rows in columns for key in rows} if whole is None else whole
        rest = keys - {key for _pk, ids in parts for key in ids}
        sums = [[_sum(rows, ids) for ids in (*(ids for _pk, ids in parts), rest)] for rows in columns]
        hidden = hidden_in_tables(sums, length, [len(parts)])
        hidden_numbers |= {parts[place][0] for place in hidden if place < len(parts)}
    return hidden_numbers


def hidden_procedures(versions: Columns, asked_for: Chosen, scope: Scope) -> list[set[str]]:
    """The codes that the table by procedure of each of these figures hides. One query."""
    told_apart = [is_guarded(version) and _knows_procedures(version) for version in versions]
    wanted = [version for version, is_apart in zip(versions, told_apart, strict=True) if is_apart]
    found = iter(_rows_of(wanted, "first", asked_for, scope))
    rows = [next(found) if is_apart else {} for is_apart in told_apart]
    return [_hidden_codes(one, length_of(asked_for.period)) for one in rows]


def _knows_procedures(version: IndicatorVersion) -> bool:
    measures = [known_measure(ref.code) for ref in version.definition.refs]
    return all(one and one.dims and one.dims[0][0] == PROCEDURE for one in measures)


def _hidden_codes(rows: Rows, length: int) -> set[str]:
    codes = list(rows)
    hidden_codes = hidden_in_tables([[rows[code] for code in codes]], length) if codes else set()
    return {str(codes[place]) for place in hidden_codes}


@dataclass(frozen=True)
class HiddenCells:
    """What the public is not shown: agencies in the shared table and in those of single criteria, procedures in theirs, and
    the criteria whose chosen agency or procedure is among these."""

    table: Collection[int] = ()
    agencies: Mapping[Criterion, Collection[int]] = field(default_factory=dict)
    procedures: Mapping[Criterion, Collection[str]] = field(default_factory=dict)
    lines: Collection[Criterion] = ()

    def of(self, line: Criterion) -> Collection[int]:
        return self.table if line.code in BY_AGENCY else self.agencies.get(line, ())

    def hide(self, reached: Reached) -> Reached:
        if reached.criterion not in self.lines:
            return reached
        return replace(reached, figure=_hidden(reached.figure), beside=_hidden(reached.beside))


def _hidden(figure: Figure | None) -> Figure | None:
    return hidden_figure(figure) if figure and is_guarded(figure.version) else figure


def read_gone(
    readings: Mapping[Criterion, Columns], groups: Groups, chosen: Chosen, unweighted: Sequence[Criterion]
) -> HiddenCells:
    """`readings` are the figures of each criterion, of the chosen procedure; of the criteria `own` the tables by procedure,
    and where they do not stand in the shared one that by agency, are read too. Two queries."""
    shared = [one for line, pair in readings.items() if line.code in BY_AGENCY for one in pair]
    alone = [line for line in unweighted if line.code not in BY_AGENCY]
    table, *others = hidden_agencies([shared, *(readings[line] for line in alone)], groups, chosen)
    codes = (
        hidden_procedures([line.reading for line in unweighted], chosen, chosen.scope) if unweighted else []
    )
    found = HiddenCells(
        table, dict(zip(alone, others, strict=True)), dict(zip(unweighted, codes, strict=True))
    )
    lines = [
        line
        for line in unweighted
        if chosen.agency in found.of(line) or chosen.procedure in found.procedures[line]
    ]
    return replace(found, lines=lines)


def _families(groups: Groups) -> Families:
    """What adds up: the agencies of the whole (None), and those within each other one."""
    found: dict[int | None, list[tuple[int, set[int]]]] = {}
    for agency, ids in groups:
        above = [
            (len(others), one.pk) for one, others in groups if agency.pk in others and one.pk != agency.pk
        ]
        found.setdefault(min(above)[1] if above else None, []).append((agency.pk, ids))
    wholes = {agency.pk: ids for agency, ids in groups}
    return [(None if pk is None else wholes[pk], parts) for pk, parts in found.items()]


def _rows_of(
    versions: Sequence[IndicatorVersion], by: MonthsBy, asked_for: Chosen, scope: Scope
) -> list[dict[int | str | None, list[int]]]:
    """Of each figure, by agency or procedure, the rows of each month of the year; of a stock those that stand at the end."""
    months = asked_for.months
    measures = {
        ref: measure for v in versions for ref in counted_refs(v) if (measure := known_measure(ref.code))
    }
    series = [
        Months(
            measure,
            ref_and_period(ref, months[0])[0],
            [ref_and_period(ref, month)[1] for month in months],
            by,
            scope,
        )
        for ref, measure in measures.items()
    ]
    amounts = dict(zip(measures, monthly_by_key(series), strict=True))
    return [
        _added([amounts[ref] for ref in counted_refs(v) if ref in amounts], v, asked_for) for v in versions
    ]


def _added(
    parts: Sequence[Mapping[int | None, Sequence[Amount]]], version: IndicatorVersion, asked_for: Chosen
) -> dict[int | str | None, list[int]]:
    months = asked_for.months
    found: dict[int | str | None, list[int]] = {}
    for keys in parts:
        for key, amounts in keys.items():
            held = found.get(key, [0] * len(months))
            found[key] = [n + one.n for n, one in zip(held, amounts, strict=True)]
    if not is_stock(version):
        return found
    last = sum(month.start <= asked_for.period.end for month in months) - 1
    return {key: [counts[last]] for key, counts in found.items()}


def _sum(rows: Rows, keys: set[int] | set[int | str | None]) -> list[int]:
    columns = [rows[key] for key in keys if key in rows]
    length = len(next(iter(rows.values()))) if rows else 0
    return [sum(column) for column in zip(*columns, strict=True)] if columns else [0] * length
