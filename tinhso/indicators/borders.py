"""Figures by place, read on the borders of any day: what cannot be converted is counted apart, so the whole adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tinhso.kernel.places.public import AdminUnit, convert

Numbers = dict[int, Decimal]


@dataclass
class OnBorders:
    """Numbers by unit of the wanted day; `incomplete` and `unplaced` as the crosswalk of places says."""

    by_unit: Numbers = field(default_factory=dict)
    incomplete: Numbers = field(default_factory=dict)
    unplaced: Numbers = field(default_factory=dict)

    def add(self, part: Mapping[int, Decimal], into: Numbers) -> None:
        for unit, number in part.items():
            into[unit] = into.get(unit, Decimal()) + number


def on_borders(numbers: Mapping[int, Decimal], day: date) -> OnBorders:
    """Numbers by unit, of whatever days the units are, on the borders of `day`."""
    whole = OnBorders()
    for last, part in _eras(numbers, day).items():
        found = convert(part, last, day)
        whole.add(found.by_unit, whole.by_unit)
        whole.add(found.incomplete, whole.incomplete)
        whole.add(found.unplaced, whole.unplaced)
    for unit in set(whole.by_unit) & set(
        whole.incomplete
    ):  # whole in one era, a part in another: not its figure
        whole.incomplete[unit] += whole.by_unit.pop(unit)
    return whole


def _eras(numbers: Mapping[int, Decimal], day: date) -> dict[date, Numbers]:
    """The units grouped by a day on which all of a group existed: `day` itself, else their last or first."""
    eras: dict[date, Numbers] = {}
    for unit in AdminUnit.objects.filter(pk__in=numbers):
        if unit.exists_on(day):
            last = day
        elif unit.valid.lower > day:
            last = unit.valid.lower
        else:
            last = unit.valid.upper - timedelta(days=1)
        eras.setdefault(last, {})[unit.pk] = numbers[unit.pk]
    return eras
