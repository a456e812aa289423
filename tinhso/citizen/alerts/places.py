"""Communes by the codes that another system names them with."""

from collections.abc import Iterable
from datetime import date

from tinhso.kernel.places.public import AdminUnit, UnitSuccession

LONGEST_CODE, MOST_UNKNOWN = 20, 100


def places_of(codes: Iterable[str], *, on: date) -> tuple[tuple[AdminUnit, ...], tuple[str, ...]]:
    """The units of that day, and the codes that name none. A code of before a merger names what came of its unit.

    One query, two more for codes that the day does not know.
    """
    wanted = set(codes)
    units = {unit.pk: unit for unit in AdminUnit.objects.on(on).filter(code__in=wanted)}
    unknown = wanted - {unit.code for unit in units.values()}
    if unknown:
        former = UnitSuccession.objects.filter(old__code__in=unknown, on__lte=on, new__valid__contains=on)
        for line in former.select_related("old", "new"):
            units[line.new_id] = line.new
            unknown.discard(line.old.code)
    return tuple(units.values()), tuple(sorted(code[:LONGEST_CODE] for code in unknown)[:MOST_UNKNOWN])
