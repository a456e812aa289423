"""The door of places: administrative units as of a date, and the crosswalk between dates."""

from tinhso.kernel.places.actions.load_units import UnitsOfADay, load_units
from tinhso.kernel.places.areas import (
    Areas,
    PlacesOfADay,
    UnitArea,
    areas_on,
    communes_at,
    places_of_day,
)
from tinhso.kernel.places.crosswalk import Converted, Crosswalk, Reform, Reforms, convert
from tinhso.kernel.places.ground import ground_of, ground_on, short_name
from tinhso.kernel.places.models import AdminUnit, UnitSuccession
from tinhso.kernel.places.queries import (
    Place,
    ancestors,
    children,
    communes_of,
    full_name,
    place_tree,
    province_on,
    units_on,
)
from tinhso.kernel.places.shaded_map import (
    DrawnUnit,
    ShadedMap,
    communes_drawn,
    districts_drawn,
    unit_map,
    value_map,
)
from tinhso.kernel.places.tiles import BadArchive, TileArchive, is_archive, open_archive

__all__ = [
    "AdminUnit",
    "Areas",
    "BadArchive",
    "Converted",
    "Crosswalk",
    "DrawnUnit",
    "Place",
    "PlacesOfADay",
    "Reform",
    "Reforms",
    "ShadedMap",
    "TileArchive",
    "UnitArea",
    "UnitSuccession",
    "UnitsOfADay",
    "ancestors",
    "areas_on",
    "children",
    "communes_at",
    "communes_drawn",
    "communes_of",
    "convert",
    "districts_drawn",
    "full_name",
    "ground_of",
    "ground_on",
    "is_archive",
    "load_units",
    "place_tree",
    "open_archive",
    "places_of_day",
    "short_name",
    "province_on",
    "unit_map",
    "units_on",
    "value_map",
]
