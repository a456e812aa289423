"""The index QĐ 766 as its declared measures answer it: by agency, procedure and period."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Sum

from tinhso.indicators.cells.amounts import (
    EVERYTHING,
    Amount,
    Scope,
    bare_days,
    cells_of,
    rollup_in,
    within,
)
from tinhso.indicators.cells.days import cover
from tinhso.indicators.figures.figures import Figure, compute
from tinhso.indicators.models import CriteriaSet, Criterion, IndicatorVersion
from tinhso.indicators.sources.sources import is_countable_in, known_measure, ref_and_period, together
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import Constant, MeasureRef, Node, Operation
from tinhso.lib.periods import Period

CODE = "qd766"
PROCEDURE = "procedure"
NAMES = "onestop.procedures"  # the measure whose rows name the procedures
CENT = Decimal("0.01")
ByAgencyPart = Mapping[int | None, Amount] | None
ByAgency = Mapping[MeasureRef, ByAgencyPart]


@dataclass(frozen=True)
class Reached:
    """What one criterion came to. `share` is percent of the greatest score, `score` points where these are known."""

    criterion: Criterion
    figure: Figure | None
    beside: Figure | None = None

    @property
    def share(self) -> Decimal | None:
        """score = rate × max / cap, and the greatest from the cap up; None of what is no rate."""
        if self.figure is None or self.figure.value is None or self.figure.definition.unit != "%":
            return None
        return share(self.figure.value, self.criterion.cap)

    @property
    def score(self) -> Decimal | None:
        if self.share is None or self.criterion.points is None:
            return None
        return (self.criterion.points * self.share / 100).quantize(CENT, ROUND_HALF_UP)


def share(rate: Decimal, cap: Decimal | None) -> Decimal:
    """Percent of the greatest score for a rate in percent; without a cap the rate itself."""
    whole = cap or Decimal(100)
    return max(Decimal(), min(rate, whole)) * 100 / whole


def current_index(day: date) -> CriteriaSet | None:
    """The newest version that is in force on the day. One query."""
    return CriteriaSet.objects.on(day).filter(code=CODE).order_by("-version").first()


def lines_of(criteria: CriteriaSet) -> list[Criterion]:
    """Groups and criteria in their order. One query."""
    lines = list(criteria.lines.all())
    for line in lines:
        line.criteria = criteria
    return lines


def cut(period: Period, day: date) -> Period:
    """A running period ends today: a stock of a day that has not come would be a guess."""
    return period if period.end <= day else replace(period, end=day)


def for_procedure(version: IndicatorVersion, code: str) -> IndicatorVersion | None:
    """The same formula over one procedure only; None where a measure cannot tell procedures apart."""
    if not code:
        return version
    known = [known_measure(ref.code) for ref in version.definition.refs]
    if not all(measure and PROCEDURE in dict(measure.dims) for measure in known):
        return None
    old = version.definition
    narrowed = IndicatorVersion(indicator=version.indicator, number=version.number, content=version.content)
    below = _only(old.denominator, code) if old.denominator else None
    narrowed.definition = replace(old, numerator=_only(old.numerator, code), denominator=below)
    return narrowed


def _only(node: Node, code: str) -> Node:
    if isinstance(node, MeasureRef):
        return replace(node, where=(*node.where, (PROCEDURE, (code,))))
    if isinstance(node, Operation):
        return Operation(node.sign, _only(node.left, code), _only(node.right, code))
    assert isinstance(node, Constant)
    return node


def readings(lines: Iterable[Criterion], procedure: str) -> dict[Criterion, IndicatorVersion]:
    """The criteria that can be computed, each with its formula."""
    found = ((line, for_procedure(line.reading, procedure)) for line in lines if line.formula)
    return {line: version for line, version in found if version is not None}


def read_parts(
    versions: Iterable[IndicatorVersion], period: Period, scope: Scope
) -> dict[MeasureRef, ByAgencyPart]:
    """Each measure of these formulas by agency. One query, a few more for parts of a month; of the whole province it is
    sent at most every few seconds, and what it brings must not be changed."""
    refs = list(dict.fromkeys(ref for version in versions for ref in version.definition.refs))
    if scope == EVERYTHING:
        return read_through(
            f"by agency {period.code} {period.end} {refs}", lambda: _read_parts(refs, period, scope)
        )
    return _read_parts(refs, period, scope)


def _read_parts(refs: Sequence[MeasureRef], period: Period, scope: Scope) -> dict[MeasureRef, ByAgencyPart]:
    read = together([ref for ref in refs if _has_agency(ref, scope)], [period], "agency", scope)
    return {ref: _plain(read.get((ref, period))) for ref in refs}


def _has_agency(ref: MeasureRef, scope: Scope) -> bool:
    """Or no agency is asked for."""
    measure = known_measure(ref.code)
    return measure is not None and is_countable_in(measure, scope)


def _plain(part: Mapping[int | None, Amount | None] | None) -> ByAgencyPart:
    return None if part is None else {key: one for key, one in part.items() if one is not None}


def figure_of(
    version: IndicatorVersion, period: Period, parts: ByAgency, ids: Collection[int] | None = None
) -> Figure:
    """The figure of all agencies that were read, or of those alone; no query."""
    return compute(version, period, {ref: _sum(parts[ref], ids) for ref in version.definition.refs})


def _sum(part: ByAgencyPart, ids: Collection[int] | None) -> Amount | None:
    if part is None:
        return None
    return sum(part.values(), Amount()) if ids is None else within(dict(part), ids)


def by_procedure(version: IndicatorVersion, period: Period, scope: Scope = EVERYTHING) -> dict[str, Figure]:
    """The figure of every procedure that has rows; empty where a measure cannot tell. One query a measure."""
    found: dict[MeasureRef, dict[str, Amount]] = {}
    for ref in version.definition.refs:
        measure = known_measure(ref.code)
        if measure is None or not measure.dims or measure.dims[0][0] != PROCEDURE:
            return {}
        found[ref] = _by_first(measure, *ref_and_period(ref, period), scope)
    codes = {code for part in found.values() for code, one in part.items() if one.n}
    empty = Amount()
    return {
        code: compute(version, period, {ref: part.get(code, empty) for ref, part in found.items()})
        for code in codes
    }


def _by_first(measure: Measure, ref: MeasureRef, period: Period, scope: Scope) -> dict[str, Amount]:
    """The amount of each value of the first dimension."""
    covered = cover(measure, period, scope.daily_cells)
    rollup = rollup_in(scope, [MeasureRef(ref.code, ((PROCEDURE, ()),))])
    cells = cells_of(covered, measure, ref, scope, rollup).order_by()
    rows = cells.annotate(p=F("dims__0")).values_list("p")
    found = {p: Amount(t, int(n)) for p, t, n in rows.annotate(t=Sum("total"), c=Sum("n"))}
    for _number, key, part in bare_days(covered, measure, [ref], "first", scope):
        found[key] = found.get(key, Amount()) + part
    return found


def procedure_names(codes: Collection[str]) -> dict[str, str]:
    """Code to name, as the rows of the declared measure name them. One query."""
    measure = known_measure(NAMES)
    if measure is None or measure.row_url is None:
        return {}
    field = measure.row_url[1]
    rows = measure.rows().filter(**{f"{field}__in": list(codes)})
    return dict(rows.values_list(field, measure.row_label))
