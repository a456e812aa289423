"""The door of places: administrative units as of a date, and the crosswalk between dates."""

from tinhso.kernel.places.models import AdminUnit, UnitSuccession

__all__ = ["AdminUnit", "UnitSuccession"]
