"""In which commune a point lies, where somebody has imported the borders of that day."""

from datetime import date

from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.slots import AreaOutlines, all_of
from tinhso.lib.rings import holds


def commune_at(lat: float, lon: float, *, on: date) -> AdminUnit | None:
    """The commune of that day whose imported border holds the point; None without borders, or outside all of them.

    Codes were used again for other units, so code and name of the border must both be the unit's.
    """
    for kept in all_of(AreaOutlines):
        for one in kept.read():
            if holds(one.rings(), lon, lat):
                found = AdminUnit.objects.on(on).communes().filter(code=one.code, name=one.name).first()
                if found is not None:
                    return found
    return None
