"""The door of places: administrative units as of a date, and the crosswalk between dates."""

from tinhso.kernel.places.actions.load_units import UnitsOfADay, load_units
from tinhso.kernel.places.crosswalk import Converted, Crosswalk, Reform, Reforms, convert
from tinhso.kernel.places.models import AdminUnit, UnitSuccession
from tinhso.kernel.places.queries import (
    Place,
    ancestors,
    children,
    communes_of,
    full_name,
    place_tree,
    units_on,
)

__all__ = [
    "AdminUnit",
    "Converted",
    "Crosswalk",
    "Place",
    "Reform",
    "Reforms",
    "UnitSuccession",
    "UnitsOfADay",
    "ancestors",
    "children",
    "communes_of",
    "convert",
    "full_name",
    "load_units",
    "place_tree",
    "units_on",
]
