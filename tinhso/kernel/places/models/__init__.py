from tinhso.kernel.places.models.admin_unit import AdminUnit
from tinhso.kernel.places.models.unit_succession import UnitSuccession

__all__ = ["AdminUnit", "UnitSuccession"]
