from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from tinhso.kernel.places.models import AdminUnit
from tinhso.kernel.places.models.admin_unit import AdminUnitQuerySet
from tinhso.kernel.site.public import instance


@dataclass(frozen=True)
class Place:
    """One unit of the address chooser; `children` are the units right below it on that day."""

    id: int
    code: str
    name: str
    level: str
    children: list["Place"] = field(default_factory=list)


def units_on(day: date, level: str | None = None) -> AdminUnitQuerySet:
    """The units of that day in Vietnamese order, all levels or one (`AdminUnit.Level`)."""
    units = AdminUnit.objects.on(day)
    return units.filter(level=level) if level else units


def province_on(day: date) -> AdminUnit | None:
    """The province whose installation this is, as it was called on that day; None where none is loaded."""
    return units_on(day, AdminUnit.Level.PROVINCE).filter(code=instance().province_code).first()


def ancestors(unit: AdminUnit, on: date) -> list[AdminUnit]:
    """From the nearest unit above to the province, leaving out those that do not exist on that day.

    A commune that lived through the end of its district hangs on the province from that day: so the row of a
    unit which did not change need not change.
    """
    found: list[AdminUnit] = []
    above = unit.parent
    while above is not None:
        if above.exists_on(on):
            found.append(above)
        above = above.parent
    return found


def children(unit: AdminUnit, on: date) -> AdminUnitQuerySet:
    """The units right below on that day (see `ancestors` for what "right below" means after a reform)."""
    ids = {p.id for p in place_tree(on, root=unit.pk)}
    return AdminUnit.objects.filter(pk__in=ids)


def communes_of(unit: AdminUnit, on: date) -> AdminUnitQuerySet:
    """All communes inside a unit on that day; a commune is inside itself."""
    if unit.level == AdminUnit.Level.COMMUNE:
        return AdminUnit.objects.on(on).filter(pk=unit.pk)
    inside: set[int] = set()
    queue = place_tree(on, root=unit.pk)
    while queue:
        place = queue.pop()
        inside.add(place.id)
        queue.extend(place.children)
    return AdminUnit.objects.communes().filter(pk__in=inside)


def place_tree(on: date, *, root: int | None = None) -> list[Place]:
    """The address chooser of that day: provinces with districts with communes, or what is below `root`.

    One query; about 600 places, each list in Vietnamese order.
    """
    rows = list(AdminUnit.objects.order_by("sort_key", "code"))
    parents = {u.pk: u.parent_id for u in rows}
    living = [u for u in rows if u.exists_on(on)]
    places = {u.pk: Place(u.pk, u.code, u.name, u.level) for u in living}
    tops: list[Place] = []
    for unit in living:
        above = _nearest(unit.parent_id, parents, places)
        (places[above].children if above else tops).append(places[unit.pk])
    return tops if root is None else (places[root].children if root in places else [])


def _nearest(unit: int | None, parents: dict[int, int | None], places: Collection[int]) -> int | None:
    while unit is not None and unit not in places:
        unit = parents[unit]
    return unit


def full_name(unit: AdminUnit, on: date) -> str:
    """The address of a unit on that day: "Xã Hà Bình, huyện Hà Trung, tỉnh Thanh Hóa"."""
    above = [a.name[0].lower() + a.name[1:] for a in ancestors(unit, on)]
    return ", ".join([unit.name, *above])
