"""Areas of communes over the ground of every map, shaded: by their value in classes, or by what each of them is under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tinhso.kernel.places.areas import PlacesOfADay, UnitArea
from tinhso.kernel.places.ground import ground_of
from tinhso.lib.drawing.ground_map import GroundMap
from tinhso.lib.drawing.maps import Map, Shape


@dataclass(frozen=True)
class ShadedMap:
    """The drawing, and its legend: classes of the drawing with their words."""

    drawing: GroundMap
    keys: Sequence[tuple[str, str]]


def value_map(
    title: str, values: Mapping[int, float], places: PlacesOfADay, *, unit: str = "", decimals: int | None = 0
) -> ShadedMap:
    """Values by the number of an area's unit (`places.areas`), in at most four classes; what has none is hatched."""
    areas = places.areas.units
    shapes = [Shape(one.name, "", values.get(one.unit_id)) for one in areas]
    classed = Map(title, shapes, 0, unit, decimals)
    shaded = []
    for n, shape in enumerate(shapes):
        kind, words = classed.shade_of(shape)
        shaded.append((n, f"map-area {kind}", words))
    drawing = GroundMap(ground_of(places), f"{title}. {classed.description}", shaded=shaded)
    return ShadedMap(drawing, [(f"map-area {kind}", words) for kind, words in classed.keys])


def names_of(area: UnitArea, places: PlacesOfADay) -> set[str]:
    """What of that day an area may be called besides its own name and code: its one district, if it lies in one."""
    olds = places.before.get(area.unit_id, (area.unit_id,))
    districts = {name for pk in olds if (name := places.district_of.get(pk))}
    return districts if len(districts) == 1 else set()
