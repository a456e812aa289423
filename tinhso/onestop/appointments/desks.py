"""Which one-stop desks receive a procedure, and how far each is from a commune."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency, NoCompetence
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.map_cells import distance
from tinhso.onestop.catalogue.places import ANY_DESK, bookable_desks, level_of, seats_for
from tinhso.onestop.models import Procedure

FARTHEST = 10**9


@dataclass(frozen=True)
class NearDesk:
    """A desk and the kilometres from the middle of a commune to the middle of its own; None where either is unknown."""

    desk: Agency
    kilometres: float | None = None


def desks_for(procedure: Procedure, on: date) -> list[Agency]:
    """The desks that receive it on that day: the one of the competent agency, that of every committee of its level, or
    every desk where the rule says so. Empty for what is not settled in the province."""
    level = level_of(procedure, on)
    if level is None:
        return []
    desks = bookable_desks(on)
    if rule_or(ANY_DESK, False, on=on):
        return desks
    if level == Agency.Level.PROVINCE.value:
        try:
            _agency, desk = seats_for(procedure, level, None, on)
        except NoCompetence:
            return []
        return [one for one in desks if one.pk == desk.pk]
    receiving = _desks_of_committees(level, desks, on)
    return [one for one in desks if one.pk in receiving]


def _desks_of_committees(level: str, desks: Sequence[Agency], on: date) -> set[int]:
    """The desk of each committee of that level, its own or that of the nearest agency above. One query."""
    rows = (
        Agency.objects.on(on).exclude(kind=Agency.Kind.DESK).values_list("pk", "parent_id", "kind", "level")
    )
    above = {pk: parent for pk, parent, _kind, _level in rows}
    by_parent = {one.parent_id: one.pk for one in desks}
    found = set()
    for pk, _parent, kind, at in rows:
        here: int | None = pk if (kind, at) == (Agency.Kind.COMMITTEE.value, level) else None
        while here is not None and here not in by_parent:
            here = above.get(here)
        if here is not None:
            found.add(by_parent[here])
    return found


def nearest_first(desks: Iterable[Agency], commune: AdminUnit | None) -> list[NearDesk]:
    """In the order of their distance from the commune, those of unknown place last; without a commune as they are."""
    if commune is None or commune.lat is None or commune.lon is None:
        return [NearDesk(desk) for desk in desks]
    found = [NearDesk(desk, _kilometres(desk, commune)) for desk in desks]
    return sorted(found, key=lambda one: FARTHEST if one.kilometres is None else one.kilometres)


def _kilometres(desk: Agency, commune: AdminUnit) -> float | None:
    unit = desk.unit or (desk.parent.unit if desk.parent else None)  # a desk stands where its agency is
    if unit is None or None in (unit.lat, unit.lon, commune.lat, commune.lon):
        return None
    places = (float(value or 0) for value in (commune.lat, commune.lon, unit.lat, unit.lon))
    return round(distance(*places) / 1000, 1)
