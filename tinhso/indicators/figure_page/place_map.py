"""A figure by place as a map over the ground: on the borders that maps are drawn with, whatever day the table is of."""

from datetime import date

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.borders import PlacedFigures, read_on_borders
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.places.public import ShadedMap, places_of_day, value_map
from tinhso.lib.periods import Period


def map_of(
    version: IndicatorVersion,
    period: Period,
    scope: Scope,
    placed: tuple[PlacedFigures, date] | None,
    today: date,
) -> ShadedMap | None:
    """The areas of maps by the figure; None where rows name no place or no area is known. `placed` are the figures that the
    table shows, with the day of their borders: they are not read again where maps lie on the same."""
    if placed is None:
        return None
    places = places_of_day(today)
    since = places.areas.since
    if since is None:
        return None
    found, day = placed
    if day != since:
        (found,) = read_on_borders(version, [period], since, scope)
    values = {unit: float(one.value) for unit, one in found.by_unit.items() if one.value is not None}
    if not any(area.unit_id in values for area in places.areas.units):
        return None
    definition = version.definition
    unit = "%" if definition.unit == "%" else wording.unit_beside(definition)
    return value_map(definition.name, values, places, unit=unit, decimals=definition.decimals)
