"""Entered numbers held against what was expected: the period before, a year ago, the plan, and the sum of their parts.

A typing error of one digit is ten times too much or too little, and no rule between elements finds it. What lies out of
these bounds need not be wrong: whoever reports says why, and a second person looks at it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, TextChoices

from tinhso.indicators.cells.amounts import plain
from tinhso.indicators.definitions.definition import Aggregation
from tinhso.indicators.models import DataSet, DataSetAgency, DataValue
from tinhso.kernel.people.public import Agency
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period

Key = tuple[str, tuple[str, ...]]
"""The code of an element and its options."""
Numbers = dict[Key, Decimal]
ALWAYS, OFTEN = (
    Decimal(10),
    Decimal(3),
)  # times as much or as little: whatever the numbers; where they are not small
SMALL = Decimal(10)
TOLERANCE = Decimal("0.01")  # of the sum of the parts
DAYS = 365
SHARE_DECIMALS = 3  # of the plan, as it is told


def as_typed(value: Decimal | None) -> str:
    return "" if value is None else vn_number(plain(value))


class Against(TextChoices):
    BEFORE = "before", "kỳ trước"
    LAST_YEAR = "last_year", "cùng kỳ năm trước"
    PLAN = "plan", "kế hoạch"
    PARTS = "parts", "tổng các phần"


@dataclass(frozen=True)
class Comparison:
    """What a number is held against."""

    against: Against
    number: Decimal

    def is_far(self, value: Decimal) -> bool:
        if self.against is Against.PARTS:
            return abs(value - self.number) > abs(self.number) * TOLERANCE
        if value <= 0 or self.number <= 0:
            return False
        times = max(value, self.number) / min(value, self.number)
        return times >= ALWAYS or (times >= OFTEN and max(value, self.number) >= SMALL)

    def sentence(self, value: Decimal) -> str:
        """ "gấp 10 lần kỳ trước (421)", "bằng 1/10 kế hoạch (4.800)", "khác tổng các phần (438,3)"."""
        number = f"{self.against.label} ({as_typed(self.number)})"
        if self.against is Against.PARTS:
            return f"khác {number}"
        high = value >= self.number
        times = as_typed(round(max(value, self.number) / min(value, self.number), 1))
        return f"gấp {times} lần {number}" if high else f"chỉ bằng 1/{times} {number}"


@dataclass(frozen=True)
class References:
    """The numbers outside the report that its cells are held against."""

    plans: Numbers
    parts: list[Numbers]

    @classmethod
    def read(cls, data_set: DataSet, agency: Agency, period: Period) -> "References":
        """Four queries."""
        plans = _plans(data_set, agency, period)
        return cls(plans, [_shorter(data_set, agency, period), _below(data_set, agency, period)])

    def of(self, key: Key, before: Decimal | None, last_year: Decimal | None) -> list[Comparison]:
        """All that this number can be held against."""
        found = [
            (Against.BEFORE, before),
            (Against.LAST_YEAR, last_year),
            (Against.PLAN, self.plans.get(key)),
            *((Against.PARTS, part.get(key)) for part in self.parts),
        ]
        return [Comparison(against, number) for against, number in found if number is not None]


def as_stored(found: Iterable[Comparison]) -> list[list[str]]:
    return [[one.against.value, str(one.number)] for one in found]


def words_of(value: Decimal | None, stored: Sequence[Sequence[str]]) -> str:
    """In one sentence; "" for a number that was taken back."""
    if value is None:
        return ""
    return "; ".join(Comparison(Against(code), Decimal(number)).sentence(value) for code, number in stored)


def _newest(data_set: DataSet, scenario: str) -> "Mapping[str, object]":
    return {"element__in": data_set.elements.all(), "place__isnull": True, "scenario": scenario}


def _plans(data_set: DataSet, agency: Agency, period: Period) -> Numbers:
    """Of exactly this period, else the period's share of the year's plan; of a stock the year's own."""
    if data_set.scenario == DataSet.Scenario.PLAN:
        return {}
    year = str(period.end.year)
    rows = DataValue.objects.filter(**_newest(data_set, DataSet.Scenario.PLAN), agency=agency)
    rows_known = rows.filter(period__in=[year, period.code]).order_by("known_at", "pk")
    found: dict[str, Numbers] = defaultdict(dict)
    for code, agg_time, dims, of, value in rows_known.values_list(
        "element__code", "element__agg_time", "dims", "period", "value"
    ):
        share = (
            Decimal(period.days) / DAYS
            if of == year != period.code and agg_time == Aggregation.SUM
            else Decimal(1)
        )
        if value is not None:
            found[of][code, tuple(dims)] = round(value * share, SHARE_DECIMALS)
    return found[year] | found[period.code]


def _shorter(data_set: DataSet, agency: Agency, period: Period) -> Numbers:
    """The sum of shorter periods of the same agency, where they cover every day of this one."""
    rows = DataValue.objects.filter(
        **_newest(data_set, data_set.scenario),
        agency=agency,
        element__agg_time=Aggregation.SUM,
        starts_on__gte=period.start,
        ends_on__lte=period.end,
    ).exclude(period=period.code)
    spans: dict[tuple[Key, int], dict[tuple[date, date], Decimal | None]] = defaultdict(dict)
    for code, dims, start, end, value in rows.order_by("known_at", "pk").values_list(
        "element__code", "dims", "starts_on", "ends_on", "value"
    ):
        spans[(code, tuple(dims)), round((end - start).days / 30)][start, end] = value
    return {
        key: sum((value for value in values.values() if value is not None), Decimal())
        for (key, _length), values in sorted(spans.items(), key=lambda pair: -pair[0][1])
        if sum((end - start).days + 1 for start, end in values) == period.days and None not in values.values()
    }


def _below(data_set: DataSet, agency: Agency, period: Period) -> Numbers:
    """The sum of the agencies right below, where all that report these elements have."""
    elements = data_set.elements.filter(agg_org=Aggregation.SUM)
    lines = DataSetAgency.objects.filter(agency__parent=agency, data_set__elements__in=elements)
    reporters: dict[str, set[int]] = defaultdict(set)
    for line in lines.annotate(code=F("data_set__elements__code")).distinct():
        if line.reports(period):
            reporters[line.code].add(line.agency_id)
    rows = DataValue.objects.filter(
        element__in=elements,
        place__isnull=True,
        scenario=data_set.scenario,
        agency__parent=agency,
        period=period.code,
    )
    values_by_year: dict[Key, dict[int, Decimal | None]] = defaultdict(dict)
    for code, dims, below, value in rows.order_by("known_at", "pk").values_list(
        "element__code", "dims", "agency", "value"
    ):
        values_by_year[code, tuple(dims)][below] = value
    return {
        key: sum((value for value in found.values() if value is not None), Decimal())
        for key, found in values_by_year.items()
        if reporters[key[0]] <= set(found) and None not in found.values()
    }
