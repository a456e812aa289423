"""Units over the ground of every map, each its own shape of its own day, shaded by value in classes or by what it is under."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tinhso.kernel.places.areas import PlacesOfADay
from tinhso.kernel.places.ground import ground_of
from tinhso.lib.drawing.ground_map import GroundMap
from tinhso.lib.drawing.maps import Map, Shape


@dataclass(frozen=True)
class ShadedMap:
    """The drawing, and its legend: classes of the drawing with their words."""

    drawing: GroundMap
    keys: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class DrawnUnit:
    """A unit as maps draw it: the areas, by their number, that are together its shape; none where it has no shape to itself."""

    name: str
    code: str = ""
    areas: tuple[int, ...] = ()


def unit_map(
    title: str,
    values: Sequence[tuple[DrawnUnit, float | None]],
    places: PlacesOfADay,
    *,
    unit: str = "",
    decimals: int | None = 0,
) -> ShadedMap:
    """Units, each as one shape that says its value, in at most four classes; what has none is hatched."""
    drawn = [(one, Shape(one.name, "", value)) for one, value in values if one.areas]
    classed = Map(title, [shape for _, shape in drawn], 0, unit, decimals)
    shaded = []
    for one, shape in drawn:
        kind, words = classed.shade_of(shape)
        joined = " map-joined" if len(one.areas) > 1 else ""
        shaded.append((one.areas, f"map-area{joined} {kind}", words))
    drawing = GroundMap(ground_of(places), f"{title}. {classed.description}", shaded=shaded)
    return ShadedMap(drawing, [(f"map-area {kind}", words) for kind, words in classed.keys])


def value_map(
    title: str, values: Mapping[int, float], places: PlacesOfADay, *, unit: str = "", decimals: int | None = 0
) -> ShadedMap:
    """The areas themselves, with values by the number of an area's unit (`places.areas`)."""
    areas = enumerate(places.areas.units)
    drawn = [(DrawnUnit(one.name, one.code, (n,)), values.get(one.unit_id)) for n, one in areas]
    return unit_map(title, drawn, places, unit=unit, decimals=decimals)


def communes_drawn(places: PlacesOfADay) -> list[DrawnUnit]:
    """The communes of that day; of one whose land lies in an area beside another commune's, no map knows the shape."""
    areas: dict[int, list[int]] = {pk: [] for pk in places.names}
    shared: set[int] = set()
    for n, area in enumerate(places.areas.units):
        olds = [pk for pk in places.made_of(area) if pk in areas]
        for pk in olds:
            areas[pk].append(n)
        if len(olds) > 1:
            shared.update(olds)
    return [
        DrawnUnit(name, places.codes.get(pk, ""), () if pk in shared else tuple(areas[pk]))
        for pk, name in places.names.items()
    ]


def districts_drawn(places: PlacesOfADay) -> list[DrawnUnit]:
    """The districts of that day as their communes together. An area of two districts is drawn with that of which it has more
    communes: borders computed from centres are no nearer than that."""
    areas: dict[str, list[int]] = {name: [] for name in dict.fromkeys(places.district_of.values())}
    for n, area in enumerate(places.areas.units):
        within = Counter(name for pk in places.made_of(area) if (name := places.district_of.get(pk)))
        if within:
            areas[within.most_common(1)[0][0]].append(n)
    return [DrawnUnit(name, areas=tuple(found)) for name, found in areas.items()]
