"""The cells of a report: each element with its options, what stands there, the period before and a year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from django.utils.translation import gettext as _

from tinhso.indicators.data_entry.bounds import Key, Numbers, as_typed, words_of
from tinhso.indicators.data_entry.validation import Violation, violations
from tinhso.indicators.figures import wording
from tinhso.indicators.models import (
    DataElement,
    DataSet,
    DataSetElement,
    DataValue,
    UnusualValue,
    ValidationRule,
)
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import NotAPeriod, Period, PeriodKind


@dataclass
class Cell:
    """One number to be entered. `typed` is what stands in the field, `error` why it was not taken.

    `value_id` is the revision that stands. Of a number that is far from what was expected `unusual` says how,
    `reason` why (typed by whoever reports), `reason_error` what is wrong with that, `confirmed` that a second person
    found it right.
    """

    element: DataElement
    dims: tuple[str, ...]
    label: str
    compulsory: bool
    value: Decimal | None
    before: Decimal | None
    last_year: Decimal | None
    revisions: int = 0
    typed: str = ""
    error: str = ""
    origin: str = ""
    value_id: int = 0
    unusual: str = ""
    reason: str = ""
    reason_error: str = ""
    confirmed: bool = False

    @property
    def key(self) -> str:
        """Its name in forms and files."""
        return ":".join((self.element.code, *self.dims))

    @property
    def text(self) -> str:
        return as_typed(self.value)

    @property
    def before_text(self) -> str:
        return as_typed(self.before)

    @property
    def last_year_text(self) -> str:
        return as_typed(self.last_year)


def cells_of(data_set: DataSet, agency: Agency, period: Period) -> list[Cell]:
    """Every cell in the order of the data set. Four queries."""
    lines = list(data_set.lines.select_related("element"))
    spans = [period, *_others(period)]
    found, counts, origins, ids = _numbers(data_set, agency, [span.code for span in spans])
    cells = []
    for line in lines:
        for dims in options_of(line.element):
            key = (line.element.code, dims)
            now, before, last_year = (found.get(span.code, {}).get(key) for span in _three(period))
            cell = _cell(line, dims, now, before, last_year, counts.get(key, 0))
            cell.origin, cell.value_id = origins.get(key, ""), ids.get(key, 0)
            cells.append(cell)
    _mark(cells)
    return cells


def _mark(cells: Iterable[Cell]) -> None:
    """What is noted of unusual numbers. One query."""
    noted = {one.value_id: one for one in UnusualValue.objects.filter(value__in=[c.value_id for c in cells])}
    for cell in cells:
        if one := noted.get(cell.value_id):
            cell.unusual = words_of(cell.value, one.against)
            cell.reason, cell.confirmed = one.reason, one.confirmed_at is not None


def _three(period: Period) -> list[Period]:
    return [period, period.before(), period.same_last_year()]


def _others(period: Period) -> list[Period]:
    try:
        return [period.before(), period.same_last_year()]
    except NotAPeriod:
        return []


def _cell(
    line: DataSetElement,
    dims: tuple[str, ...],
    now: Decimal | None,
    before: Decimal | None,
    last_year: Decimal | None,
    revisions: int,
) -> Cell:
    labels = [dict(dim["options"]).get(code, code) for dim, code in zip(line.element.dims, dims, strict=True)]
    label = ": ".join([line.element.name, ", ".join(labels)]) if labels else line.element.name
    cell = Cell(line.element, dims, label, line.compulsory, now, before, last_year, revisions)
    cell.typed = cell.text
    return cell


def options_of(element: DataElement) -> list[tuple[str, ...]]:
    """Every combination of the options of an element's dimensions; one empty one without dimensions."""
    return list(product(*([code for code, _label in dim["options"]] for dim in element.dims)))


def _numbers(
    data_set: DataSet, agency: Agency, periods: list[str]
) -> tuple[dict[str, Numbers], dict[Key, int], dict[Key, str], dict[Key, int]]:
    """The newest numbers of each period; how many revisions those of the first have had, what they tell of, their ids."""
    rows = (
        DataValue.objects.filter(
            element__in=data_set.elements.all(),
            agency=agency,
            place__isnull=True,
            scenario=data_set.scenario,
            period__in=periods,
        )
        .order_by("known_at", "pk")
        .values_list(
            "pk",
            "period",
            "element__code",
            "dims",
            "value",
            "as_of",
            "assessed_year",
            "published_on",
            "status",
        )
    )
    found: dict[str, Numbers] = {}
    counts: dict[Key, int] = {}
    origins: dict[Key, str] = {}
    ids: dict[Key, int] = {}
    for pk, period, code, dims, value, as_of, year, published, status in rows:
        key = (code, tuple(dims))
        numbers = found.setdefault(period, {})
        numbers.pop(key, None)
        if value is not None:
            numbers[key] = value
        if period == periods[0]:
            counts[key], ids[key] = counts.get(key, 0) + 1, pk
            origins[key] = wording.origin(as_of, year, published, status)
    return found, counts, origins, ids


def missing(cells: Iterable[Cell]) -> list[Cell]:
    """The compulsory cells without a number."""
    return [cell for cell in cells if cell.compulsory and cell.value is None]


def violated(cells: Iterable[Cell], period: Period) -> list[Violation]:
    """The rules that the numbers break. One query."""
    known = list(cells)
    elements = {cell.element.code: cell.element for cell in known}
    values: Mapping[Key, Decimal] = {
        (cell.element.code, cell.dims): cell.value for cell in known if cell.value is not None
    }
    rules = ValidationRule.objects.filter(active=True, period_kind=period.kind)
    return violations(rules, values, elements)


def violation_words(violation: Violation) -> str:
    """The broken rule in one sentence with both numbers."""
    rule = violation.rule
    sides = [
        f"{words or text} ({as_typed(value) or _('chưa có')})"
        for words, text, value in (
            (rule.left_words, rule.left, violation.left),
            (rule.right_words, rule.right, violation.right),
        )
    ]
    relation = {"left": sides[0], "is": rule.get_operator_display(), "right": sides[1]}
    return _("%(left)s phải %(is)s %(right)s.") % _pair(rule, relation) + f" {rule.instruction}".rstrip()


def _pair(rule: ValidationRule, words: dict[str, str]) -> dict[str, str]:
    """A pair is said as it reads: "… và … phải cùng có"."""
    return words if not rule.operator.endswith("_pair") else words | {"is": _pair_words(rule.operator)}


def _pair_words(kind: str) -> str:
    return _("đi cùng với") if kind == "compulsory_pair" else _("không đi cùng với")


def open_periods(data_set: DataSet, today: date, back: int) -> list[Period]:
    """The newest period that is open for entry and so many before it, the newest first."""
    period = Period.of(PeriodKind(data_set.period_kind), today)
    if data_set.open_future_periods == 0:
        period = period.before()
    for _n in range(1, data_set.open_future_periods):
        period = Period.of(period.kind, period.end + timedelta(days=1))
    found = [period]
    while len(found) <= back:
        found.append(found[-1].before())
    return found


def is_open_on(data_set: DataSet, period: Period, today: date) -> bool:
    """Has the period come far enough for entry?"""
    return period.end <= open_periods(data_set, today, 0)[0].end
