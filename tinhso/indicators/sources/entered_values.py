"""What entered values add up to in a period: the exact period, else shorter ones by `agg_time`, agencies by `agg_org`."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from tinhso.indicators.cells.amounts import Amount, By, Scope
from tinhso.indicators.definitions.definition import Aggregation
from tinhso.indicators.models import DataElement, DataValue
from tinhso.lib.expressions import MeasureRef
from tinhso.lib.periods import Period

SCENARIO = "scenario"
Fold = Callable[[Sequence[Decimal]], Decimal | None]


def _only(values: Sequence[Decimal]) -> Decimal | None:
    """What does not add up has a value only where there is one."""
    return values[0] if len(values) == 1 else None


FOLDS: dict[str, Fold] = {
    Aggregation.SUM: lambda values: sum(values, Decimal()),
    Aggregation.LAST: lambda values: values[-1],
    Aggregation.AVERAGE: lambda values: sum(values, Decimal()) / len(values),
    Aggregation.MIN: min,
    Aggregation.MAX: max,
    Aggregation.NONE: _only,
}


@dataclass(frozen=True)
class Value:
    """A value as it is read for adding up."""

    pk: int
    agency: int
    place: int | None
    dims: tuple[str, ...]
    period: str
    starts_on: date
    ends_on: date
    as_of: date | None
    value: Decimal

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


ScenarioValue = tuple[str, Value]  # a value with its scenario
FIELDS = ("pk", "agency_id", "place_id", "dims", "period", "starts_on", "ends_on", "as_of", "value")


@dataclass(frozen=True)
class Reading:
    """The amount (None: there is none, `not_added` says whether because it may not be added up) and its values."""

    amount: Amount | None
    values: list[Value]
    not_added: bool = False


def values_of(element: DataElement, ref: MeasureRef, period: Period, scope: Scope) -> list[Value]:
    """The newest counting revisions that may stand in this period, the oldest period first. One query.

    Of a stock ("last") also what was told before the period: it stood until another was told.
    """
    found = DataValue.objects.filter(element=element, ends_on__lte=period.end)
    if element.agg_time != Aggregation.LAST:
        found = found.filter(starts_on__gte=period.start)
    where = dict(ref.where)
    found = found.filter(scenario__in=where.pop(SCENARIO, ("actual",)))
    if scope.agencies is not None:
        found = found.filter(agency__in=scope.agencies)
    if scope.places is not None:
        found = found.filter(place__in=scope.places)
    for name, values in where.items():
        found = found.filter(**{f"dims__{element.dim_names.index(name)}__in": list(values)})
    newest = found.that_count(scope.known_at).newest(scope.known_at).filter(value__isnull=False)
    rows = newest.order_by("ends_on", "pk").values_list(*FIELDS)
    return [
        Value(row[0], row[1], row[2], tuple(row[3]), row[4], row[5], row[6], row[7], row[8]) for row in rows
    ]


def values_of_many(
    codes: Collection[str], start: date, end: date, scope: Scope
) -> dict[str, tuple[DataElement, list[ScenarioValue]]]:
    """The same of several elements: by code the element, and its values each with its scenario. One query.

    What began in these days, of stocks all earlier ones too; elements without a value are not among them.
    """
    found = DataValue.objects.filter(element__code__in=codes, ends_on__lte=end)
    found = found.filter(Q(starts_on__gte=start) | Q(element__agg_time=Aggregation.LAST))
    if scope.agencies is not None:
        found = found.filter(agency__in=scope.agencies)
    if scope.places is not None:
        found = found.filter(place__in=scope.places)
    newest = found.that_count(scope.known_at).newest(scope.known_at).filter(value__isnull=False)
    every: dict[str, tuple[DataElement, list[ScenarioValue]]] = {}
    for row in newest.select_related("element").order_by("ends_on", "pk"):
        value = Value(*(getattr(row, name) for name in FIELDS))
        _element, values = every.setdefault(row.element.code, (row.element, []))
        values.append((row.scenario, replace(value, dims=tuple(row.dims))))
    return every


def fitting(
    element: DataElement, values: Sequence[ScenarioValue], ref: MeasureRef, period: Period
) -> list[Value]:
    """Of values that were read together those that may stand in this period, as `values_of` asks for them."""
    where = dict(ref.where)
    scenarios = where.pop(SCENARIO, ("actual",))
    places = [(element.dim_names.index(name), options) for name, options in where.items()]
    carried = element.agg_time == "last"
    return [
        one
        for scenario, one in values
        if scenario in scenarios
        and one.ends_on <= period.end
        and (carried or one.starts_on >= period.start)
        and all(one.dims[place] in options for place, options in places)
    ]


def reading(element: DataElement, period: Period, values: Iterable[Value]) -> Reading:
    """What these values make in the period: first over time for each agency, place and options, then over those."""
    used: list[Value] = []
    parts: list[Decimal] = []
    for _key, group in groupby(sorted(values, key=_series), key=_series):
        chosen = _in_period(element, period, list(group))
        if not chosen:
            continue
        used += chosen
        part = FOLDS[element.agg_time]([one.value for one in chosen])
        if part is None:
            return Reading(None, used, not_added=True)
        parts.append(part)
    if not parts:
        return Reading(None, [])
    total = FOLDS[element.agg_org](parts)
    if total is None:
        return Reading(None, used, not_added=True)
    return Reading(Amount(total, len(used), checksum(used), as_of(used)), used)


def _series(value: Value) -> tuple[int, int, tuple[str, ...]]:
    return value.agency, value.place or 0, value.dims


def _in_period(element: DataElement, period: Period, values: list[Value]) -> list[Value]:
    """The values that tile the period: itself, else the kind of shorter periods that covers most of it."""
    if exact := [one for one in values if one.period == period.code]:
        return exact
    ordered = sorted(values, key=attrgetter("ends_on", "starts_on"))
    if element.agg_time == Aggregation.LAST:
        return ordered[-1:]
    by_length: dict[int, list[Value]] = {}
    for one in ordered:
        by_length.setdefault(round(one.days / 30.4) or one.days, []).append(one)
    return max(by_length.values(), key=lambda kind: (sum(one.days for one in kind), -len(kind)), default=[])


def checksum(values: Iterable[Value]) -> int:
    """Exclusive or of a hash of each value's key and number, as a signed 64-bit integer."""
    whole = 0
    for one in values:
        digest = sha256(f"{one.pk}:{one.value.normalize():f}".encode()).digest()
        whole ^= int.from_bytes(digest[:8], "big", signed=True)
    return whole


def as_of(values: Sequence[Value]) -> date:
    """The newest day that these values speak of."""
    return max(one.as_of or one.ends_on for one in values)


def readings_by(
    element: DataElement, period: Period, by: By, values: list[Value]
) -> dict[int | None, Reading]:
    """The reading of each agency or place."""
    keys = {getattr(one, by) for one in values}
    return {key: reading(element, period, [one for one in values if getattr(one, by) == key]) for key in keys}
